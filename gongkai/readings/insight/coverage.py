"""覆盖图: what is owed and what was put out, by field, body, month and stage; silence is shown before it is found.

Every grid is a fixed number of queries whatever its size. A cell counts duties by their standing on a day and items
by the year's counters; it opens the duties that are missing.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Substr

from gongkai.records.bodies.codes import stem
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.queries import subtree
from gongkai.records.catalogue.duties import DutyFilter
from gongkai.records.catalogue.models import Field, Obligation
from gongkai.records.catalogue.queries import late_on, open_on
from gongkai.records.disclosure.models import DisclosureCount, Item, Stage

_TOWN_DIGITS = 9
SILENT_NOTICES = timedelta(days=183)
"""国办秘函〔2019〕19号: six months for notices and policy columns; see :mod:`gongkai.readings.insight.columns`."""


class Silence(Enum):
    """How a column stands in an inspector's eyes."""

    SPEAKING = "有更新"
    QUIET = "临近不更新"
    SILENT = "超期未更新"
    EMPTY = "空白栏目"


@dataclass(frozen=True, slots=True)
class Tally:
    """What one cell of the map holds."""

    owed: int = 0
    met: int = 0
    late: int = 0
    excused: int = 0
    items: int = 0

    @property
    def open(self) -> int:
        """Duties that wait and are not yet late."""
        return self.owed - self.met - self.late - self.excused

    @property
    def words(self) -> str:
        """The cell in words: a state is never colour alone."""
        if self.late:
            return f"逾期{self.late}"
        if self.owed and self.met + self.excused == self.owed:
            return "齐"
        if self.owed:
            return f"待{self.open}"
        return f"{self.items}条" if self.items else "无"

    @property
    def group(self) -> str:
        """The group of :data:`gongkai.records.catalogue.duties.GROUPS` that opens what is missing in the cell."""
        if self.late:
            return "late"
        return "waiting" if self.open else "all"


Grid = Mapping[tuple[int, int], Tally]
"""Tally by (field key, column key): the column is a body key or a month."""


@dataclass(frozen=True, slots=True)
class ColumnSet:
    """The columns of a map: bodies that stand at the head, and under which of them every body is added up."""

    heads: tuple[Body, ...]
    of: Mapping[int, int]
    """Key of the head by key of the body."""
    by_town: bool
    """Whether a column is a town with all that is under it."""

    def below(self, head: Body) -> list[int]:
        """Keys of the bodies that one column adds up."""
        return [body for body, at in self.of.items() if at == head.pk]


def columns_under(root: Body) -> ColumnSet:
    """What a map of a body has for columns: above the towns, every town with all that is under it, and the county with
    its offices; from a town down, every body. One query.
    """
    return columns_of(list(subtree(root)), by_town=len(stem(root.code)) < _TOWN_DIGITS)


def columns_of(bodies: Iterable[Body], *, by_town: bool) -> ColumnSet:
    """The columns of some bodies in the order of codes, each its own or added up by town."""
    heads: dict[str, Body] = {}
    of: dict[int, int] = {}
    for body in bodies:
        head = heads.setdefault(body.code[:_TOWN_DIGITS] if by_town else body.code, body)
        of[body.pk] = head.pk
    return ColumnSet(tuple(heads.values()), of, by_town)


def by_column(columns: ColumnSet, year: int, on: date) -> Grid:
    """Fields x columns for the duties due in a year; three queries, whatever the size."""
    if not columns.by_town:
        return by_body(list(columns.of), year, on)
    town = Substr("body__code", 1, _TOWN_DIGITS)
    keys = {head.code[:_TOWN_DIGITS]: head.pk for head in columns.heads}
    return _grid(list(columns.of), year, on, duty_column=town, item_column=town, key=keys.__getitem__)


def by_body(body_ids: list[int], year: int, on: date) -> Grid:
    """Fields x bodies for the duties due in a year; three queries."""
    return _grid(body_ids, year, on, duty_column=F("body_id"), item_column=F("body_id"), key=int)


def by_month(body_ids: list[int], year: int, on: date) -> Grid:
    """Fields x months for the duties due in a year; three queries.

    The database groups by day, since it reckons the month of a date row by row.
    """
    return _grid(body_ids, year, on, duty_column=F("due_on"), item_column=F("month"), key=_month)


