"""Days as people write and read them: strict parsing, Chinese weekday names, the span that can be reckoned."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from gongkai.rules.refusal import Refusal

EARLIEST = date(2000, 1, 1)
LATEST = date(2099, 12, 31)
"""The span a person may ask about. Outside it a year is a slip of the finger, not a question."""

_WRITTEN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_RANGE = re.compile(r"\s*[:：]\s*")
_WEEKDAYS = "一二三四五六日"


def weekday_name(day: date) -> str:
    """周一 … 周日."""
    return f"周{_WEEKDAYS[day.weekday()]}"


def long_day(day: date) -> str:
    """2018年3月14日（周三）."""
    return f"{day.year}年{day.month}月{day.day}日（{weekday_name(day)}）"


def parse_day(text: str, what: str) -> date:
    """The day written in ``text`` (2018-01-31, 2018/1/31, 2018年1月31日).

    ``what`` names it in the refusal (收到日期). Raises Refusal for what is not a date, does not exist,
    or lies outside 2000-2099.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise Refusal(f"{what}“{text}”不是日期，请写成 2018-01-31 这样的形式。")
    year, month, day = (int(part) for part in found.groups())
    if not EARLIEST.year <= year <= LATEST.year:
        raise Refusal(f"{what}“{text}”超出可计算的范围（{EARLIEST.year}年至{LATEST.year}年），请核对年份。")
    if not 1 <= month <= 12:
        raise Refusal(f"{what}“{text}”不存在：没有{month}月，请核对后重新填写。")
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise Refusal(f"{what}“{text}”不存在：{year}年{month}月只有{length}天，请核对后重新填写。")
    return date(year, month, day)


def parse_range(text: str, what: str) -> tuple[date, date]:
    """The two days of ``FROM:TO``, both included.

    Raises Refusal when a side is missing or no date, or when the second day comes before the first.
    """
    sides = _RANGE.split(text.strip())
    if len(sides) != 2 or not all(sides):
        raise Refusal(f"{what}“{text}”应写成 起始日期:结束日期，如 2018-02-01:2018-02-28。")
    first, last = parse_day(sides[0], f"{what}的起始日期"), parse_day(sides[1], f"{what}的结束日期")
    if last < first:
        raise Refusal(f"{what}“{text}”颠倒了：结束日期 {last} 早于起始日期 {first}。")
    return first, last
