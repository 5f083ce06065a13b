"""From a limit to days: the day by which an event's information is due, and the periods of a rhythm."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.rules.calendar import Calendar
from gongkai.rules.limits.limit import Limit

_LENGTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


@dataclass(frozen=True, slots=True)
class DueDay:
    """The last day on which a duty is kept in time; provisional while a year's holidays are not loaded."""

    day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a rhythm: ``key`` is ``2018``, ``2018H1``, ``2018Q2`` or ``2018-05``."""

    key: str
    first: date
    last: date
    due: date


def due_after(limit: Limit, on: date, calendar: Calendar, *, prompt_workdays: int) -> DueDay | None:
    """When information is due that arose ``on`` this day; None for a limit that no event starts.

    A limit in working days counts from the next working day (条例 2019 art 26 gives 20). 及时 has no number in any
    norm: ``prompt_workdays`` is the town's own setting, and the day is never shown as law.
    """
    if limit.kind == "after" and limit.unit == "day":
        return DueDay(on + timedelta(days=limit.number), provisional=False)
    if limit.kind in {"after", "prompt"}:
        count = limit.number if limit.kind == "after" else prompt_workdays
        day = calendar.add_workdays(on, count)
        doubt = any(each.provisional for each in calendar.days(on + timedelta(days=1), day))
        return DueDay(day, provisional=doubt)
    return None


def periods_of(limit: Limit, year: int) -> list[Period]:
    """The periods of a rhythm that begin in ``year``; empty for any other limit.

    A day that a month has not (31 April) becomes the month's last.
    """
    if limit.kind != "rhythm":
        return []
    length = _LENGTHS[limit.rhythm]
    found = []
    for first_month in range(1, 13, length):
        last_month = first_month + length - 1
        month = first_month + max(limit.month, 1) - 1
        found.append(
            Period(
                key=_key(limit.rhythm, year, first_month),
                first=date(year, first_month, 1),
                last=date(year, last_month, months.monthrange(year, last_month)[1]),
                due=date(year, month, min(limit.day, months.monthrange(year, month)[1])),
            )
        )
    return found


def _key(rhythm: str, year: int, first_month: int) -> str:
    return {
        "monthly": f"{year}-{first_month:02d}",
        "quarterly": f"{year}Q{(first_month + 2) // 3}",
        "half_yearly": f"{year}H{(first_month + 5) // 6}",
        "yearly": f"{year}",
    }[rhythm]