def _month(at: date | int) -> int:
    return at.month if isinstance(at, date) else at


def duties_of_cell(
    body_ids: list[int], field: Field, tally: Tally, year: int, month: int | None = None
) -> DutyFilter:
    """The list that a cell opens: what is missing in it, or all of it when nothing is."""
    first = date(year, month or 1, 1)
    last = date(year, month or 12, monthrange(year, month or 12)[1])
    return DutyFilter(bodies=body_ids, group=tally.group, field=field.code, due_from=first, due_to=last)


def _grid(
    body_ids: list[int],
    year: int,
    on: date,
    *,
    duty_column: F | Substr,
    item_column: F | Substr,
    key: Callable[[Any], int],
) -> Grid:
    """Tallies by field and column; ``key`` makes the column of what the database grouped by."""
    duties = (
        Obligation.objects.filter(
            body__in=body_ids, due_on__gte=date(year, 1, 1), due_on__lte=date(year, 12, 31)
        )
        .annotate(at=duty_column)
        .values_list("field_id", "at")
        .annotate(
            owed=Count("id"),
            met=Count("id", filter=Q(met_on__lte=on)),
            late=Count("id", filter=late_on(on)),
            waiting=Count("id", filter=open_on(on)),
        )
        .order_by()
    )
    sums: dict[tuple[int, int], list[int]] = {}
    for field, at, owed, met, late, waiting in duties:
        cell = sums.setdefault((field, key(at)), [0, 0, 0, 0, 0])
        for place, number in enumerate((owed, met, late, owed - met - waiting)):
            cell[place] += number
    for (field, at), items in _items(body_ids, year, item_column, key).items():
        sums.setdefault((field, at), [0, 0, 0, 0, 0])[4] += items
    return {
        cell: Tally(owed=owed, met=met, late=late, excused=excused, items=items)
        for cell, (owed, met, late, excused, items) in sums.items()
    }


def _items(
    body_ids: list[int], year: int, column: F | Substr, key: Callable[[Any], int]
) -> dict[tuple[int, int], int]:
    fields = dict(Field.objects.values_list("code", "id"))
    counted = (
        DisclosureCount.objects.filter(body__in=body_ids, year=year)
        .exclude(field_code="")
        .annotate(at=column)
        .values_list("field_code", "at")
        .annotate(total=Sum("items"))
        .order_by()
    )
    return {(fields[code], key(at)): total for code, at, total in counted if code in fields and total}


def by_stage(body_ids: list[int], year: int) -> dict[tuple[int, str], int]:
    """Items by field and stage: a field with results and no decisions shows 重结果轻过程."""
    counted = (
        Item.objects.filter(
            body__in=body_ids,
            field__isnull=False,
            published_on__gte=date(year, 1, 1),
            published_on__lte=date(year, 12, 31),
        )
        .exclude(stage="")
        .values_list("field_id", "stage")
        .annotate(total=Count("id"))
        .order_by()
    )
    return {(field, stage): total for field, stage, total in counted if field is not None}


def last_published(body_ids: list[int], on: date) -> dict[int, date]:
    """The newest public item of each field up to a day."""
    newest = (
        Item.objects.filter(
            body__in=body_ids, field__isnull=False, withdrawn_on__isnull=True, published_on__lte=on
        )
        .values_list("field_id")
        .annotate(last=Max("published_on"))
        .order_by()
    )
    return {field: last for field, last in newest if field is not None and last is not None}


def silence(last_on: date | None, on: date, allowed: timedelta) -> Silence:
    """How a column with this newest item stands on a day; quiet is the last quarter of what is allowed."""
    if last_on is None:
        return Silence.EMPTY
    age = on - last_on
    if age > allowed:
        return Silence.SILENT
    return Silence.QUIET if age * 4 > allowed * 3 else Silence.SPEAKING


def missing_stages(stages: Mapping[tuple[int, str], int], fields: Iterable[int]) -> dict[int, list[Stage]]:
    """For each field that put out a result: the earlier stages of 五公开 it showed nothing of."""
    gaps: dict[int, list[Stage]] = {}
    for field in fields:
        if not stages.get((field, Stage.RESULT)):
            continue
        silent: list[Stage] = [
            each for each in Stage if each is not Stage.RESULT and not stages.get((field, each))
        ]
        if silent:
            gaps[field] = silent
    return gaps
