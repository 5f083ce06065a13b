"""Quantities: a number with its unit, and whether it is exact, an amount or a change, of one thing or of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gongkai.rules.relations.prose.numerals import SCALES, SPOKEN, arabic_number, shown, spoken_number

Kind = Literal["count", "money", "share", "points", "times", "time"]

_TIME_UNITS = (
    "个工作日|个自然日|个小时|个月|个季度|个年度|工作日|自然日|季度|小时|分钟|周年|周岁|年度|"
    "年|月|日|天|岁|周|秒|时|世纪"
)
_COUNT_UNITS = (
    r"人次|人天|场次|条次|件次|篇次|户次|例次|批次|班次|车次|"
    r"条(?![例款文规线幅])|件(?!套)|篇|份(?!额)|个|次(?!日)|场(?!所|地|镇)|期(?![限间末满待望])|项|部(?!门|署|分)|起|宗|"
    r"例(?!如)|则|封|通(?![过知报告])|单(?!位)|人(?![大民均])|名(?!称|录|单)|位(?!于)|家|户|村|所|处(?![理罚])|台|批|套(?!餐)|块|"
    r"面(?!积)|幅|座|张|本(?!级|镇|乡|街|年|单|机|局|部)|册|页|版(?!面)|字|轮|屏|课时|堂|笔|组(?!织)|支|对(?!于|外|内|口)|遍|种|类|级|门|辆|"
    r"亩|公里|平方米|米|吨|公斤|度|分(?!别|为|类|管|工|析|之|公|成|发|布|局|会|解|级|段)"
)
_MONEY_UNITS = r"元(?!旦)|块钱"
_UNIT = (
    rf"(?P<points>个百分点|百分点)|(?P<share>%|％)|(?P<time>{_TIME_UNITS})|(?P<money>{_MONEY_UNITS})|"
    rf"(?P<count>{_COUNT_UNITS})|(?P<times>倍)"
)
_QUANTITY = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?|百分之[{SPOKEN}点]+|[一两三四五六七八九十二][{SPOKEN}]*(?:点[零一二三四五六七八九]+)?)"
    rf"(?P<more>余|多|来)?(?P<scale>[千万亿]{{0,2}})(?P<more2>余|多)?(?:{_UNIT})?(?P<after>余|多|左右|上下|以上|以下|以内|之多)?"
)
_LONGEST_NUMBER = 16
"""Characters; more digits are an account or an index number."""
_LEAD = re.compile(r"(?:大约|约|近|逾|超过|超|将近|不足|不少于|不低于|不超过|至少|最多|至多|最少)$")
_LEAD_BLOCK = re.compile(r"(?:节约|集约|公约|预约|大约定|附近|最近|临近|契约|高超)$")
_EACH = re.compile(
    r"(?:各|平均|人均|户均|村均|日均|月均|年均|场均|篇均)(?![类项种级地界部单位自村乡镇]{1,2})[^，。；：]{0,4}$|各[^，。；：]{0,8}分别[^，。；：]{0,6}$|每[^，。；：]{0,12}$"
)
_RANGE = re.compile(r"(?:\d|[一二两三四五六七八九十])(?:-|至|到|、)$")
_NOT_A_COUNT = re.compile(r"(?:第|〔|No|№|[A-Za-z@/_=&#]|\d\.|\d{3}-|邮编|邮政编码|QQ|门牌)$", re.IGNORECASE)
_DIALLED = re.compile(r"(?:电话|传真|热线)$")
_LONGEST_COUNT = 4
"""Digits; behind 传真 and 电话 more are a number to dial (传真1件, but not 传真3700018)."""
_DELTA = re.compile(
    r"(?<!新)(?:增加|增长|上升|提高|提升|增幅|下降|减少|降低|降幅|压缩|压减|节约|净增|多|少|增|减)(?:了|约|近|幅度?为|数?为|：)*$"
)


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """One number with a unit, in the normal spelling of its sentence. Two that read the same are two."""

    value: Decimal
    """In ``unit``; 万 and 亿 are multiplied out for counts, never for money."""
    decimals: int
    """Decimals as printed."""
    unit: str
    """条, 人次, %, 元, 万元, 亿元; ``万`` when the money unit itself is missing."""
    kind: Kind
    start: int
    """Offset of the number in the sentence."""
    end: int
    """Offset behind the unit (and behind 左右, 余)."""
    printed: str
    spoken: bool
    """Written in Chinese numerals."""
    vague: str
    """余, 多, 约, 左右: the word that makes it inexact; empty when exact."""
    each: bool
    """Counts one of several (各1名, 每村2个)."""
    delta: bool
    """A difference (增加12条), not an amount."""

    @property
    def exact(self) -> bool:
        """A plain amount that a total or a cell can be held against."""
        return not self.vague and not self.each and not self.delta

    @property
    def shown(self) -> str:
        """Number and unit for a message."""
        return f"{shown(self.value)}{self.unit}"


def quantities_in(text: str) -> Iterator[Quantity]:
    """All quantities of a sentence whose titles, document numbers and addresses are masked."""
    for match in _QUANTITY.finditer(text):
        quantity = _quantity(text, match)
        if quantity is not None:
            yield quantity


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    before = text[max(0, match.start() - 24) : match.start()]
    read = _number(match["number"])
    dialled = len(match["number"]) > _LONGEST_COUNT and _DIALLED.search(before)
    if read is None or dialled or _NOT_A_COUNT.search(before):
        return None
    value, decimals = read
    kind, unit = _unit(match)
    spoken = not match["number"][0].isdigit()
    if kind is None or (spoken and kind == "count" and _idle(text, match)):
        return None
    scale = Decimal(1)
    for character in match["scale"] or "":
        scale *= SCALES[character]
    if kind == "money":
        unit = f"{match['scale'] or ''}{unit}"
    else:
        value *= scale
    return Quantity(
        value=value,
        decimals=decimals,
        unit=unit,
        kind=kind,
        start=match.start(),
        end=match.end(),
        printed=match[0],
        spoken=spoken,
        vague=_vague(before, match),
        each=bool(_EACH.search(before)),
        delta=bool(_DELTA.search(before)),
    )


def _number(text: str) -> tuple[Decimal, int] | None:
    if len(text) > _LONGEST_NUMBER:
        return None
    if text[0].isdigit():
        return arabic_number(text)
    return spoken_number(text.removeprefix("百分之"))


def _unit(match: re.Match[str]) -> tuple[Kind | None, str]:
    if match["number"].startswith("百分之"):
        return "share", "%"
    if match["points"]:
        return "points", "个百分点"
    if match["share"]:
        return "share", "%"
    if match["time"]:
        return "time", match["time"]
    if match["money"]:
        return "money", "元"
    if match["count"]:
        return "count", match["count"]
    if match["times"]:
        return "times", "倍"
    return (None, "")


_GROUPS = re.compile(
    r"(?:方面|原则|环节|层面|步骤|阶段|维度|体系|机制|要求|到位|强化|特点|问题|不足|主要|渠道|途径|载体|平台|意识|统一|好|事一)"
)


def _idle(text: str, match: re.Match[str]) -> bool:
    """Chinese numerals that count nothing: 二期, 三个方面, 一个, 一次办好."""
    number, behind = match["number"], text[match.end() : match.end() + 6]
    if number == "二" or _GROUPS.match(behind):
        return True
    return number == "一" and not re.search(
        r"(?:收到|受理|办理|办结|召开|举办|公开|发布|共|有|了)$", text[: match.start()]
    )


def _vague(before: str, match: re.Match[str]) -> str:
    for name in ("more", "more2", "after"):
        if match[name]:
            return match[name]
    lead = _LEAD.search(before)
    if lead and not _LEAD_BLOCK.search(before):
        return lead[0]
    return "至" if _RANGE.search(before) and not before.endswith("、") else ""
