"""A paper as read: lines and tables with their places, whatever file they came from.

Readers (``gongkai.records.documents.extraction``) make a :class:`Paper`; recognition (``gongkai.rules.forms``)
and checks (``gongkai.rules.relations``) take one. Nothing here opens a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, for a person who wants to find it. Unknown parts are None."""

    line: int | None = None
    """1-based line number in a text file, or paragraph number in Word and HTML."""
    cell: str | None = None
    """``统计表!C12`` in a workbook, ``表1 第3行第2列`` in Word and HTML."""
    page: int | None = None
    """1-based page of a PDF."""

    def as_json(self) -> dict[str, int | str]:
        """Only the parts that are known."""
        parts: dict[str, int | str | None] = {"line": self.line, "cell": self.cell, "page": self.page}
        return {key: value for key, value in parts.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph of running text, exactly as written (no stripping of inner blanks)."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table. A merged cell appears once, at its top left; the places it covers are empty cells."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A table with every row of equal length (short rows are filled with empty cells)."""

    rows: tuple[tuple[TableCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What was read from one file.

    ``blocks`` keeps lines and tables in reading order. A plain text file has lines only: finding a table
    that is written one cell a line, with pipes or with tabs is the work of recognition, not of the reader.
    """

    file: str
    kind: str
    """txt, html, docx, xlsx, csv, pdf or json."""
    blocks: tuple[Line | Table, ...] = field(default=())
    values: tuple[tuple[str, float | int | None], ...] = field(default=())
    """Cells given by code, when the file is our own JSON report; otherwise empty."""

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Line))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))
