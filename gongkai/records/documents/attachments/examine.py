"""Looking through one file for personal information and for marks of secrecy, column by column where it is a table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongkai.records.documents.extraction.deep.findings import Detective, PrivacyFinding
from gongkai.records.documents.extraction.deep.parts import Gap, Notice, Part, Piece, Row, inside
from gongkai.records.documents.extraction.plain import letters
from gongkai.rules.privacy.detect import mask
from gongkai.rules.privacy.secrecy import find_marks
from gongkai.rules.privacy.spans import Severity

_TABLE = re.compile(r"表([0-9]+) 第")
MARK = "secrecy_mark"
"""The kind of a finding that is a mark of secrecy, among the kinds of personal information."""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding. ``column`` is table and letter (``1!C``), empty where the place is no cell of a table."""

    kind: str
    where: str
    masked: str
    severity: Severity
    column: str = ""


class Examiner:
    """Takes the parts of one file and tells each finding once. ``unread`` and ``gaps`` are complete at the end."""

    def __init__(self, today: date | None, tell: Callable[[Found], None]) -> None:
        self.gaps: list[str] = []
        self.unread: list[str] = []
        self._today, self._tell = today, tell
        self._detective = Detective(today, self._found)
        self._row: Row | None = None
        self._table, self._tables = "", 0
        self._marks: set[tuple[str, str]] = set()

    def take(self, part: Part) -> None:
        """The next part, in the order of the file."""
        match part:
            case Gap():
                said = inside(mask(part.where, today=self._today), part.why)
                (self.unread if part.picture else self.gaps).append(said)
            case Notice(kind="picture"):
                self.unread.append(inside(mask(part.where, today=self._today), part.shown))
            case Row():
                self._take_row(part)
            case _:
                self._detective.take(part)
                if isinstance(part, Piece):
                    self._mark(part.text, part.where, part.first_line)

    def _take_row(self, row: Row) -> None:
        if self._tables == 0 or row.where != self._table:
            self._table = row.where
            self._tables += 1
        self._row = row
        self._detective.take(row)
        for number, cell in enumerate(row.cells):
            if "密" in cell or "内" in cell or "保存" in cell:
                self._mark(cell, inside(row.where, row.place(number)), None, self._column(row, number))
        self._row = None

    def _found(self, finding: PrivacyFinding) -> None:
        column = self._column_at(self._row, finding.where) if self._row is not None else ""
        self._tell(Found(finding.kind, finding.where, finding.masked, finding.severity, column))

    def _column_at(self, row: Row, where: str) -> str:
        places = [inside(row.where, row.place(number)) for number in range(len(row.cells))]
        if where not in places:
            # The name of the sheet held a number, and the place was told without it.
            places = [mask(place, today=self._today) for place in places]
        return self._column(row, places.index(where)) if where in places else ""

    def _column(self, row: Row, number: int) -> str:
        return column_key(row, number, self._tables)

    def _mark(self, text: str, where: str, first_line: int | None, column: str = "") -> None:
        for mark in find_marks(text):
            place = where if first_line is None else inside(where, f"第{first_line + mark.line}行")
            place = mask(place, today=self._today)
            if (place, mark.shown) not in self._marks:
                self._marks.add((place, mark.shown))
                self._tell(Found(MARK, place, mark.shown, mark.severity, column))


def column_key(row: Row, number: int, ordinal: int) -> str:
    """Table and letter of a cell. Tables of a document are numbered in their places, sheets by their order."""
    written = _TABLE.search(row.place(number))
    table = int(written.group(1)) if written else ordinal
    return f"{table}!{letters(row.columns[number])}"
