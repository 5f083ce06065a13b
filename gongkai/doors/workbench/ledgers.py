"""台账: the kinds with what each is for, the records of one kind, their export, and the empty ledger."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from gongkai.doors.clock import CHINA
from gongkai.doors.workbench.files import download, workbook
from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.ledger_kinds import grouped, kind_of, may_write, records_seen
from gongkai.doors.workbench.page import show, values_of
from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.bodies.queries import seen_by
from gongkai.records.intake.writing import headings, ledger_rows, written_rows
from gongkai.records.ledger.export import Value
from gongkai.records.ledger.intake.columns import Column, ColumnType
from gongkai.records.ledger.intake.kind import LedgerKind
from gongkai.records.ledger.intake.template import write_template
from gongkai.records.ledger.models import Act

PAGE = 30
_COLUMNS = 5
"""Columns of the list beside the body and where the record came from: the rest stands in the file."""
_FIXED = frozenset({"CODE", "DATE", "MONTH", "COUNT", "MONEY", "NUMBER"})
"""Types of columns that stay on one line."""
_MANY_BODIES = 60


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind on the page of kinds."""

    kind: LedgerKind
    records: int | None
    writes: bool


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record of a list."""

    body: str
    cells: tuple[tuple[Column, Value], ...]
    origin: str


@staff(Door.CONTENT)
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every kind with what it is for and how many records there are."""
    groups = [(title, [_line(desk, kind) for kind in kinds]) for title, kinds in grouped()]
    return show(request, desk, "workbench/ledgers.html", {"groups": groups})


def _line(desk: Desk, kind: LedgerKind) -> KindLine:
    records = records_seen(desk, kind).count() if kind.shelf is not None else None
    return KindLine(kind, records, may_write(desk, kind))


