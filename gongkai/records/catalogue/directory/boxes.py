"""公开渠道和载体 in one cell: ■ a required box, □ an optional one, and what stands behind 其他."""

from __future__ import annotations

import re
from typing import NamedTuple

from gongkai.records.catalogue.models import Carrier

REQUIRED_MARKS = frozenset("■√☑✓✔●▇")
OPTIONAL_MARKS = frozenset("□☐○▢")
_MARKED = re.compile(r"([■√☑✓✔●▇□☐○▢])([^■√☑✓✔●▇□☐○▢]*)")
_UNMARKED = re.compile(r"[、，,;；\n|]+")
_OTHER = re.compile(r"其他(?:载体|渠道)?[:：（(]?(.*?)[)）]?")
SPELLINGS: dict[str, Carrier] = {
    "门户网站": Carrier.PORTAL,
    "政府门户网站": Carrier.PORTAL,
    "公报": Carrier.GAZETTE,
    "一微一端": Carrier.SOCIAL,
    "微博微信": Carrier.SOCIAL,
    "政务新媒体": Carrier.SOCIAL,
    "发布会": Carrier.CONFERENCE,
    "听证会": Carrier.CONFERENCE,
    "新闻发布会": Carrier.CONFERENCE,
    "查阅点": Carrier.READING_POINT,
    "政务服务大厅": Carrier.SERVICE_HALL,
    "便民服务点": Carrier.SERVICE_POST,
    "入户": Carrier.HOUSEHOLD,
    "现场": Carrier.HOUSEHOLD,
    "公示栏": Carrier.BOARD,
    "公开栏": Carrier.BOARD,
    "村公示栏": Carrier.BOARD,
    "社区公示栏": Carrier.BOARD,
    "村务公开栏": Carrier.BOARD,
    "政务公开栏": Carrier.BOARD,
    "村级公开栏": Carrier.BOARD,
    "社区/企事业单位/村公示栏": Carrier.BOARD,
    "社区/企事业单位/村公示栏电子屏": Carrier.BOARD,
    "微信群": Carrier.GROUP_CHAT,
    "应急广播": Carrier.VILLAGE_RADIO,
    "农村大喇叭": Carrier.VILLAGE_RADIO,
}
"""What counties call the boxes besides their official names."""


class BoxError(Exception):
    """The cell cannot be read; the text is the reason."""


class Boxes(NamedTuple):
    """Two sets of boxes, and the words behind 其他."""

    required: int = 0
    optional: int = 0
    other: str = ""


def plain(words: str) -> str:
    """Words without blanks, brackets and stars."""
    return re.sub(r"[\s*＊（）()\u200b]+", "", words)


def carrier_named(words: str) -> Carrier | None:
    """The box of a name or one of its other spellings; None for a name that is no box."""
    return _NAMES.get(plain(words))


_NAMES: dict[str, Carrier] = {plain(name): carrier for name, carrier in SPELLINGS.items()} | {
    plain(carrier.label): carrier for carrier in Carrier
}


def read_boxes(text: str) -> Boxes:
    """The boxes of a cell; without any mark, every box that is named is required.

    Raises BoxError for a name that is no box, for a box named twice, and when no box is chosen.
    """
    marked = [(mark, name) for mark, name in _MARKED.findall(text)]
    if not marked:
        marked = [("■", name) for name in _UNMARKED.split(text)]
    required = optional = 0
    other = ""
    for mark, written in marked:
        name = written.strip(" \t\n、，,;；")
        if not name:
            continue
        carrier, words = _box(name)
        if (required | optional) & carrier.bit:
            raise BoxError(f"“{carrier.label}”出现了两次。")
        other = other or words
        if mark in REQUIRED_MARKS:
            required |= carrier.bit
        else:
            optional |= carrier.bit
    if not required | optional:
        raise BoxError("没有选任何渠道和载体。")
    return Boxes(required, optional, other)


def _box(name: str) -> tuple[Carrier, str]:
    carrier = carrier_named(name)
    if carrier is not None:
        return carrier, ""
    other = _OTHER.fullmatch(name)
    if other is not None:
        return Carrier.OTHER, other[1].strip()
    listed = "、".join(each.label for each in Carrier)
    raise BoxError(f"不认识渠道和载体“{name[:20]}”，可选：{listed}；别的写成“其他：…”。")


def write_boxes(boxes: Boxes) -> str:
    """The cell that :func:`read_boxes` reads back: one box a line, in the official order."""
    lines = []
    for carrier in Carrier:
        if carrier.bit & (boxes.required | boxes.optional):
            mark = "■" if carrier.bit & boxes.required else "□"
            words = f"：{boxes.other}" if carrier is Carrier.OTHER and boxes.other else ""
            lines.append(f"{mark}{carrier.label}{words}")
    return "\n".join(lines)
