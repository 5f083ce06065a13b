"""What a room says of one kind of ledger, and what the engine asks of the room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from django.db.models import Model, QuerySet

from gongkai.records.ledger.intake.columns import Column, ColumnType
from gongkai.records.ledger.intake.outcome import Problem
from gongkai.records.ledger.intake.table import LedgerFile
from gongkai.records.ledger.models import SourceFile

Values = dict[str, Any]


@dataclass(slots=True)
class Row:
    """One well-formed row: its place, its values by column key, what stood in extra columns, and its digest.

    A value of None is a blank cell. ``found`` holds the records that the row names (its body, its parents).
    """

    sheet: str
    number: int
    values: Values
    remarks: dict[str, str]
    fingerprint: str = ""
    found: dict[str, Any] = field(default_factory=dict)


May = Callable[[str], bool]


def anybody(code: str) -> bool:
    """The rule of a terminal: who sits there writes for every body."""
    del code
    return True


@dataclass(frozen=True, slots=True)
class Context:
    """By whom, when, and for which body a ledger is brought in; ``scope`` is a code, or empty for any body.

    ``may`` says of a body's code whether who brings the ledger in writes for that body. A record that is entered by
    hand comes with a ``source`` that was never saved; ``again`` is how many equal ones without a number stand already.
    """

    source: SourceFile
    by: str
    at: datetime
    scope: str
    may: May = anybody
    again: int = 0

    @property
    def by_hand(self) -> bool:
        """Whether a record is entered by hand, from no file."""
        return self.source.pk is None


class Loader(Protocol):
    """What a room does with the rows of one import, batch by batch, inside the transaction of the import.

    Problems stop the import as a whole, yet every batch is gone through, so that all bad rows are told at once.
    """

    def resolve(self, rows: Sequence[Row]) -> list[Problem]:
        """Find the body and the parents that the rows name; fills ``found``."""

    def body_code(self, row: Row) -> str:
        """The code of the row's body, for its digest; empty for a kind that knows no body."""

    def sort_out(self, rows: Sequence[Row]) -> tuple[list[Row], list[Problem]]:
        """The rows that are new, and those that contradict what is registered; what is left is known already."""

    def register(self, rows: Sequence[Row]) -> None:
        """Write the new rows down."""

    def finish(self) -> None:
        """After the last batch: whatever is reckoned once an import."""


@dataclass(frozen=True, slots=True)
class Check:
    """A condition between cells of one row; ``column`` is where the reason is shown."""

    column: str
    holds: Callable[[Values], bool]
    reason: str


Prepare = Callable[["LedgerKind", LedgerFile, Mapping[str, str]], tuple["LedgerKind", LedgerFile]]
"""A kind, a file and options of the command line to the kind and the plain tables that are brought in. May refuse."""


class Shelf(Protocol):
    """Where the records of a kind stand, and how each is written back as the row that would bring it in."""

    @property
    def model(self) -> type[Model]:
        """The table."""

    @property
    def body(self) -> str:
        """The lookup of a record's body; empty for records of no body."""

    def path(self, key: str) -> str:
        """The lookup of a column, by its key."""

    def found(self) -> QuerySet[Any]:
        """Every record with what its columns lead to, in no order."""

    def values(self, kind: LedgerKind, records: Sequence[Any]) -> list[Values]:
        """The values of records by column key, as a row would have them once it was read."""


@dataclass(frozen=True, slots=True)
class LedgerKind:
    """One kind of ledger. ``number`` are the columns that tell one record from another, once a body.

    ``key`` is the English word of the command line, ``label`` the Chinese one of the interface. ``keeps_remarks``:
    what stands in extra columns is kept beside the record. A kind whose files have a layout of their own brings
    ``prepare``, which makes plain tables of a file, and ``blank``, which writes its template; such a kind has no
    ``shelf`` to read its records from.
    """

    key: str
    label: str
    about: str
    columns: tuple[Column, ...]
    loader: Callable[[LedgerKind, Context], Loader]
    number: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    article: str = ""
    keeps_remarks: bool = True
    shelf: Shelf | None = None
    prepare: Prepare | None = None
    blank: Callable[[Path], None] | None = None

    def column(self, key: str) -> Column:
        """The column of a key. KeyError when there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def numbered(self, row: Row) -> bool:
        """Whether the row carries a number of its own; equal rows without one are different records."""
        return bool(self.number) and all(row.values.get(key) is not None for key in self.number)

    @property
    def examples(self) -> Mapping[str, Any]:
        """The example row of the template."""
        return {column.key: column.example for column in self.columns}

    @property
    def day(self) -> Column | None:
        """The column by which records are told by year: a required day or month, else any; None without one."""
        days = [column for column in self.columns if column.type in (ColumnType.DATE, ColumnType.MONTH)]
        return next((column for column in days if column.required), days[0] if days else None)

    @property
    def has_body(self) -> bool:
        """Whether rows name a body."""
        return any(column.type is ColumnType.BODY for column in self.columns)
