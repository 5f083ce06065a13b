"""Registering the rows of a ledger: what every room shares, from finding the body to writing in bulk.

A record has a digest of its row, so the same row is known when it comes again; a record with a number that comes
again with other content is a contradiction for a person to clear, never an overwrite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.db.models import Model

from gongkai.records.bodies.finder import BodyFinder
from gongkai.records.bodies.models import LedgerEntry
from gongkai.records.bodies.references import Reference
from gongkai.records.ledger.bulk import insert
from gongkai.records.ledger.intake.columns import Column, ColumnType
from gongkai.records.ledger.intake.kind import Check, Context, LedgerKind, Loader, Row
from gongkai.records.ledger.intake.outcome import Problem

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Spec:
    """What tells one room's records from another's. ``plain`` columns go into the field of the same name."""

    model: type[LedgerEntry]
    references: tuple[Reference, ...] = ()
    apart: frozenset[str] = field(default_factory=frozenset)
    """Columns that the room's loader treats itself."""


class EntryLoader:
    """Loads rows of one kind of :class:`LedgerEntry`."""

    def __init__(self, spec: Spec, kind: LedgerKind, context: Context) -> None:
        self.spec = spec
        self.kind = kind
        self.context = context
        self.bodies = BodyFinder(context)
        taken = {reference.column for reference in spec.references} | spec.apart | {"body"}
        self._plain = [column.key for column in kind.columns if column.key not in taken]

    def body_code(self, row: Row) -> str:
        """The code of the row's body."""
        code: str = row.found["body"].code
        return code

    def resolve(self, rows: Sequence[Row]) -> list[Problem]:
        """Find the body of every row and the records that it names."""
        problems = self.bodies.resolve(rows, self.kind)
        bad = {(problem.sheet, problem.row) for problem in problems}
        sound = [row for row in rows if (row.sheet, row.number) not in bad]
        for reference in self.spec.references:
            problems += reference.resolve(sound, self.kind)
        return problems

    def sort_out(self, rows: Sequence[Row]) -> tuple[list[Row], list[Problem]]:
        """New rows, and contradictions: with what is registered, or of one row of the file with another."""
        known = self._registered(rows)
        holders = self._holders(rows)
        new: list[Row] = []
        problems: list[Problem] = []
        for row in rows:
            key = self._key(row)
            if row.fingerprint in known and known[row.fingerprint] != self.context.source.pk:
                continue
            if key is None:
                new.append(row)
            elif key in holders:
                problems.append(self._contradiction(row, holders[key]))
            else:
                holders[key] = _Holder(self.context.source.pk, "", row.number)
                new.append(row)
        return new, problems

    def register(self, rows: Sequence[Row]) -> None:
        """Write the rows down in bulk."""
        insert(self.spec.model, (self.record(row) for row in rows))

    def finish(self) -> None:
        """Nothing is reckoned at the end."""

    def record(self, row: Row) -> dict[str, Any]:
        """The record of a row, by columns of its table."""
        record: dict[str, Any] = {
            "body_id": row.found["body"].pk,
            "source_id": self.context.source.pk,
            "source_row": row.number,
            "fingerprint": row.fingerprint,
        }
        if row.remarks:
            record["remarks"] = row.remarks
        for key in self._plain:
            value = row.values.get(key)
            if value is not None:
                record[key] = value
        for reference in self.spec.references:
            named = row.found.get(reference.column)
            if named is not None:
                record[f"{reference.column}_id"] = named.pk
        return record

    def _registered(self, rows: Sequence[Row]) -> dict[str, int | None]:
        found = self.spec.model._default_manager.filter(fingerprint__in=[row.fingerprint for row in rows])
        return {
            str(fingerprint): source for fingerprint, source in found.values_list("fingerprint", "source")
        }

    def _key(self, row: Row) -> Key | None:
        if not self.kind.numbered(row):
            return None
        return (row.found["body"].pk, *(row.values[key] for key in self.kind.number))

    def _holders(self, rows: Sequence[Row]) -> dict[Key, _Holder]:
        """Who holds the numbers of these rows already."""
        keys = {key for row in rows if (key := self._key(row)) is not None}
        if not keys:
            return {}
        found = self.spec.model._default_manager.filter(
            **{f"{self.kind.number[0]}__in": {key[1] for key in keys}},
            body__in={key[0] for key in keys},
        )
        holders = {
            (body, *number): _Holder(source, name, row)
            for body, source, name, row, *number in found.values_list(
                "body", "source", "source__name", "source_row", *self.kind.number
            )
        }
        return {key: holder for key, holder in holders.items() if key in keys}

    def _contradiction(self, row: Row, holder: _Holder) -> Problem:
        column = self.kind.column(self.kind.number[0])
        shown = "，".join(self._shown(key, row.values[key]) for key in self.kind.number)
        if holder.source == self.context.source.pk:
            reason = f"“{shown}”与本文件第 {holder.row} 行重复。"
        elif holder.source is None:
            reason = f"“{shown}”已在工作台登记，请核对编号。"
        else:
            where = f"见《{holder.file}》第 {holder.row} 行"
            reason = f"“{shown}”已登记且内容不同（{where}）：请核对编号；要更正请在工作台办理。"
        return Problem(row.sheet, row.number, column.heading, reason)

    def _shown(self, key: str, value: Any) -> str:
        column = self.kind.column(key)
        if column.type is ColumnType.MONTH:
            return f"{value:%Y-%m}"
        return dict(column.choices).get(value, str(value))


@dataclass(frozen=True, slots=True)
class _Holder:
    """The record that holds a number: the file and the row it came from, if any."""

    source: int | None
    file: str | None
    row: int | None


def entry_kind(
    key: str,
    label: str,
    about: str,
    columns: Iterable[Column],
    model: type[LedgerEntry],
    *,
    number: tuple[str, ...] = (),
    references: tuple[Reference, ...] = (),
    checks: tuple[Check, ...] = (),
    article: str = "",
    apart: Iterable[str] = (),
    loader: Callable[[Spec, LedgerKind, Context], Loader] = EntryLoader,
) -> LedgerKind:
    """A kind whose rows are records of one model; lengths of texts are those of the model's fields."""
    spec = Spec(model, references, frozenset(apart))
    return LedgerKind(
        key,
        label,
        about,
        tuple(measured(column, model) for column in columns),
        partial(loader, spec),
        number=number,
        checks=checks,
        article=article,
    )


def measured(column: Column, model: type[Model]) -> Column:
    """The column with the longest text that the model's field of the same name takes."""
    lengths: Mapping[str, int] = {
        found.name: longest
        for found in model._meta.fields
        if (longest := getattr(found, "max_length", None)) is not None
    }
    if column.type not in (ColumnType.TEXT, ColumnType.CODE) or column.longest or column.key not in lengths:
        return column
    return replace(column, longest=lengths[column.key])
