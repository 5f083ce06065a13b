"""What proves the year's placements: links that were looked at, photographs that were registered, and gaps.

Not everything is proved, as in a real town: a third of the sheets on boards were never photographed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.doors.cli.demonstration.chance import YEAR, Chance
from gongkai.doors.cli.demonstration.items import ADDRESSES, items
from gongkai.doors.cli.demonstration.town import UNITS, Row

_LOOKED_AT, _PHOTOGRAPHED = 94, 67
"""Of a hundred placements: how many links were looked at, how many boards photographed."""


def receipts() -> Iterator[Row]:
    """One receipt for most placements on the net and two thirds of those on boards."""
    chance = Chance("receipts")
    photographs: dict[str, int] = {}
    for item in items():
        body, number = str(item["body"]), str(item["number"])
        online = item["channels"] in ADDRESSES
        proved = chance.between(1, 100) <= (_LOOKED_AT if online else _PHOTOGRAPHED)
        days = chance.between(0, 1) if online else chance.between(0, 3)
        if not proved:
            continue
        published = item["published_on"]
        if not isinstance(published, date):
            raise TypeError("an item has its day")
        receipt: Row = {
            "body": body,
            "item": number,
            "channel": item["channels"],
            "target": item["targets"],
            "on": min(published + timedelta(days=days), date(YEAR, 12, 31)),
            "by": f"{UNITS[body]}联络员" if body in UNITS else "演示经办员",
        }
        if online:
            receipt |= {
                "kind": "链接核对",
                "note": f"{item['link']} 打开正常，标题一致（演示凭证）",
                "digest": hashlib.sha256(f"{number}{item['title']}".encode()).hexdigest(),
            }
        else:
            photographs[body] = photographs.get(body, 0) + 1
            receipt |= {
                "kind": "照片",
                "note": f"照片登记号 ZP-{body[-3:]}-{photographs[body]:03d}，张贴后拍摄（演示凭证）",
            }
        yield receipt
