"""Tables of an attachment as data: headings, rows with every value masked, and what was found in each column."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.records.documents.attachments.examine import column_key
from gongkai.records.documents.extraction.deep.parts import Part, Row
from gongkai.rules.privacy.columns import Choice, proposed
from gongkai.rules.privacy.detect import mask
from gongkai.rules.privacy.roster import find_in_row, headings_of

MOST_TABLES = 50
MOST_COLUMNS = 60
SHOWN_ROWS = 50
_LONGEST = 80
_WHOLE_ID = 15


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``found`` counts findings by kind; ``proposed`` is what the rule would do with it."""

    key: str
    heading: str
    found: dict[str, int]
    proposed: Choice


@dataclass(frozen=True, slots=True)
class RosterTable:
    """One table. ``rows`` are the first of ``count`` rows below the heading, values only masked."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int


@dataclass(slots=True)
class _Gathered:
    name: str
    headings: dict[int, str] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    found: dict[int, Counter[str]] = field(default_factory=dict)
    rows: list[dict[int, str]] = field(default_factory=list)
    count: int = 0


class TableReader:
    """Takes the parts of a file and keeps its tables."""

    def __init__(self, today: date | None) -> None:
        self._today = today
        self._tables: dict[str, _Gathered] = {}
        self._place, self._ordinal = "", 0

    def take(self, part: Part) -> None:
        """The next part, in the order of the file."""
        if not isinstance(part, Row) or not part.cells:
            return
        if self._ordinal == 0 or part.where != self._place:
            self._place = part.where
            self._ordinal += 1
        keys = [column_key(part, number, self._ordinal) for number in range(len(part.cells))]
        table = self._tables.get(keys[0].partition("!")[0])
        if table is None:
            if len(self._tables) >= MOST_TABLES:
                return
            table = self._tables[keys[0].partition("!")[0]] = _Gathered(part.where)
        headings = headings_of(part.cells)
        if headings is not None:
            table.headings = dict(zip(part.columns, headings, strict=True))
        self._count(table, part, keys, heading=headings is not None)

    def _count(self, table: _Gathered, row: Row, keys: list[str], *, heading: bool) -> None:
        table.keys.update(zip(row.columns, keys, strict=True))
        if heading:
            return
        above = tuple(table.headings.get(column, "") for column in row.columns)
        table.count += 1
        cut = False
        for number, span in find_in_row(row.cells, above, today=self._today):
            table.found.setdefault(row.columns[number], Counter())[span.kind] += 1
            cut = cut or (span.kind == "resident_id" and len(row.cells[number]) < _WHOLE_ID)
        if len(table.rows) < SHOWN_ROWS:
            shown = {
                column: mask(cell, today=self._today, heading=table.headings.get(column, ""))[:_LONGEST]
                for column, cell in zip(row.columns, row.cells, strict=True)
            }
            # A number that is cut over cells is whole in none of them: no digit of the row is shown.
            table.rows.append(
                {at: re.sub(r"[0-9]", "*", cell) for at, cell in shown.items()} if cut else shown
            )

    def tables(self) -> list[dict[str, Any]]:
        """The tables as plain data, to leave the jail."""
        found = []
        for number, table in self._tables.items():
            columns = sorted(table.keys)[:MOST_COLUMNS]
            found.append(
                {
                    "name": table.name or f"表{number}",
                    "columns": [
                        [
                            table.keys[column],
                            table.headings.get(column, ""),
                            dict(table.found.get(column, {})),
                            proposed(table.headings.get(column, ""), table.found.get(column, {})),
                        ]
                        for column in columns
                    ],
                    "rows": [[row.get(column, "") for column in columns] for row in table.rows],
                    "count": table.count,
                }
            )
        return found


def table_of(message: dict[str, Any]) -> RosterTable:
    """A table as it left the jail. Raises ValueError, TypeError or KeyError when it is no such message."""
    return RosterTable(
        name=str(message["name"]),
        columns=tuple(
            Column(str(key), str(heading), {str(kind): int(many) for kind, many in found.items()}, choice)
            for key, heading, found, choice in message["columns"]
        ),
        rows=tuple(tuple(map(str, row)) for row in message["rows"]),
        count=int(message["count"]),
    )
