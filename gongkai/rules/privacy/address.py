"""详细住址: down to a villagers' group and house, or to a flat. Published addresses end at town or street (5.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rules.privacy import context
from gongkai.rules.privacy.spans import Severity, Span

_COUNT = r"(?:[0-9]{1,4}|[一二三四五六七八九十百零〇]{1,4})"
_GROUP = re.compile(
    rf"(?:村|社区|屯|庄|寨|嘎查) ?第?{_COUNT}(?:村民小组|村民组|小组|组|社|队)"
    rf"(?P<house> ?(?:第|门牌)?{_COUNT}(?:[-之]{_COUNT})?[号户])?"
)
_HOUSE = re.compile(rf"村 ?(?:第|门牌)?{_COUNT}(?:[-之]{_COUNT})?号(?![楼公文通令线])")
_FLAT = re.compile(
    rf"(?:[路街巷弄苑园区里院]|胡同|大道|公寓|新村|家园|广场) ?(?=[0-9一二三四五六七八九十])"
    rf"(?P<number>{_COUNT}(?:[-之]{_COUNT})?号(?!楼)院?)? ?(?P<building>{_COUNT}(?:号楼|栋|幢|座|楼))? ?"
    rf"(?P<room>(?:{_COUNT}单元)? ?(?:{_COUNT}(?:室|号|户|房))?)"
)
_PART = re.compile(r"[\u4e00-\u9fff0-9·]")
_LONGEST = 40
_LEAD = re.compile(r".*(?:住址|地址|家住|现住|住在|居住于|居住在|户籍|户口|位于|所在地|系|是|为|在|住)")
_TOWN = re.compile(r".*(?:镇|乡|街道|苏木|办事处)")
_COUNTY = re.compile(r".*(?:县|市|区|旗)")
_VILLAGE = re.compile(r".*?(?:村|社区|屯|庄|寨|嘎查|[路街巷弄苑园区里院]|胡同|大道)")


def find_addresses(flat: str, heading: str = "") -> Iterator[Span]:
    """Addresses that lead to a door, or near it."""
    private_heading = bool(context.HOME.search(heading)) or "地址" in heading
    taken = 0
    for match in sorted(_candidates(flat), key=lambda found: (found.start(), -found.end())):
        if match.start() < taken:
            continue
        start = _beginning(flat, match.start(), taken)
        near = context.around(flat, start, match.end(), heading)
        private = private_heading or near.labelled(context.HOME)
        yield Span(
            "address", start, match.end(), _masked(flat[start : match.end()]), _severity(match, private)
        )
        taken = match.end()


def _candidates(flat: str) -> Iterator[re.Match[str]]:
    yield from _GROUP.finditer(flat)
    yield from _HOUSE.finditer(flat)
    for match in _FLAT.finditer(flat):
        if match.group("number") or (match.group("building") and match.group("room").strip()):
            yield match


def _severity(match: re.Match[str], private: bool) -> Severity:
    parts = match.groupdict()
    room = (parts.get("room") or "").strip()
    if private:
        return "error" if parts.get("house") or room else "warning"
    # A room without an entrance (单元) is as often an office's: 政务服务中心3楼301室.
    home = parts.get("house") or "单元" in room or room.endswith("户")
    return "warning" if home else "info"


def _beginning(flat: str, place: int, taken: int) -> int:
    """Where the address begins: after its label, after the last sign that parts words."""
    start = place
    while start > max(taken, place - _LONGEST) and _PART.match(flat[start - 1]):
        start -= 1
    text = flat[start:place]
    lead = _LEAD.match(text)
    return start + (lead.end() if lead else 0)


def _masked(address: str) -> str:
    """Up to the town or street, else the county, else the village or the road; stars for the rest."""
    for level in (_TOWN, _COUNTY, _VILLAGE):
        match = level.match(address)
        if match:
            return f"{match.group()}***"
    return "***"
