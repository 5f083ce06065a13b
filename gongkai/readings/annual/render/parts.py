"""Parts of a report on paper: headings, tables and their cells, before any file format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gongkai.readings.annual.figures import Figure, Number, Paragraph, plain

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; it stands once, at its top left, when it covers several places."""

    text: str
    code: str = ""
    """The figure that the cell shows; empty for words."""
    columns: int = 1
    rows: int = 1
    align: Align = "left"
    indent: float = 0
    """How far the label is set in, in widths of a character (em)."""
    strong: bool = False
    """A heading of a row or a column, printed in 黑体."""
    note: str = ""
    """The counting rule that the form prints under the label."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with ``heads`` heading rows, which are repeated on every page."""

    name: str
    widths: tuple[float, ...]
    """Shares of the width of the type area, one a column; they add up to 1."""
    heads: int
    rows: tuple[tuple[Cell, ...], ...]
    dense: bool = False
    """A two-way table with many columns, printed in smaller type."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: 1 is 一、 (黑体), 2 is （一） (楷体)."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: begins a new page with its mark, its title and the period."""

    mark: str
    title: str
    period: str


Block = Heading | Paragraph | Table | Annex


def shown(value: Number | None) -> str:
    """A value as the table prints it: ``744``, ``6.6``; nothing where the report has no value."""
    number = plain(value)
    return "" if number is None else str(number)


def value_cell(figure: Figure, *, columns: int = 1) -> Cell:
    """The cell that shows a figure."""
    return Cell(shown(figure.value), code=figure.code, columns=columns, align="center")


def head_cell(text: str, *, columns: int = 1, rows: int = 1) -> Cell:
    """A cell of a heading row."""
    return Cell(text, columns=columns, rows=rows, align="center", strong=True)


def placed(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """Every cell with the row and column of its top left, both from 0, places covered from above left free."""
    covered: set[tuple[int, int]] = set()
    for down, row in enumerate(table.rows):
        across = 0
        for cell in row:
            while (down, across) in covered:
                across += 1
            yield down, across, cell
            covered.update(
                (down + below, across + beside)
                for below in range(cell.rows)
                for beside in range(cell.columns)
            )
            across += cell.columns


_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text without characters that XML cannot hold: a stray control character must not break a file."""
    return _ILLEGAL.sub("", text)
