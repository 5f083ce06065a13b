"""Numbers that are not written as one number: 1,23条, 7 44条, 86..7%, 7.5条, 6.6万 without 元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.characters import folded
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.sentences import mask

_UNIT = r"(?=\s*(?:条(?![例款])|件|篇|次|个(?!工作日|月)|人次|人(?!大)|名|份|期|场|项|起|宗|元|万元|亿元|%))"
_WHOLE_UNITS = frozenset({"条", "件", "篇", "次", "人", "名", "场", "期", "人次", "份", "场次"})

_Severity = Literal["error", "warning", "info"]
_SHAPES: tuple[tuple[str, _Severity, re.Pattern[str], str], ...] = (
    (
        "text.number-points",
        "error",
        re.compile(rf"(?<![\d.])(?!20\d\d\.\d{{1,2}}\.)\d+(?:\.\d*){{2,}}{_UNIT}"),
        "有多个小数点",
    ),
    ("text.number-points", "warning", re.compile(rf"(?<![\d.])\d+\.{_UNIT}"), "小数点后面没有数字"),
    (
        "text.number-comma",
        "warning",
        re.compile(
            rf"(?<![\d.,第])(?:\d{{1,3}}(?:,\d{{3}})*,(?:\d{{1,2}}|\d{{4,}})|\d{{4,}},\d+)(?![\d,]){_UNIT}"
        ),
        "千分位逗号的位置不对",
    ),
    (
        "text.number-broken",
        "warning",
        re.compile(rf"(?<=[一-龥：])(?!\d{{1,3}}(?: \d{{3}})+(?! ?\d))\d+(?: +\d+)+{_UNIT}"),
        "中间有空格，像是断开了",
    ),
    (
        "text.number-letter",
        "warning",
        re.compile(rf"(?<![A-Za-z\d])(?:\d+[OoIl]\d*|[Oo]\d+){_UNIT}"),
        "混有字母",
    ),
)
_NO_YUAN = re.compile(
    r"(?:经费|资金|费用|投入|支出|收费|收取)[^，。；\d]{0,8}(?P<said>\d+(?:\.\d+)?万)(?![元人次条件份余多字个册户亩张])"
)


def check(reading: Reading) -> Iterator[Finding]:
    """Numbers of the text whose writing leaves their value open."""
    for line in reading.lines:
        text = mask(folded(line.text))
        for rule, severity, pattern, why in _SHAPES:
            for match in pattern.finditer(text):
                if "分别" in text[max(0, match.start() - 40) : match.start()]:
                    continue
                message = f"数字“{match[0]}”{why}，请核对是多少。"
                yield Finding(rule=rule, severity=severity, message=message, where=line.place, found=match[0])
        for match in _NO_YUAN.finditer(text.replace(" ", "")):
            yield Finding(
                rule="text.money-unit-missing",
                severity="warning",
                message=f"金额“{match['said']}”缺少“元”，应写作“{match['said']}元”。",
                where=line.place,
                expected=f"{match['said']}元",
                found=match["said"],
            )
    yield from _fractions(reading)


def _fractions(reading: Reading) -> Iterator[Finding]:
    """Papers, items and persons are counted in whole numbers."""
    for sentence in reading.sentences:
        for quantity in sentence.quantities:
            part = quantity.kind == "count" and quantity.value % 1 != 0
            if part and quantity.unit in _WHOLE_UNITS and not quantity.each and not quantity.vague:
                yield Finding(
                    rule="text.number-fraction",
                    severity="error",
                    message=f"“{quantity.printed}”不是整数，按{quantity.unit}计的数应为整数。",
                    where=sentence.place(quantity),
                    found=float(quantity.value),
                )
