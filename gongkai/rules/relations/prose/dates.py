"""Dates that no calendar has: 2018年13月, 2月30日, 2018年11日."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.sentences import mask

_DATE = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,4})月(?:(?P<day>\d{1,4})日)?")
_DAY = re.compile(r"(?<![\d年])(?P<month>\d{1,2})月(?P<day>\d{1,4})日")
_MONTH = re.compile(r"(?<![\d.年])(?P<month>\d{2,3})月(?!\d)")
_NO_MONTH = re.compile(r"(?<!\d)(?:19|20)\d\d年\d{1,4}日")
_POINTS = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|20)\d\d)(?P<mark>[./-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d./])"
)
_YEAR = re.compile(r"(?<![\d.])(?:\d{4,5}|20\d)年(?![级前来间])")
_FIRST_YEAR, _LAST_YEAR = 1840, 2060
"""What a report may name, from old buildings to distant goals."""
_LEAP_YEAR = 2016


def check(reading: Reading) -> Iterator[Finding]:
    """Every date of the text that cannot be."""
    for passage in reading.passages:
        text = mask(passage.text)
        for offset, said in impossible_dates(text):
            yield Finding(
                rule="text.date",
                severity="error",
                message=f"日期“{said}”不存在，请核对。",
                where=passage.place(offset),
                found=said,
            )


def impossible_dates(text: str) -> Iterator[tuple[int, str]]:
    """Offset and wording of each date that no calendar has, in reading order."""
    found: list[tuple[int, str]] = [(match.start(), match[0]) for match in _NO_MONTH.finditer(text)]
    for match in _YEAR.finditer(text):
        if not _FIRST_YEAR <= int(match[0][:-1]) <= _LAST_YEAR:
            found.append((match.start(), match[0]))
    for pattern in (_DATE, _DAY, _MONTH, _POINTS):
        for match in pattern.finditer(text):
            parts = match.groupdict()
            if not _exists(parts.get("year"), parts["month"], parts.get("day")):
                found.append((match.start(), match[0]))
    yield from sorted(set(found))


def _exists(year: str | None, month: str, day: str | None) -> bool:
    if not 1 <= int(month) <= 12:
        return False
    return day is None or 1 <= int(day) <= monthrange(int(year) if year else _LEAP_YEAR, int(month))[1]
