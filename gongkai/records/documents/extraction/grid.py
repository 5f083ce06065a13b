"""A table while it is being read: cells arrive one by one, some of them reaching over others."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.rules.forms.paper import Place, Table, TableCell

MOST_CELLS = 500_000
"""Places of one table; a report has a few hundred."""
MOST_SPAN = 1_000
"""Columns or rows that one cell may cover, as browsers have it."""


@dataclass(slots=True)
class Grid:
    """Cells by row and column, from 0; ``number`` counts the tables of the document from 1."""

    number: int
    _texts: dict[tuple[int, int], str] = field(default_factory=dict)
    _covered: set[tuple[int, int]] = field(default_factory=set)
    _row: int = -1
    _column: int = 0
    _width: int = 0

    def begin_row(self) -> None:
        self._row += 1
        self._column = 0

    def skip(self, columns: int) -> None:
        """Places left free at the beginning of a row."""
        self._column += min(columns, MOST_SPAN)

    def cell(self, text: str, columns: int = 1, rows: int = 1, *, continues: bool = False) -> None:
        """The next cell of the row. ``continues`` says that it is the lower part of the cell above."""
        if self._row < 0:
            self.begin_row()
        while (self._row, self._column) in self._covered:
            self._column += 1
        columns, rows = (max(1, min(size, MOST_SPAN)) for size in (columns, rows))
        if not continues:
            self._texts[self._row, self._column] = text
        for below in range(rows) if rows > 1 else ():
            self._covered.update((self._row + below, self._column + aside) for aside in range(columns))
        self._column += columns
        self._width = max(self._width, self._column)

    @property
    def size(self) -> int:
        """Places that the finished table will have."""
        return (self._row + 1) * self._width

    def place(self, row: int, column: int) -> str:
        """The place as a person says it, counted from 1."""
        return f"表{self.number} 第{row + 1}行第{column + 1}列"

    def table(self) -> Table:
        """The finished table: every row of equal length, covered places empty."""
        return Table(
            tuple(
                tuple(
                    TableCell(self._texts.get((row, column), ""), Place(cell=self.place(row, column)))
                    for column in range(self._width)
                )
                for row in range(self._row + 1)
            )
        )
