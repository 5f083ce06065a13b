"""A table as it was read, whatever file it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.records.ledger.intake.columns import Cell
from gongkai.records.ledger.intake.outcome import column_letter

NumberedRow = tuple[int, Sequence[Cell]]
"""A row's number as the spreadsheet shows it (from 1), and its cells from column A on."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range; rows and columns count from 0, both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{column_letter(self.left)}{self.top + 1}:{column_letter(self.right)}{self.bottom + 1}"


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. ``broken`` is row number -> column -> why that cell has no value that can be used."""

    name: str
    rows: Callable[[], Iterator[NumberedRow]]
    height: int
    merged: tuple[Merged, ...] = ()
    broken: Mapping[int, Mapping[int, str]] = field(default_factory=dict)


class MergedCells:
    """The merged ranges of a sheet, found by cell. Ranges never overlap, so one search a column is enough."""

    def __init__(self, merged: Sequence[Merged]) -> None:
        self._columns: dict[int, list[Merged]] = {}
        for found in sorted(merged, key=lambda found: found.top):
            for column in range(found.left, found.right + 1):
                self._columns.setdefault(column, []).append(found)

    def over(self, row: int, column: int) -> Merged | None:
        """The range that the cell lies in, unless it is the range's first cell. Both count from 0."""
        ranges = self._columns.get(column)
        if not ranges:
            return None
        at = bisect_right(ranges, row, key=lambda found: found.top) - 1
        if at < 0 or row > ranges[at].bottom or (row, column) == (ranges[at].top, ranges[at].left):
            return None
        return ranges[at]


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """What a file holds: its tables, and the sheets that were passed over with the reason."""

    tables: tuple[Table, ...]
    passed: tuple[tuple[str, str], ...] = ()
