"""One year of holidays and shifted working days, as its notice has it: dated data, one file a year."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from gongkai.rules.calendar.days import parse_day
from gongkai.rules.refusal import Refusal

_SHIPPED = Path(__file__).with_name("years")


@dataclass(frozen=True, slots=True)
class Notice:
    """The paper that arranged the days. A number or day of issue that is not known for sure is None."""

    number: str | None
    issued: date | None
    title: str


@dataclass(frozen=True, slots=True)
class YearDays:
    """Days off and make-up working days (调休) of one year, each with the name of its holiday.

    Ordinary weekends are not listed. A year that is given again (an amended notice, a local holiday) is a new
    ``YearDays``; none is ever changed.
    """

    year: int
    off: Mapping[date, str]
    work: Mapping[date, str]
    notices: tuple[Notice, ...] = ()


def year_from_json(raw: Any) -> YearDays:
    """A year from data of the shape of the files in ``years/``.

    Raises Refusal, in words for the person who brought the data, for any other shape, for days of another
    year, and for a day that is both off and worked.
    """
    if not isinstance(raw, dict) or not isinstance(raw.get("year"), int):
        raise Refusal("放假安排的数据应有 year（年份）、off（放假日）和 work（调休上班日）三项。")
    year: int = raw["year"]
    off, work = _days(raw, "off", "放假日"), _days(raw, "work", "调休上班日")
    for day in (*off, *work):
        if day.year != year:
            raise Refusal(f"{year}年的放假安排里有不属于该年的日期 {day}。")
    both = sorted(off.keys() & work.keys())
    if both:
        raise Refusal(f"{year}年的放假安排里 {both[0]} 既放假又上班，请核对。")
    notices = raw.get("notices", [])
    if not isinstance(notices, list):
        raise Refusal(f"{year}年放假安排的 notices 应为列表。")
    return YearDays(year, off, work, tuple(_notice(entry, year) for entry in notices))


@lru_cache(maxsize=64)
def shipped_year(year: int) -> YearDays | None:
    """The year as it came with the platform, or None when its notice is not loaded."""
    path = _SHIPPED / f"{year}.json"
    if not path.is_file():
        return None
    return year_from_json(json.loads(path.read_text(encoding="utf-8")))


def shipped_years() -> tuple[int, ...]:
    """The years that came with the platform, ascending."""
    return tuple(sorted(int(path.stem) for path in _SHIPPED.glob("*.json")))


def _days(raw: dict[str, Any], key: str, what: str) -> dict[date, str]:
    entries = raw.get(key, {})
    if not isinstance(entries, dict) or not all(isinstance(name, str) and name for name in entries.values()):
        raise Refusal(f"放假安排的 {key}（{what}）应为“日期: 节日名称”的对照表。")
    return {parse_day(str(text), what): name for text, name in entries.items()}


def _notice(entry: Any, year: int) -> Notice:
    if not isinstance(entry, dict) or not isinstance(entry.get("title"), str):
        raise Refusal(f"{year}年放假安排的通知缺少标题（title）。")
    issued = entry.get("issued")
    number = entry.get("number")
    return Notice(
        number=str(number) if number else None,
        issued=parse_day(str(issued), "通知日期") if issued else None,
        title=entry["title"],
    )
