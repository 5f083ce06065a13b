"""Chance that falls the same every time, and the working days of the year."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from gongkai.rules.calendar import Calendar

YEAR = 2018
Thing = TypeVar("Thing")


class Chance:
    """A seeded source; only ``random()`` is drawn on, which is the same in every Python."""

    def __init__(self, seed: str) -> None:
        self._source = random.Random(seed)  # noqa: S311 - demonstration data, nothing to guard

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of them."""
        return things[int(self._source.random() * len(things))]

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self._source.random() * (most - least + 1))

    def split(self, total: int, parts: int) -> list[int]:
        """``total`` in so many whole parts, each near the others, none negative."""
        weights = [0.7 + 0.6 * self._source.random() for _ in range(parts)]
        shares = [int(total * weight / sum(weights)) for weight in weights]
        for at in range(total - sum(shares)):
            shares[at % parts] += 1
        return shares


class WorkingDays:
    """The working days of 2018 by the State Council's notice."""

    def __init__(self) -> None:
        calendar = Calendar()
        first = date(YEAR, 1, 1)
        days = (first + timedelta(days=at) for at in range(365))
        self.days = [day for day in days if calendar.is_workday(day)]

    def from_(self, day: date) -> date:
        """The first working day on or after a day of the year, or the year's last."""
        return next((found for found in self.days if found >= day), self.days[-1])

    def before(self, day: date, steps: int) -> date:
        """The working day so many steps before one, or the year's first."""
        return self.days[max(0, self.days.index(day) - steps)]

    def after(self, day: date, steps: int) -> date:
        """The working day so many steps after one, or the year's last."""
        return self.days[min(len(self.days) - 1, self.days.index(day) + steps)]

    def within(self, first: date, last: date, chance: Chance) -> date:
        """One working day of a span."""
        found = [day for day in self.days if first <= day <= last]
        return chance.pick(found) if found else self.from_(first)
