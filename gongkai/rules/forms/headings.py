"""The report's own name: its title, the year it is on, and the body it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.rules.forms.paper import Line, Place
from gongkai.rules.forms.pieces import is_running_text
from gongkai.rules.forms.recognised import BodyName, Level, YearMention
from gongkai.rules.forms.wording import simplified, squeezed

_REPORT = re.compile(r"(?:政府信息|政务|信息)公开.{0,14}(?:报告|年报)")
_SHEET = re.compile(r"(?:政府信息|信息)公开.{0,10}统计(?:报?表|年报)")
_YEAR = re.compile(r"(20\d\d)(?:年度?|-?(?=政府信息))")
_SHEET_YEAR = re.compile(r"^\((20\d\d)年?度?\)$")
_PERIOD = re.compile(r"(20\d\d)年1月1日.{0,4}?[至到—-]+.{0,4}?(?:20\d\d年)?12月31日")
_CHINESE_YEAR = re.compile(r"二[〇○零O0][〇○零O0一二][〇○零O0一二三四五六七八九]年")
_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_AFTER_NAME = re.compile(r"(?:的)?(?:\(本级\))?(?:政府信息|政务|信息)公开.*$")
_LEADING = re.compile(r"^(?:附件?\d*[:：]?|关于|《|年度)+")
_GOVERNMENT = re.compile(r"(?:人民政府(?:办公室)?|办事处)$")
_PARTS = re.compile(
    r".{1,12}?(?:特别行政区|自治区|自治州|自治县|自治旗|地区|街道|苏木|省|市|盟|县|区|旗|镇|乡)"
    r"(?!特别行政区|自治|地区|街道|市(?![中南北]区)|县|区|镇|乡)"
)
_BODY_LINE = re.compile(r"^.{2,28}(?:人民政府|办事处|镇|乡|街道|局|委员会|办公室)$")
_REPORTER = re.compile(r"(?:填报单位|单位名称|报送单位|编制单位)(?:\(.*?\))?:?(.{2,28}?)(?:\(.*\))?$")
_DEPARTMENT = re.compile(r"(?:局|委|委员会|办|办公室|厅|院|中心|部|处|所|站|大队|公司|学校)$")
_CITIES_WITHOUT_COUNTIES = frozenset({"东莞市", "中山市", "儋州市", "嘉峪关市", "三沙市"})
_MUNICIPALITIES = frozenset({"北京市", "上海市", "天津市", "重庆市"})
_LONGEST_TITLE = 70
_FIRST_LINES = 80


@dataclass(frozen=True, slots=True)
class Title:
    """The title and the lines it was set in (numbers of the lines given)."""

    text: str
    place: Place
    lines: tuple[int, ...]


def find_title(lines: Sequence[Line]) -> Title | None:
    """The title of the report, over up to three lines; failing that the title of its table."""
    written = [(at, line) for at, line in enumerate(lines) if line.text.strip()]
    short = [(at, line) for at, line in written if not is_running_text(line.text)]
    for pattern, dated in ((_REPORT, True), (_SHEET, True), (_REPORT, False), (_SHEET, False)):
        among = short[:_FIRST_LINES] if pattern is _REPORT else short
        for span in (1, 2, 3):
            for at in range(len(among) - span + 1):
                part = among[at : at + span]
                texts = [_with_digits(squeezed(line.text)) for _, line in part]
                text = "".join(texts)
                if len(text) > _LONGEST_TITLE or (span > 1 and pattern.search("".join(texts[:-1]))):
                    continue
                if _fits(text, pattern, dated=dated):
                    printed = "".join(line.text.strip() for _, line in part)
                    return Title(printed, part[0][1].place, tuple(number for number, _ in part))
    return None


def _fits(text: str, pattern: re.Pattern[str], *, dated: bool) -> bool:
    if not pattern.search(text) or re.match(r"^[一二三四五六七八九十]+[、.]", text):
        return False
    return not dated or _YEAR.search(text) is not None


def _with_digits(text: str) -> str:
    """二〇一八年 as 2018年."""
    return _CHINESE_YEAR.sub(lambda found: found.group().translate(_DIGITS), text)


def find_years(title: Title | None, lines: Sequence[Line], heads: Sequence[Line]) -> tuple[YearMention, ...]:
    """The years that the report gives itself. ``heads`` are the lines over its table."""
    found: list[YearMention] = []
    if title is not None and (year := _YEAR.search(_with_digits(squeezed(title.text)))):
        found.append(YearMention(int(year.group(1)), "title", title.place))
    for line in heads:
        text = _with_digits(squeezed(line.text))
        year = _SHEET_YEAR.match(text) or (_YEAR.search(text) if len(text) <= _LONGEST_TITLE else None)
        if year:
            found.append(YearMention(int(year.group(1)), "table", line.place))
            break
    for line in lines:
        if "12" in line.text and (year := _PERIOD.search(squeezed(line.text))):
            found.append(YearMention(int(year.group(1)), "period", line.place))
            break
    return tuple(found)


def find_body(title: Title | None, lines: Sequence[Line], heads: Sequence[Line]) -> BodyName | None:
    """The body that the report is of: from its title, the line over it, the reporter's line or the table's title."""
    if title is not None:
        named = _name_in_title(title.text)
        if named:
            return body_name(named)
        before = [line for line in lines[: title.lines[0]] if line.text.strip()]
        if before and _BODY_LINE.match(squeezed(before[-1].text)):
            return body_name(before[-1].text)
    for line in heads:
        found = _REPORTER.search(squeezed(line.text))
        if found:
            return body_name(found.group(1))
        if _SHEET.search(squeezed(line.text)) and (named := _name_in_title(line.text)):
            return body_name(named)
    return None


def _name_in_title(text: str) -> str:
    plain = _with_digits(squeezed(text))
    plain = _AFTER_NAME.sub("", _YEAR.sub("", plain, count=1))
    plain = _LEADING.sub("", plain).strip("《》-—_:")
    return plain if len(plain) >= 2 else ""


def body_name(text: str) -> BodyName:
    """A body's name in its parts: 青铜峡市邵岗镇人民政府 is the town 邵岗镇 in the county-level 青铜峡市."""
    full = squeezed(simplified(text))
    bare = _GOVERNMENT.sub("", full) or full
    parts = _PARTS.findall(bare)
    rest = bare[len("".join(parts)) :]
    named: dict[str, str] = {}
    cities: list[str] = []
    for part in parts:
        if part.endswith(("镇", "乡", "街道", "苏木")):
            named["town"] = part
        elif part.endswith(("省", "自治区", "特别行政区")) or (part in _MUNICIPALITIES and not named):
            named["province"] = part
        elif part.endswith(("市", "自治州", "地区", "盟")):
            cities.append(part)
        else:
            named["county"] = part
    if len(cities) > 1:
        named["city"], named["county"] = cities[0], cities[-1]
    elif cities:
        alone = "town" in named and "county" not in named and cities[0] not in _CITIES_WITHOUT_COUNTIES
        named["county" if alone else "city"] = cities[0]
    return BodyName(bare, _level(named, rest), **named)


def _level(named: dict[str, str], rest: str) -> Level:
    if rest and _DEPARTMENT.search(rest):
        return "department"
    levels: tuple[Level, ...] = ("town", "county", "city", "province")
    return next((level for level in levels if level in named), "unknown")
