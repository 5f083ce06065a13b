"""覆盖图: fields by body, by month or by stage, as a table drawn like a map; each cell opens what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from gongkai.doors.workbench.files import download
from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.marks import article_words
from gongkai.doors.workbench.page import show
from gongkai.readings.insight.columns import Columns, ColumnState, columns_on
from gongkai.readings.insight.coverage import (
    ColumnSet,
    Silence,
    Tally,
    by_column,
    by_month,
    by_stage,
    columns_of,
    missing_stages,
)
from gongkai.records.bodies.codes import ancestors, full_code, stem
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.queries import seen_by
from gongkai.records.catalogue.models import Field, FieldChoice, Obligation
from gongkai.records.catalogue.queries import edition_for, fields_not_applied
from gongkai.records.disclosure.models import Stage
from gongkai.records.ledger.export import Value
from gongkai.rules.refusal import Refusal

VIEWS = (("body", "按机构"), ("month", "按月份"), ("stage", "按五公开"))
_TOWN = 9
"""Digits of a code up to the town."""
_YEARS = range(2008, 2101)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the map: its key in the grid, and the query that narrows a list to it."""

    key: int | str
    label: str
    query: dict[str, str]
    deeper: str = ""
    """Address of the same map inside this column; empty where there is nothing inside."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a shape and words, a tone, and the list that it opens."""

    shape: str
    words: str
    tone: str
    address: str
    column: str


@dataclass(frozen=True, slots=True)
class Row:
    """A field with its cells, and how its column stands in an inspector's eyes."""

    field: Field
    cells: tuple[Cell, ...]
    column: ColumnState


@dataclass(frozen=True, slots=True)
class Scope:
    """The bodies that a map is about."""

    bodies: tuple[Body, ...]
    root: str
    """Code of the town that was opened; empty for everything in sight."""

    @property
    def ids(self) -> list[int]:
        """Their keys."""
        return [body.pk for body in self.bodies]

    @property
    def top(self) -> Body | None:
        """The highest of them."""
        return min(self.bodies, key=lambda body: (len(stem(body.code)), body.code), default=None)

    @property
    def column_set(self) -> ColumnSet:
        """Above the towns a column is a town with all that is under it, else every body has its own."""
        above = self.top is not None and len(stem(self.top.code)) < _TOWN
        return columns_of(self.bodies, by_town=above)