@staff(Door.CONTENT)
def records(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The records of one kind, newest first; ``export`` gives all of them as their ledger."""
    kind = kind_of(key)
    values = values_of(request, "body", "year", "file")
    context = {"kind": kind, "writes": may_write(desk, kind)}
    if kind.shelf is None:
        return show(request, desk, "workbench/ledger_apart.html", context)
    every = records_seen(desk, kind, _body(desk, values.get("body", "")))
    found = _filtered(kind, every, values)
    if "export" in request.GET:
        return download(request.GET["export"], kind.label, headings(kind), ledger_rows(kind, found))
    after = request.GET.get("after", "")
    if after and not _is_key(after):
        raise Http404("没有这一页。")
    newest = found.filter(pk__lt=int(after)) if after else found
    newest = newest.select_related("source") if _has(kind, "source") else newest
    some = list(newest.order_by("-pk")[: PAGE + 1])
    shown = some[:PAGE]
    more = len(some) > PAGE
    return show(
        request,
        desk,
        "workbench/ledger.html",
        context
        | {
            "columns": _shown_columns(kind),
            "fixed": _FIXED,
            "rows": _lines(kind, shown),
            "count": found.count(),
            "values": values,
            "filtered": any(values.values()),
            "bodies": _bodies(desk) if kind.shelf.body else [],
            "years": _years(kind, every),
            "next": f"?{urlencode(values | {'after': str(shown[-1].pk)})}" if more else "",
            "first": f"?{urlencode(values)}" if after else "",
            "exports": [
                (each.upper(), f"?{urlencode(values | {'export': each})}") for each in ("xlsx", "csv")
            ],
        },
    )


@staff(Door.CONTENT)
def template(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The empty ledger with notes and drop-downs."""
    del request, desk
    kind = kind_of(key)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        (kind.blank or partial(write_template, kind))(path)
        return workbook(f"{kind.label}模板", path.read_bytes())


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _body(desk: Desk, code: str) -> Body | None:
    if not code:
        return None
    found = seen_by(desk.viewer).filter(code=code).first()
    if found is None:
        raise Http404("没有这个机构，或者它不在您能查看的范围内。")
    return found


def _filtered(kind: LedgerKind, found: QuerySet[Any], values: dict[str, str]) -> QuerySet[Any]:
    year, file = values.get("year", ""), values.get("file", "")
    if year:
        lookup = _year_lookup(kind)
        if not lookup or not (year.isascii() and year.isdigit() and 1949 <= int(year) <= 2099):
            raise Http404("没有这个年份。")
        found = found.filter(**{lookup: int(year)})
    if file:
        if not _is_key(file) or not _has(kind, "source"):
            raise Http404("没有这个文件。")
        found = found.filter(source=int(file))
    return found


def _has(kind: LedgerKind, name: str) -> bool:
    return kind.shelf is not None and any(field.name == name for field in kind.shelf.model._meta.fields)


def _day_path(kind: LedgerKind) -> str:
    """The lookup of the day by which records are told by year; empty when there is none."""
    day = kind.day
    return kind.shelf.path(day.key) if day is not None and kind.shelf is not None else ""


def _year_lookup(kind: LedgerKind) -> str:
    yearly = any(column.key == "year" for column in kind.columns)
    if yearly and kind.shelf is not None:
        return kind.shelf.path("year")
    path = _day_path(kind)
    return f"{path}__year" if path else ""


def _years(kind: LedgerKind, found: QuerySet[Any]) -> list[int]:
    """The years from the newest record back to the oldest."""
    lookup = _year_lookup(kind)
    if not lookup:
        return []
    path = lookup.removesuffix("__year")
    span = found.order_by().aggregate(first=Min(path), last=Max(path))
    if span["first"] is None:
        return []
    first, last = (getattr(each, "year", each) for each in (span["first"], span["last"]))
    return list(range(last, first - 1, -1))


def _bodies(desk: Desk) -> list[tuple[str, str]]:
    """The bodies to choose from; of many, only those that have others under them."""
    found = seen_by(desk.viewer)
    if found.count() > _MANY_BODIES:
        found = found.filter(kind__in=(BodyKind.COUNTY, BodyKind.TOWN))
    return list(found.values_list("code", "name"))


def _shown_columns(kind: LedgerKind) -> list[Column]:
    """Columns of the list: the required ones first of all, in the order of the ledger."""
    plain = [column for column in kind.columns if column.type is not ColumnType.BODY]
    needed = [column for column in plain if column.required][:_COLUMNS]
    more = [column for column in plain if not column.required][: _COLUMNS - len(needed)]
    return [column for column in plain if column in needed or column in more]


def _lines(kind: LedgerKind, found: Sequence[Any]) -> list[RecordLine]:
    names = _body_names(kind, found)
    origins = _origins(found)
    columns = _shown_columns(kind)
    return [
        RecordLine(
            names.get(record.pk, ""),
            tuple((column, cells[column.key]) for column in columns),
            origins.get(record.pk, ""),
        )
        for record, cells in zip(found, written_rows(kind, found), strict=True)
    ]


def _body_names(kind: LedgerKind, found: Sequence[Any]) -> dict[int, str]:
    if kind.shelf is None or kind.shelf.body in ("", "pk"):
        return {}
    pairs = kind.shelf.found().filter(pk__in=[record.pk for record in found])
    return dict(pairs.values_list("pk", f"{kind.shelf.body}__name"))


def _origins(found: Sequence[Any]) -> dict[int, str]:
    """Where each record came from: a file and its row, or whose hand."""
    marked = [record for record in found if hasattr(record, "fingerprint")]
    acts = {
        act.subject_key: f"{act.actor} {act.at.astimezone(CHINA):%Y-%m-%d} 登记"
        for act in Act.objects.filter(
            subject_kind="record",
            subject_key__in=[record.fingerprint for record in marked if record.fingerprint],
        )
    }
    return {
        record.pk: f"{record.source.name} 第 {record.source_row} 行"
        if record.source_id
        else acts.get(record.fingerprint or "", "工作台登记")
        for record in marked
    }


def address_of(kind: LedgerKind, **values: str) -> str:
    """The page of a kind's records with filters."""
    address = reverse("workbench:ledger", args=[kind.key])
    return f"{address}?{urlencode(values)}" if values else address
