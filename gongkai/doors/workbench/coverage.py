"""覆盖图: fields by body, by month or by stage, as a table drawn like a map; each cell opens what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from gongkai.doors.workbench.files import download
from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.page import Link, show
from gongkai.readings.insight.coverage import (
    SILENT_NOTICES,
    Silence,
    Tally,
    by_body,
    by_month,
    by_stage,
    last_published,
    missing_stages,
    silence,
)
from gongkai.records.bodies.codes import ancestors, full_code, stem
from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.bodies.queries import seen_by
from gongkai.records.catalogue.models import Field, FieldChoice
from gongkai.records.catalogue.queries import fields_not_applied
from gongkai.records.disclosure.models import Stage
from gongkai.records.ledger.export import Value
from gongkai.rules.refusal import Refusal

VIEWS = (("body", "按机构"), ("month", "按月份"), ("stage", "按五公开"))
_FEW = 45
"""Columns up to which every body has its own; above it the towns do, each with its villages."""
_YEARS = range(2008, 2101)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the map: what it adds up, and the query that narrows a list to it."""

    keys: tuple[int | str, ...]
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
    """A field with its cells, and how long it has been silent."""

    field: Field
    cells: tuple[Cell, ...]
    silence: Silence
    last_on: date | None
    absent: str
    """The reason why the field does not apply; empty where it does."""


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