@staff(Door.CONTENT)
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The map; ``export`` gives it as a file."""
    view = request.GET.get("by", "body")
    if view not in dict(VIEWS):
        raise Http404("覆盖图只能按机构、月份或五公开查看。")
    scope = _scope(request.GET.get("body", ""), desk)
    year = _year(request.GET.get("year", ""), scope, desk.today)
    absent = _absent(scope)
    fields = [field for field in Field.objects.order_by("order", "code") if field.pk not in absent]
    states = columns_on(
        scope.ids, fields, desk.today, edition_for(scope.top, desk.today) if scope.top else None
    )
    columns = _columns(view, scope, year)
    rows = list(_rows(view, scope, columns, states, (year, desk.today)))
    if "export" in request.GET:
        headings = ("领域", *_distinct([column.label for column in columns]), "最近更新", "更新情况")
        return download(request.GET["export"], f"{year}年覆盖图", headings, _export(rows))
    context = {
        "view": view,
        "views": [(key, label, f"?{_query(key, year, scope)}") for key, label in VIEWS],
        "year": year,
        "scope": scope,
        "columns": columns,
        "rows": rows,
        "absent": list(absent.values()),
        "states": states,
        "silent": [each for each in states.states if each.state in {Silence.SILENT, Silence.EMPTY}],
        "article": article_words(states.article),
        "gaps": _gaps(scope, year, fields) if view == "stage" else [],
        "back": f"?{_query(view, year, Scope((), ''))}" if scope.root else "",
        "years": (f"?{_query(view, year - 1, scope)}", f"?{_query(view, year + 1, scope)}"),
        "exports": [
            (kind.upper(), f"?{_query(view, year, scope)}&export={kind}") for kind in ("csv", "xlsx")
        ],
    }
    return show(request, desk, "workbench/coverage.html", context)


def _year(text: str, scope: Scope, today: date) -> int:
    """The year that is asked for, else this one, or the last in which anything was due."""
    if not text:
        last = Obligation.objects.filter(body__in=scope.ids).aggregate(last=Max("due_on"))["last"]
        return min(today.year, last.year) if last else today.year
    if not text.isascii() or not text.isdigit() or int(text) not in _YEARS:
        raise Http404(f"年份“{text[:8]}”不对，请写成 2018 这样的年份。")
    return int(text)


def _scope(code: str, desk: Desk) -> Scope:
    bodies = list(seen_by(desk.viewer))
    if not code:
        return Scope(tuple(bodies), "")
    try:
        root = stem(full_code(code))
    except Refusal as refusal:
        raise Http404(str(refusal)) from refusal
    inside = tuple(body for body in bodies if body.code.startswith(root))
    if not inside:
        raise Http404("没有这个机构，或者它不在您能查看的范围内。")
    return Scope(inside, root)


def _columns(view: str, scope: Scope, year: int) -> list[Column]:
    if view == "month":
        return [Column(month, f"{month}月", _due(year) | {"month": str(month)}) for month in range(1, 13)]
    if view == "stage":
        return [Column(stage.value, stage.label, {}) for stage in Stage]
    found = scope.column_set
    return [_body_column(head, year, by_town=found.by_town) for head in found.heads]


def _body_column(head: Body, year: int, *, by_town: bool) -> Column:
    """A body, or a town with all that is under it, which the same map opens."""
    if not by_town or len(stem(head.code)) < _TOWN:
        return Column(head.pk, head.name, _due(year) | {"body": stem(head.code)})
    root = head.code[:_TOWN]
    inside = urlencode({"by": "body", "year": year, "body": root})
    return Column(head.pk, head.name, _due(year) | {"below": root}, f"?{inside}")


def _due(year: int) -> dict[str, str]:
    return {"year": str(year)}


def _rows(
    view: str, scope: Scope, columns: list[Column], states: Columns, when: tuple[int, date]
) -> Iterator[Row]:
    """A row a field. ``when`` is the year of the map and the day it is looked at."""
    year, on = when
    stages = by_stage(scope.ids, year) if view == "stage" else {}
    grid: Mapping[tuple[int, int], Tally] = {}
    if view == "month":
        grid = by_month(scope.ids, year, on)
    elif view == "body":
        grid = by_column(scope.column_set, year, on)
    for state in states.states:
        field = state.field
        cells = tuple(
            _stage_cell(stages.get((field.pk, str(column.key)), 0), column)
            if view == "stage"
            else _cell(grid.get((field.pk, int(column.key)), Tally()), field, column, scope)
            for column in columns
        )
        yield Row(field, cells, state)


def _absent(scope: Scope) -> dict[int, FieldChoice]:
    """Fields that do not apply to the topmost body of the scope, with what it or a body above it said of them."""
    top = scope.top
    if top is None:
        return {}
    without = fields_not_applied([top])[top.pk]
    said = FieldChoice.objects.filter(
        body__code__in=(top.code, *ancestors(top.code)), field__in=without, applies=False
    )
    return {choice.field_id: choice for choice in said.select_related("field").order_by("body__code")}


def _cell(tally: Tally, field: Field, column: Column, scope: Scope) -> Cell:
    shape, tone = "·", "none"
    if tally.late:
        shape, tone = "▲", "late"
    elif tally.open:
        shape, tone = "○", "open"
    elif tally.owed:
        shape, tone = "✓", "proved"
    elif tally.items:
        shape, tone = "＋", "plain"
    query = column.query | {"field": field.code, "standing": tally.group}
    if scope.root and "body" not in query and "below" not in query:
        query["below"] = scope.root
    address = f"{reverse('workbench:obligations')}?{urlencode(query)}"
    return Cell(shape, tally.words, tone, address if tone != "none" else "", column.label)


def _stage_cell(items: int, column: Column) -> Cell:
    if items:
        return Cell("✓", f"{items}条", "proved", "", column.label)
    return Cell("·", "无", "none", "", column.label)


def _gaps(scope: Scope, year: int, fields: list[Field]) -> list[tuple[str, str]]:
    """Fields that show results without what came before (重结果轻过程)."""
    names = {field.pk: field.name for field in fields}
    gaps = missing_stages(by_stage(scope.ids, year), names)
    return [(names[key], "、".join(stage.label for stage in stages)) for key, stages in gaps.items()]


def _query(view: str, year: int, scope: Scope) -> str:
    said: dict[str, Any] = {"by": view, "year": year}
    return urlencode(said | ({"body": scope.root} if scope.root else {}))


def _distinct(labels: list[str]) -> list[str]:
    """Headings of a file must differ; two villages of different towns may share a name."""
    seen: dict[str, int] = {}
    found = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        found.append(label if seen[label] == 1 else f"{label}（{seen[label]}）")
    return found


def _export(rows: list[Row]) -> Iterator[tuple[Value, ...]]:
    for row in rows:
        last = row.column.last_on.isoformat() if row.column.last_on else ""
        yield (row.field.name, *(cell.words for cell in row.cells), last, row.column.state.value)
