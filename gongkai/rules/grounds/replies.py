"""答复类型与不予公开理由: closed lists for the 2007 and the 2019 regulation, with the article and the form row of each.

A refusal is stored as a code of these lists, never as free text: the yearly form counts the codes. Which row a reply
falls into is deduced from the labels of the forms, not from an official key (setting ``reply_rows``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from gongkai.rules.articles import in_force, setting

GROUPS: dict[str, str] = {
    "disclosed": "予以公开",
    "partial": "部分公开",
    "refused": "不予公开",
    "unavailable": "无法提供",
    "not_processed": "不予处理",
    "other": "其他处理",
}
TELLS: dict[str, str] = {
    "route": "获取的方式、途径",
    "time": "获取的时间",
    "reasons": "理由",
    "organ": "负责公开的机关名称、联系方式",
    "rules": "办理所依照的专门规定",
    "channel": "应当通过的渠道",
    "amendment": "需要更改、补充的内容",
    "remedy": "复议机关、诉讼法院和期限",
}
"""What a reply must say besides its kind (2019 arts 36-39; 行政复议法 2023 art 20 for the remedy)."""

ATTRIBUTES: dict[str, str] = {"proactive": "主动公开", "on_request": "依申请公开", "withheld": "不予公开"}
"""公开属性, fixed when a document is drafted (国办发〔2016〕80号)."""

_HERE = Path(__file__).parent
_REVIEW_FIRST = "fuyifa-2023:23.1(4)"


@dataclass(frozen=True, slots=True)
class Reply:
    """One way to answer an application."""

    law: str
    """2007 or 2019."""
    code: str
    label: str
    group: str
    articles: tuple[str, ...]
    """What it may cite, the chief article first."""
    rows: Mapping[str, str]
    """The row it counts in, by form (2014, 2019, 2021)."""
    tells: tuple[str, ...]
    withholds: bool
    """Whether the ground can also keep an item from proactive disclosure."""
    unverified: tuple[str, ...]
    """Articles that belong to it but were not read, so that they may not be cited."""


@lru_cache(maxsize=2)
def replies(law: str) -> tuple[Reply, ...]:
    """Every way to answer under one law (2007 or 2019), in the order of its form. Raises KeyError."""
    rows = json.loads((_HERE / "replies.json").read_text(encoding="utf-8"))
    found = tuple(
        Reply(
            law=row["law"],
            code=row["code"],
            label=row["label"],
            group=row["group"],
            articles=tuple(row["articles"]),
            rows=row["rows"],
            tells=tuple(row["tells"]),
            withholds=row["withholds"],
            unverified=tuple(row["unverified"]),
        )
        for row in rows
        if row["law"] == law
    )
    if not found:
        raise KeyError(law)
    return found


def reply(law: str, code: str) -> Reply:
    """The reply of this code under this law. Raises KeyError."""
    for one in replies(law):
        if one.code == code:
            return one
    raise KeyError(f"{law}:{code}")


def grounds_to_withhold(law: str) -> tuple[Reply, ...]:
    """The grounds on which an item may be 不予公开 under one law."""
    return tuple(one for one in replies(law) if one.withholds)


def newer(code: str) -> tuple[Reply, ...]:
    """What the 2019 regulation makes of a reply of 2007: one reply, several to choose from, or none.

    ``amend`` has none: since 2019 a correction notice is a step on the way, not a reply. Raises KeyError.
    """
    return tuple(reply("2019", new) for new in _crosswalk()[code])


def older(code: str) -> tuple[Reply, ...]:
    """The replies of 2007 that became this reply of 2019; empty for what the 2007 regulation did not know."""
    reply("2019", code)
    return tuple(reply("2007", old) for old, codes in _crosswalk().items() if code in codes)


def rows(law: str, code: str, form: str) -> tuple[str, ...]:
    """The rows of a form (2014, 2019, 2021) that a reply can count in; more than one is a person's choice.

    The reports on 2019 hold replies under both laws in the 2019 form, so replies of 2007 go through the
    cross-walk. Empty: the form has no row for it. Raises KeyError for an unknown law, code or form.
    """
    if form not in ("2014", "2019", "2021"):
        raise KeyError(form)
    one = reply(law, code)
    if form in one.rows:
        return (one.rows[form],)
    others = newer(code) if law == "2007" else older(code)
    return tuple(dict.fromkeys(other.rows[form] for other in others))


def review_comes_first(one: Reply, day: date, groups: str | None = None) -> bool:
    """Whether this reply, given on ``day``, must go to 行政复议 before a suit (行政复议法 2023 art 23).

    The law names 不予公开 only; whether more belongs to it is the setting ``review_first_groups``.
    """
    chosen = groups or setting("review_first_groups").default
    return in_force(_REVIEW_FIRST, day) and one.group in chosen.split("+")


@lru_cache(maxsize=1)
def _crosswalk() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads((_HERE / "crosswalk.json").read_text(encoding="utf-8"))
    return found
