"""覆盖图: what is owed and what was put out, by field, body, month and stage; silence is shown before it is found.

Every grid is a fixed number of queries whatever its size. A cell counts duties by their standing on a day and items
by the year's counters; it opens the duties that are missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import ExtractMonth

from gongkai.records.catalogue.models import Field, Obligation
from gongkai.records.catalogue.queries import late_on, open_on
from gongkai.records.disclosure.models import DisclosureCount, Item, Stage

SILENT_NEWS = timedelta(weeks=2)
SILENT_NOTICES = timedelta(days=183)
"""国办秘函〔2019〕19号: news without an item for 2 weeks, notices and policy columns for 6 months; empty columns."""


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
    last_on: date | None = None

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


Grid = Mapping[tuple[int, int], Tally]
"""Tally by (field key, column key): the column is a body key or a month."""


def by_body(body_ids: list[int], year: int, on: date) -> Grid:
    """Fields x bodies for the duties due in a year."""
    return _grid(body_ids, year, on, "body_id")


def by_month(body_ids: list[int], year: int, on: date) -> Grid:
    """Fields x months for the duties due in a year."""
    return _grid(body_ids, year, on, "month")


def _grid(body_ids: list[int], year: int, on: date, column: str) -> Grid:
    duties = (
        Obligation.objects.filter(
            body__in=body_ids, due_on__gte=date(year, 1, 1), due_on__lte=date(year, 12, 31)
        )
        .annotate(month=ExtractMonth("due_on"))
        .values_list("field_id", column)
        .annotate(
            owed=Count("id"),
            met=Count("id", filter=Q(met_on__lte=on)),
            late=Count("id", filter=late_on(on)),
            waiting=Count("id", filter=open_on(on)),
        )
        .order_by()
    )
    items = _items(body_ids, year, column)
    grid: dict[tuple[int, int], Tally] = {}
    for field, at, owed, met, late, waiting in duties:
        grid[field, at] = Tally(
            owed=owed, met=met, late=late, excused=owed - met - waiting, items=items.pop((field, at), 0)
        )
    for key, count in items.items():
        grid[key] = Tally(items=count)
    return grid


def _items(body_ids: list[int], year: int, column: str) -> dict[tuple[int, int], int]:
    fields = dict(Field.objects.values_list("code", "id"))
    counted = (
        DisclosureCount.objects.filter(body__in=body_ids, year=year)
        .exclude(field_code="")
        .values_list("field_code", column)
        .annotate(total=Sum("items"))
        .order_by()
    )
    return {(fields[code], at): total for code, at, total in counted if code in fields and total}


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
