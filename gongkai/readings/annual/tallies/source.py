"""What a tally is made of: records of one kind, a condition, and what is counted or summed.

The value of a tally and the list of its records come from one condition. So the list always has as many records as
the value says; where the value is a sum (money, attendance, cases) it has the records that were summed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Sum
from django.db.models.functions import Cast, Round

from gongkai.readings.annual.figures import Number, plain

CellValue = str | int | float | None
Row = tuple[CellValue, ...]
CHUNK = 2000
"""Records that are held in memory at once while rows are listed."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records, and of which year."""

    body_ids: tuple[int, ...]
    year: int

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """年末: stocks are counted as they stood on this day."""
        return date(self.year, 12, 31)

    @property
    def days(self) -> tuple[date, date]:
        return (self.first, self.last)


class Measured(NamedTuple):
    """A number, and how many records are behind it."""

    value: Number
    rows: int


Measures = dict[str, dict[int, Measured]]
"""By tally, then by the key of the body; a body without records may be left out."""

Condition = Q | Callable[[Scope], Q]


@dataclass(frozen=True, slots=True)
class Tally:
    """How the number of one name is got; what counts as one says ``gongkai.rules.tally``."""

    name: str
    where: Condition = field(default_factory=Q)
    sums: str = ""
    """The field that is summed; empty when records are counted."""
    money: bool = False
    """The summed field is in 元, and the value in 万元."""

    def condition(self, scope: Scope) -> Q:
        return self.where(scope) if callable(self.where) else self.where


class Source(Protocol):
    """Records of one kind and the tallies over them."""

    def tally(self, name: str) -> Tally | None:
        """The tally of that name, None when it is none of this source's."""

    def measure(self, scope: Scope) -> Measures:
        """Every tally of the source at once, by body."""

    def rows(self, scope: Scope, tally: Tally) -> tuple[tuple[str, ...], Iterator[Row]]:
        """Headings, and one row for every record behind the tally."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list of records."""

    heading: str
    path: str
    labels: Mapping[str, str] | None = None
    """Chinese for the codes of a choice."""

    def shown(self, value: Any) -> CellValue:
        """A value as a list shows it."""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Decimal):
            return plain(value)
        known: CellValue = self.labels.get(value, value) if self.labels is not None else value
        return known


BODY = Column("机构", "body__name")


@dataclass(frozen=True)
class Records:
    """A source whose tallies are conditions on one query: one query measures them all."""

    found: Callable[[Scope], QuerySet[Any]]
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    tallies: tuple[Tally, ...]

    @cached_property
    def by_name(self) -> dict[str, Tally]:
        return {tally.name: tally for tally in self.tallies}

    def tally(self, name: str) -> Tally | None:
        return self.by_name.get(name)

    def measure(self, scope: Scope) -> Measures:
        wanted: dict[str, Count | Sum] = {}
        for at, tally in enumerate(self.tallies):
            condition = tally.condition(scope) or None
            wanted[f"rows_{at}"] = Count("pk", filter=condition)
            if tally.sums:
                wanted[f"sum_{at}"] = Sum(_summed(tally), filter=condition, default=0)
        grouped = list(self.found(scope).order_by().values("body").annotate(**wanted))
        return {
            tally.name: {
                row["body"]: Measured(
                    _value(tally, row[f"sum_{at}"]) if tally.sums else row[f"rows_{at}"], row[f"rows_{at}"]
                )
                for row in grouped
            }
            for at, tally in enumerate(self.tallies)
        }

    def rows(self, scope: Scope, tally: Tally) -> tuple[tuple[str, ...], Iterator[Row]]:
        found = self.found(scope).filter(tally.condition(scope)).order_by(*self.order, "pk")
        raw = found.values_list(*(column.path for column in self.columns)).iterator(chunk_size=CHUNK)
        shown = (
            tuple(column.shown(value) for column, value in zip(self.columns, row, strict=True)) for row in raw
        )
        return tuple(column.heading for column in self.columns), shown


def _summed(tally: Tally) -> Any:
    """What is added up: money in whole 分, since SQLite keeps decimals as binary fractions."""
    if not tally.money:
        return tally.sums
    return Cast(Round(F(tally.sums) * 100), BigIntegerField())


def _value(tally: Tally, summed: int) -> Number:
    """The value of a sum: 分 become 万元, exactly."""
    return Decimal(summed).scaleb(-6) if tally.money else summed


def lasting(scope: Scope) -> Q:
    """What stood on the last day of the year; the day it ended is its last."""
    return Q(since__lte=scope.last) & (Q(until__isnull=True) | Q(until__gte=scope.last))