@staff(Door.CONTENT)
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The map; ``export`` gives it as a file."""
    view = request.GET.get("by", "body")
    if view not in dict(VIEWS):
        raise Http404("覆盖图只能按机构、月份或五公开查看。")
    year = _year(request.GET.get("year", ""), desk.today)
    scope = _scope(request.GET.get("body", ""), desk)
    columns = _columns(view, scope, year)
    rows = list(_rows(view, scope, columns, year, desk.today))
    if "export" in request.GET:
        headings = ("领域", *_distinct([column.label for column in columns]), "最近更新", "更新情况")
        return download(request.GET["export"], f"{year}年覆盖图", headings, _export(rows))
    context = {
        "view": view,
        "views": [(key, label, f"?{_query(key, year, scope)}") for key, label in VIEWS],
        "year": year,
        "scope": scope,
        "columns": columns,
        "rows": [row for row in rows if not row.absent],
        "absent": [row for row in rows if row.absent],
        "silent": [row for row in rows if not row.absent and row.silence in {Silence.SILENT, Silence.EMPTY}],
        "gaps": _gaps(scope, year, rows) if view == "stage" else [],
        "trail": _trail(view, year, scope),
        "years": (f"?{_query(view, year - 1, scope)}", f"?{_query(view, year + 1, scope)}"),
        "exports": [
            (kind.upper(), f"?{_query(view, year, scope)}&export={kind}") for kind in ("csv", "xlsx")
        ],
        "days": SILENT_NOTICES.days,
    }
    return show(request, desk, "workbench/coverage.html", context)


def _year(text: str, today: date) -> int:
    if not text:
        return today.year
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
        return [Column((month,), f"{month}月", _due(year) | {"month": str(month)}) for month in range(1, 13)]
    if view == "stage":
        return [Column((stage.value,), stage.label, {}) for stage in Stage]
    if len(scope.bodies) <= _FEW:
        return [
            Column((body.pk,), body.name, _due(year) | {"body": stem(body.code)}) for body in scope.bodies
        ]
    return list(_towns(scope, year))


def _towns(scope: Scope, year: int) -> Iterator[Column]:
    """A column for every town with its villages, and one for the county itself."""
    towns = [body for body in scope.bodies if body.kind == BodyKind.TOWN]
    placed: set[int] = set()
    for town in towns:
        root = stem(town.code)
        keys = tuple(body.pk for body in scope.bodies if body.code.startswith(root))
        placed.update(keys)
        inside = urlencode({"by": "body", "year": year, "body": root})
        yield Column(keys, town.name, _due(year) | {"below": root}, f"?{inside}")
    for body in scope.bodies:
        if body.pk not in placed:
            yield Column((body.pk,), body.name, _due(year) | {"body": stem(body.code)})


def _due(year: int) -> dict[str, str]:
    return {"year": str(year)}


def _rows(view: str, scope: Scope, columns: list[Column], year: int, on: date) -> Iterator[Row]:
    fields = Field.objects.order_by("order", "code")
    last = last_published(scope.ids, on)
    absent = _absent(scope)
    stages: Mapping[tuple[int, str], int] = {}
    grid: Mapping[tuple[int, int], Tally] = {}
    if view == "stage":
        stages = by_stage(scope.ids, year)
    else:
        grid = (by_body if view == "body" else by_month)(scope.ids, year, on)
    for field in fields:
        cells = tuple(
            _stage_cell(stages.get((field.pk, str(column.keys[0])), 0), column)
            if view == "stage"
            else _cell(_sum(grid, field.pk, column), field, column, scope)
            for column in columns
        )
        newest = last.get(field.pk)
        yield Row(field, cells, silence(newest, on, SILENT_NOTICES), newest, absent.get(field.pk, ""))


def _absent(scope: Scope) -> dict[int, str]:
    """Fields that do not apply to the topmost body of the scope, with the reason that it or a body above it gave."""
    top = min(scope.bodies, key=lambda body: (len(stem(body.code)), body.code), default=None)
    if top is None:
        return {}
    without = fields_not_applied([top])[top.pk]
    said = FieldChoice.objects.filter(
        body__code__in=(top.code, *ancestors(top.code)), field__in=without, applies=False
    )
    return dict(said.order_by("body__code").values_list("field_id", "reason"))


def _sum(grid: Mapping[tuple[int, int], Tally], field: int, column: Column) -> Tally:
    found = [grid[field, int(key)] for key in column.keys if (field, int(key)) in grid]
    if len(found) == 1:
        return found[0]
    return Tally(
        owed=sum(each.owed for each in found),
        met=sum(each.met for each in found),
        late=sum(each.late for each in found),
        excused=sum(each.excused for each in found),
        items=sum(each.items for each in found),
    )


def _cell(tally: Tally, field: Field, column: Column, scope: Scope) -> Cell:
    shape, tone, group = "·", "none", "all"
    if tally.late:
        shape, tone, group = "▲", "late", "late"
    elif tally.owed and tally.met + tally.excused == tally.owed:
        shape, tone = "✓", "proved"
    elif tally.owed:
        shape, tone, group = "○", "open", "waiting"
    elif tally.items:
        shape, tone = "＋", "plain"
    query = column.query | {"field": field.code, "standing": group}
    if scope.root and "body" not in query and "below" not in query:
        query["below"] = scope.root
    address = f"{reverse('workbench:obligations')}?{urlencode(query)}"
    return Cell(shape, tally.words, tone, address if tone != "none" else "", column.label)


def _stage_cell(items: int, column: Column) -> Cell:
    if items:
        return Cell("✓", f"{items}条", "proved", "", column.label)
    return Cell("·", "无", "none", "", column.label)


def _gaps(scope: Scope, year: int, rows: list[Row]) -> list[tuple[str, str]]:
    """Fields that show results without what came before (重结果轻过程)."""
    gaps = missing_stages(by_stage(scope.ids, year), [row.field.pk for row in rows if not row.absent])
    names = {row.field.pk: row.field.name for row in rows}
    return [(names[key], "、".join(stage.label for stage in stages)) for key, stages in gaps.items()]


def _query(view: str, year: int, scope: Scope) -> str:
    said: dict[str, Any] = {"by": view, "year": year}
    return urlencode(said | ({"body": scope.root} if scope.root else {}))


def _trail(view: str, year: int, scope: Scope) -> list[Link]:
    """The way back from one town to everything in sight."""
    if not scope.root:
        return []
    whole = Scope((), "")
    return [Link("全部机构", f"?{_query(view, year, whole)}")]


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
        last = row.last_on.isoformat() if row.last_on else ""
        told = f"未涉及：{row.absent}" if row.absent else row.silence.value
        yield (row.field.name, *(cell.words for cell in row.cells), last, told)
