"""Registering the rows of a ledger: what every room shares, from finding the body to writing in bulk.

A record has a digest of its row, so the same row is known when it comes again; a record with a number that comes
again with other content is a contradiction for a person to clear, never an overwrite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import Any

from django.db.models import Model

from gongkai.records.bodies.finder import BodyFinder
from gongkai.records.bodies.models import LedgerEntry
from gongkai.records.bodies.references import Reference
from gongkai.records.bodies.shelf import RecordShelf, ValuesOf, filled, same
from gongkai.records.ledger.bulk import insert
from gongkai.records.ledger.intake.columns import Column, ColumnType
from gongkai.records.ledger.intake.kind import Check, Context, LedgerKind, Loader, Row
from gongkai.records.ledger.intake.outcome import Problem

Key = tuple[Any, ...]
Place = tuple[str, int]


def _place(row: Row) -> Place:
    return row.sheet, row.number


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
        self._claimed: set[int] = set()
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
        self._claimed.update(known.values())
        fresh = [row for row in rows if row.fingerprint not in known]
        said = self._said_before([row for row in fresh if self._key(row) is None])
        holders = self._holders(fresh)
        agreeing = self._agreeing(fresh, holders)
        new: list[Row] = []
        problems: list[Problem] = []
        for row in fresh:
            key = self._key(row)
            if key is None:
                new += [row] if _place(row) not in said else []
            elif key not in holders:
                holders[key] = _Holder(None, self.context.source.pk, "", row.number, of_this_file=True)
                new.append(row)
            elif _place(row) not in agreeing:
                problems.append(self._contradiction(row, holders[key]))
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
            "source_row": None if self.context.by_hand else row.number,
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

    def _registered(self, rows: Sequence[Row]) -> dict[str, int]:
        """Keys of the records of these rows that were there before this import."""
        there = self.spec.model._default_manager.filter(fingerprint__in=[row.fingerprint for row in rows])
        if not self.context.by_hand:
            there = there.exclude(source=self.context.source.pk)
        return {str(fingerprint): pk for fingerprint, pk in there.values_list("fingerprint", "pk")}

    def _said_before(self, rows: Sequence[Row]) -> set[Place]:
        """Rows without a number that say just what a record says which came another way, each record once."""
        day, shelf = self.kind.day, self.kind.shelf
        rows = [row for row in rows if day is not None and row.values.get(day.key) is not None]
        if not rows or day is None or shelf is None or self.context.again:
            return set()
        there = shelf.found().filter(
            body__in={row.found["body"].pk for row in rows},
            **{f"{day.key}__in": {row.values[day.key] for row in rows}},
        )
        own = self.context.source.pk
        records = [
            record
            for record in there
            if record.pk not in self._claimed and (self.context.by_hand or record.source_id != own)
        ]
        waiting: dict[Key, list[int]] = {}
        for record, values in zip(records, shelf.values(self.kind, records), strict=True):
            waiting.setdefault(self._content(record.body_id, values), []).append(record.pk)
        said = set()
        for row in rows:
            if same_ones := waiting.get(self._content(row.found["body"].pk, row.values)):
                self._claimed.add(same_ones.pop())
                said.add(_place(row))
        return said

    def _content(self, body: int, values: Mapping[str, Any]) -> Key:
        told = (values.get(column.key) for column in self.kind.columns if column.type is not ColumnType.BODY)
        return (body, *(value if filled(value) else None for value in told))

    def _agreeing(self, rows: Sequence[Row], holders: Mapping[Key, _Holder]) -> set[Place]:
        """Rows whose number is taken by a record that says the same."""
        shelf = self.kind.shelf
        taken: dict[int, list[Row]] = {}
        for row in rows:
            holder = holders.get(self._key(row) or ())
            if holder is not None and holder.key is not None and not holder.of_this_file:
                taken.setdefault(holder.key, []).append(row)
        if not taken or shelf is None:
            return set()
        records = list(shelf.found().filter(pk__in=taken))
        return {
            _place(row)
            for record, values in zip(records, shelf.values(self.kind, records), strict=True)
            for row in taken[record.pk]
            if same(self.kind, row.values, values)
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
        own = self.context.source.pk
        holders = {
            (body, *number): _Holder(
                pk, source, name, row, of_this_file=not self.context.by_hand and source == own
            )
            for pk, body, source, name, row, *number in found.values_list(
                "pk", "body", "source", "source__name", "source_row", *self.kind.number
            )
        }
        return {key: holder for key, holder in holders.items() if key in keys}

    def _contradiction(self, row: Row, holder: _Holder) -> Problem:
        column = self.kind.column(self.kind.number[0])
        shown = "，".join(self._shown(key, row.values[key]) for key in self.kind.number)
        if holder.of_this_file:
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
    """The record that holds a number, and the file and the row it came from, if any."""

    key: int | None
    source: int | None
    file: str | None
    row: int | None
    of_this_file: bool


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
    owner: str = "body",
    paths: Mapping[str, str] = MappingProxyType({}),
    others: ValuesOf | None = None,
) -> LedgerKind:
    """A kind whose rows are records of one model; lengths of texts are those of the model's fields.

    ``owner``, ``paths`` and ``others`` say where the columns that the room's loader treats itself are read back
    (:class:`gongkai.records.bodies.shelf.RecordShelf`).
    """
    spec = Spec(model, references, frozenset(apart))
    named = {reference.column: f"{reference.column}__{reference.by[0]}" for reference in references}
    return LedgerKind(
        key,
        label,
        about,
        tuple(measured(column, model) for column in columns),
        partial(loader, spec),
        number=number,
        checks=checks,
        article=article,
        shelf=RecordShelf(model, owner, named | dict(paths), others),
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
