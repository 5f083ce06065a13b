"""Working days: which days count, why, and arithmetic on them.

The State Council's yearly notice moves weekends, so a weekday rule alone is wrong every year. A year whose notice
is not loaded is reckoned by weekends alone and marked provisional; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.rules.calendar.days import weekday_name
from gongkai.rules.calendar.year import Notice, YearDays, shipped_year

_ONE_DAY = timedelta(days=1)
_TAIL = (12, 29)
"""From this day on December may yet be changed by next year's notice: the days around New Year 2008, 2012, 2019,
2023 and 2024 were arranged so, a month or less beforehand."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day: whether it is a working day, why (Chinese), and whether that may still change."""

    date: date
    works: bool
    why: str
    provisional: bool


class Calendar:
    """The years that came with the platform, with years given by a town in their place, and local days on top.

    ``given`` replaces whole years (an amended notice, or a year that is newer than the platform). ``local``
    adds days to them: a local holiday (such as 开斋节 in Ningxia) does not make a year loaded.
    """

    def __init__(self, given: Iterable[YearDays] = (), local: Iterable[YearDays] = ()) -> None:
        self._given = {days.year: days for days in given}
        self._local: dict[int, list[YearDays]] = {}
        for days in local:
            self._local.setdefault(days.year, []).append(days)

    def is_loaded(self, year: int) -> bool:
        """Whether the notice of this year is known."""
        return self._year(year) is not None

    def notices(self, year: int) -> tuple[Notice, ...]:
        """The notices that arranged this year, empty when none is loaded."""
        days = self._year(year)
        return days.notices if days else ()

    def day(self, day: date) -> Day:
        """Everything known of one day."""
        works, why = self._arranged(day)
        doubt = self._doubt(day)
        return Day(day, works, f"{why}（{doubt}）" if doubt else why, bool(doubt))

    def is_workday(self, day: date) -> bool:
        """Whether people work on this day."""
        return self._arranged(day)[0]

    def is_provisional(self, day: date) -> bool:
        """Whether the arrangement of this day may still change."""
        return bool(self._doubt(day))

    def why(self, day: date) -> str:
        """The reason: 周三, 周六, 国庆节休假, 春节调休上班; with the doubt behind it when provisional."""
        return self.day(day).why

    def add_workdays(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``, which is not counted itself; ``day`` when count is 0.

        Raises ValueError for a negative count.
        """
        if count < 0:
            raise ValueError(f"cannot add {count} working days")
        while count:
            day += _ONE_DAY
            count -= self.is_workday(day)
        return day

    def count_workdays(self, after: date, until: date) -> int:
        """Working days later than ``after``, up to and with ``until``: the inverse of :meth:`add_workdays`.

        Raises ValueError when ``until`` comes before ``after``.
        """
        if until < after:
            raise ValueError(f"{until} comes before {after}")
        return sum(self.is_workday(after + timedelta(days=n)) for n in range(1, (until - after).days + 1))

    def days(self, first: date, last: date) -> tuple[Day, ...]:
        """Every day from ``first`` to ``last``, both included; empty when they are reversed."""
        return tuple(self.day(first + timedelta(days=n)) for n in range((last - first).days + 1))

    def _year(self, year: int) -> YearDays | None:
        return self._given.get(year) or shipped_year(year)

    def _arranged(self, day: date) -> tuple[bool, str]:
        national = self._year(day.year)
        for days in (*self._local.get(day.year, ()), *((national,) if national else ())):
            if day in days.off:
                return False, f"{days.off[day]}休假"
            if day in days.work:
                return True, f"{days.work[day]}调休上班"
        return day.weekday() < 5, weekday_name(day)

    def _doubt(self, day: date) -> str:
        if not self.is_loaded(day.year):
            return f"{day.year}年放假安排未载入，暂按周末推算"
        if (day.month, day.day) >= _TAIL and not self.is_loaded(day.year + 1):
            return f"{day.year + 1}年放假安排未载入，年末可能调休"
        return ""
