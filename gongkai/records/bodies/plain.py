"""Registering rows of tables that keep no digest: equal content under the same number is known already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model

from gongkai.records.bodies.finder import BodyFinder
from gongkai.records.ledger.intake.kind import Context, LedgerKind, Row
from gongkai.records.ledger.intake.outcome import Problem

Key = tuple[Any, ...]


class PlainLoader:
    """Loads rows of one model, told apart by the kind's number and, when rows name a body, by that."""

    def __init__(self, model: type[Model], kind: LedgerKind, context: Context) -> None:
        self.model = model
        self.kind = kind
        self.context = context
        self.bodies = BodyFinder(context)

    def resolve(self, rows: Sequence[Row]) -> list[Problem]:
        """Find the body of every row, when rows name one."""
        return self.bodies.resolve(rows, self.kind) if self.kind.has_body else []

    def body_code(self, row: Row) -> str:
        """The code of the row's body; empty when it has none."""
        return str(row.found["body"].code) if "body" in row.found else ""

    def sort_out(self, rows: Sequence[Row]) -> tuple[list[Row], list[Problem]]:
        """New rows, and those whose number is registered with other content or stands twice in the file."""
        registered = self.registered(rows)
        seen: dict[Key, int] = {}
        new: list[Row] = []
        problems = []
        for row in rows:
            key = self.key(row)
            if key in seen:
                problems.append(self.problem(row, f"“{self._name(row)}”与本文件第 {seen[key]} 行重复。"))
                continue
            seen[key] = row.number
            if key not in registered:
                new.append(row)
            elif different := self._different(row, registered[key]):
                reason = (
                    f"“{self._name(row)}”已登记且内容不同（{'、'.join(different)}）：要更正请在工作台办理。"
                )
                problems.append(self.problem(row, reason))
        return new, problems

    def registered(self, rows: Sequence[Row]) -> dict[Key, Any]:
        """The records that hold the numbers of these rows, by :meth:`key`."""
        first, *rest = self.kind.number
        wanted = {f"{first}__in": {row.values[first] for row in rows}}
        if self.kind.has_body:
            wanted["body__in"] = {row.found["body"] for row in rows}
        found: Iterable[Any] = self.model._default_manager.filter(**wanted)
        return {
            (
                *((one.body_id,) if self.kind.has_body else ()),
                *(getattr(one, name) for name in (first, *rest)),
            ): one
            for one in found
        }

    def key(self, row: Row) -> Key:
        """What tells the record from the others."""
        body = (row.found["body"].pk,) if self.kind.has_body else ()
        return (*body, *(row.values[name] for name in self.kind.number))

    def register(self, rows: Sequence[Row]) -> None:
        """Write the rows down in bulk."""
        self.model._default_manager.bulk_create([self.instance(row) for row in rows])

    def instance(self, row: Row) -> Model:
        """The record of a row, not yet saved."""
        values = {key: value for key, value in row.values.items() if value is not None and key != "body"}
        if self.kind.has_body:
            values["body"] = row.found["body"]
        if self.kind.keeps_remarks:
            values["remarks"] = row.remarks
        return self.model(**values)

    def finish(self) -> None:
        """Nothing is reckoned at the end."""

    def problem(self, row: Row, reason: str) -> Problem:
        """A problem at the last column of the record's number."""
        return Problem(row.sheet, row.number, self.kind.column(self.kind.number[-1]).heading, reason)

    def _name(self, row: Row) -> str:
        return " ".join(str(row.values[name]) for name in self.kind.number)

    def _different(self, row: Row, registered: Any) -> list[str]:
        return [
            column.heading
            for column in self.kind.columns
            if (value := row.values.get(column.key)) is not None
            and column.key not in (*self.kind.number, "body")
            and getattr(registered, column.key) != value
        ]
