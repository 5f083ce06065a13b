"""登记一条: a form made of a ledger's own columns; what it registers goes through the checks of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.ledger_kinds import to_write, writer
from gongkai.doors.workbench.ledgers import address_of
from gongkai.doors.workbench.page import show
from gongkai.records.bodies.queries import changed_by, seen_by
from gongkai.records.ledger.intake.cells import shown
from gongkai.records.ledger.intake.columns import Cell, Column, ColumnType
from gongkai.records.ledger.intake.entering import enter_record
from gongkai.records.ledger.intake.kind import LedgerKind
from gongkai.records.ledger.intake.outcome import Outcome
from gongkai.rules.refusal import Refusal

_LONGEST = 20_000
"""Characters of one field; the columns themselves set lower limits and say so."""
_LONG = 300
"""Texts that may be longer than this get several lines."""
_OFFERED = 200
"""Names of other records that a field offers to pick from."""
_WIDGETS = {
    ColumnType.BODY: "pick",
    ColumnType.CHOICE: "pick",
    ColumnType.CHOICES: "ticks",
    ColumnType.YES_NO: "tick",
    ColumnType.DATE: "date",
    ColumnType.MONTH: "month",
    ColumnType.COUNT: "numeric",
    ColumnType.MONEY: "decimal",
    ColumnType.NUMBER: "decimal",
}


@dataclass(frozen=True, slots=True)
class EntryField:
    """One column as a field of the form."""

    column: Column
    widget: str
    value: str
    options: Sequence[tuple[str, str]]
    errors: Sequence[str]

    @property
    def label(self) -> str:
        """What the field is called: a body is chosen by its name here."""
        return "机构" if self.column.type is ColumnType.BODY else self.column.heading

    @property
    def hint(self) -> str:
        """What stands under the label: the note, and an example where it helps."""
        column = self.column
        if column.type in (ColumnType.BODY, ColumnType.CHOICES):
            return ""
        if column.type is ColumnType.YES_NO:
            return column.note.partition("不填按")[0]
        shows = column.type in (ColumnType.TEXT, ColumnType.CODE, ColumnType.NAMES)
        example = shown(column.example) if shows else ""
        return "　".join(filter(None, (column.note, f"如：{example}" if example else "")))

    @property
    def chosen(self) -> list[str]:
        """The labels that are ticked."""
        return self.value.split("、") if self.value else []


@staff(Door.CONTENT, "GET", "HEAD", "POST")
def page(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The form, and the act; what is refused is told beside its field, and everything typed stays."""
    kind = to_write(desk, key)
    if kind.shelf is None:
        raise Http404("这种台账不能逐条登记，请导入整份文件。")
    bodies = [(body.code, body.name) for body in changed_by(desk.viewer)]
    outcome, refused = None, ""
    if request.method == "POST":
        cells = _cells(kind, request.POST)
        try:
            outcome = enter_record(
                kind, cells, may=writer(desk), by=desk.by, at=desk.at, again="again" in request.POST
            )
        except Refusal as refusal:
            refused = str(refusal)
        else:
            if outcome.added and not outcome.problems:
                return _registered(request, kind)
    typed = _typed(kind, request.POST) if request.method == "POST" else _first(kind, bodies)
    context = {
        "kind": kind,
        "fields": [
            _field(kind, column, typed.get(column.key, ""), _options(desk, kind, column, bodies), outcome)
            for column in kind.columns
        ],
        "whole": _whole(kind, outcome) + ([refused] if refused else []),
        "known": outcome is not None and not outcome.problems,
        "numbered": bool(kind.number),
    }
    return show(
        request, desk, "workbench/ledger_entry.html", context, status=400 if request.method == "POST" else 200
    )


def _registered(request: HttpRequest, kind: LedgerKind) -> HttpResponse:
    messages.success(request, f"{kind.label}登记了 1 条。")
    more = "more" in request.POST
    where = reverse("workbench:ledger_entry", args=[kind.key]) if more else address_of(kind)
    return HttpResponseRedirect(where, status=303)


def _typed(kind: LedgerKind, said: QueryDict) -> dict[str, str]:
    return {column.key: "、".join(said.getlist(column.key))[:_LONGEST] for column in kind.columns}


def _cells(kind: LedgerKind, said: QueryDict) -> dict[str, Cell]:
    """The cells of the row; a mark that is not ticked is 否, an empty field is a blank cell."""
    cells: dict[str, Cell] = {}
    for column in kind.columns:
        words = "、".join(said.getlist(column.key))[:_LONGEST]
        if column.type is ColumnType.YES_NO:
            words = words or "否"
        cells[column.key] = words or None
    return cells


def _first(kind: LedgerKind, bodies: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What stands in the form before anybody typed: the only body, and marks that a blank cell would set."""
    first = {column.key: "是" for column in kind.columns if column.type is ColumnType.YES_NO and column.blank}
    if len(bodies) == 1:
        first |= {column.key: bodies[0][0] for column in kind.columns if column.type is ColumnType.BODY}
    return first


def _field(
    kind: LedgerKind, column: Column, value: str, options: Sequence[tuple[str, str]], outcome: Outcome | None
) -> EntryField:
    names_another = kind.shelf is not None and "__" in kind.shelf.path(column.key)
    long = column.type is ColumnType.TEXT and not 0 < column.longest <= _LONG and not names_another
    widget = "area" if long else _WIDGETS.get(column.type, "line")
    problems = outcome.problems if outcome is not None else []
    errors = [problem.reason for problem in problems if problem.column == column.heading]
    return EntryField(column, widget, value, options, errors)


def _options(
    desk: Desk, kind: LedgerKind, column: Column, bodies: Sequence[tuple[str, str]]
) -> Sequence[tuple[str, str]]:
    """What a field offers: bodies, choices, or the names of records that it may name."""
    if column.type is ColumnType.BODY:
        return bodies
    if kind.shelf is None or column.type not in (ColumnType.TEXT, ColumnType.CODE):
        return [(label, label) for label in column.labels]
    relation, _, name = kind.shelf.path(column.key).partition("__")
    if not name or "__" in name:
        return []
    model = kind.shelf.model._meta.get_field(relation).related_model
    if model is None or isinstance(model, str):
        return []
    found = model._default_manager.exclude(**{name: ""}).order_by("-pk")
    if any(each.name == "body" for each in model._meta.get_fields()):
        found = found.filter(body__in=seen_by(desk.viewer))
    return [(str(value), str(value)) for value in found.values_list(name, flat=True)[:_OFFERED]]


def _whole(kind: LedgerKind, outcome: Outcome | None) -> list[str]:
    """What is said of no field of the form."""
    headings = {column.heading for column in kind.columns}
    problems = outcome.problems if outcome is not None else []
    return [problem.reason for problem in problems if problem.column not in headings]
