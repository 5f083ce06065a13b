"""Reading the two-way tables of the 2019 and 2021 forms (rows by columns), from real tables and from text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.rules.forms.clusters import table_stretches
from gongkai.rules.forms.columns import Rows, cell_lines
from gongkai.rules.forms.delimited import table_runs
from gongkai.rules.forms.edition import Edition, Grid, GridRow
from gongkai.rules.forms.entries import Entry, entries
from gongkai.rules.forms.labels import LabelIndex, label_index
from gongkai.rules.forms.paper import Line, Paper, Place, Table, TableCell
from gongkai.rules.forms.pieces import Piece, is_running_text, line_pieces
from gongkai.rules.forms.recognised import Cell, CellProblem
from gongkai.rules.forms.resolving import Cells, put
from gongkai.rules.forms.streams import page_edges
from gongkai.rules.forms.wording import figure_of, is_dash, is_figure, label_key

_T4 = "t4"
_T4_ROWS = ("rev", "dir", "post")
_FEWEST_ROWS = 4
_WIDEST_GAP = 24


@dataclass(frozen=True, slots=True)
class TwoWay:
    """The cells that were read and the blocks of the paper that their tables fill."""

    cells: Cells
    blocks: frozenset[int]


def read_two_way(paper: Paper, edition: Edition) -> TwoWay | None:
    """The tables of a two-way form; None when fewer than four of their rows are found."""
    reader = _Reader(edition)
    lines: list[tuple[int, Line]] = []
    for block, part in enumerate(paper.blocks):
        if isinstance(part, Line):
            lines.append((block, part))
    for blocks in _tables_over_pages(paper):
        tables = [(block, part) for block in blocks if isinstance(part := paper.blocks[block], Table)]
        numbers = [block for block, table in tables for _ in table.rows]
        if not reader.table([row for _, table in tables for row in table.rows], numbers):
            lines.extend((block, line) for block, table in tables for line in cell_lines(table))
    reader.lines(sorted(lines, key=lambda numbered: numbered[0]))
    if len(reader.rows) < _FEWEST_ROWS:
        return None
    return TwoWay(reader.result, _with_gaps(paper, edition, sorted(reader.blocks)))


def _tables_over_pages(paper: Paper) -> list[list[int]]:
    """The tables, those that follow one another with as many columns taken together: a page ends anywhere."""
    groups: list[list[int]] = []
    width = 0
    for block, part in enumerate(paper.blocks):
        if not isinstance(part, Table) or not part.rows:
            width = 0
        elif len(part.rows[0]) == width:
            groups[-1].append(block)
        else:
            groups.append([block])
            width = len(part.rows[0])
    return groups


def _with_gaps(paper: Paper, edition: Edition, blocks: list[int]) -> frozenset[int]:
    """The blocks of the rows and the headings of columns and groups between them, but no chapter's heading."""
    sections = {label_key(section) for section in edition.sections}
    filled = set(blocks)
    for before, after in pairwise(blocks):
        between = range(before + 1, after)
        if len(between) <= _WIDEST_GAP and all(_may_be_inside(paper.blocks[at], sections) for at in between):
            filled.update(between)
    return frozenset(filled)


def _may_be_inside(block: Line | Table, sections: set[str]) -> bool:
    return (
        isinstance(block, Line) and not is_running_text(block.text) and label_key(block.text) not in sections
    )


class _Reader:
    """Collects cells; a row that was read once is not read again from running text."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.index: LabelIndex = label_index(edition.id)
        self.result = Cells()
        self.rows: set[str] = set()
        self.blocks: set[int] = set()
        self.columns: list[int] | None = None
        self._rows: dict[str, tuple[Grid, GridRow]] = {
            f"{grid.table}:{row.key}": (grid, row) for grid in edition.grids for row in grid.rows
        }

    def table(self, rows: Rows, blocks: Sequence[int]) -> bool:
        """Read one table, given the block of each row; False when it has no row of the form."""
        found = self._results_of_cases(rows, blocks)
        begun: dict[str, int] = {}
        for at, row in enumerate(rows):
            label = self._label(rows, at)
            if label is None:
                continue
            position, key = label
            grid, grid_row = self._rows[key]
            # 其他 and 总计 are labels of rows too, so a grid's headings are sought only above its first row.
            above = rows[: begun.get(grid.table, at)] if grid.columns else rows[:at]
            cells = self._cells_of(row, position, above, key)
            if cells is None:
                continue
            begun.setdefault(grid.table, at)
            self._keep(key, grid_row, row[position], cells, blocks[at])
            found = True
        return found

    def _label(self, rows: Rows, number: int) -> tuple[int, str] | None:
        """The rightmost label of a row, left of its values; the end of the page may have cut it in two."""
        found: tuple[int, str] | None = None
        last: int | None = None
        for at, cell in enumerate(rows[number]):
            if is_figure(cell.text):
                break
            codes = self.index.exact(cell.text) if cell.text.strip() else ()
            if codes:
                found = (at, codes[0])
            last = at if cell.text.strip() else last
        if found is not None or last is None or number + 1 == len(rows):
            return found
        behind = rows[number + 1]
        if any(is_figure(cell.text) for cell in behind) or not any(
            is_figure(cell.text) for cell in rows[number]
        ):
            return None
        codes = self.index.exact(rows[number][last].text + behind[last].text)
        return (last, codes[0]) if codes else None

    def _cells_of(
        self, row: Sequence[TableCell], position: int, above: Rows, key: str
    ) -> Sequence[TableCell] | None:
        """The cells that hold a row's values, in the form's order; None for a row of headings."""
        grid, grid_row = self._rows[key]
        behind = row[position + 1 :]
        filled = [
            cell for cell in behind if is_figure(cell.text) or (cell.text.strip() and is_dash(cell.text))
        ]
        names = self._column_names(grid, grid_row)
        columns = _columns_under(above, names)
        if grid.columns and columns is not None:
            self.columns = columns
        elif grid.columns:
            columns = self.columns if self.columns and self.columns[-1] < len(row) else None
        if columns is not None and columns[0] > position:
            return [row[at] for at in columns]
        return filled or None

    def _column_names(self, grid: Grid, grid_row: GridRow) -> list[tuple[str, ...]]:
        if grid.columns:
            return [(column.label, *column.names) for column in grid.columns]
        fields = [self.edition.by_code[code] for code in grid_row.cells]
        return [(str(field.column_label),) for field in fields]

    def _results_of_cases(self, rows: Rows, blocks: Sequence[int]) -> bool:
        """Table 4: three times the five results in the headings (over two rows), the numbers in the row below."""
        grid = next(grid for grid in self.edition.grids if grid.table == _T4)
        names = {
            label_key(name): at
            for at, column in enumerate(grid.columns)
            for name in (column.label, *column.names)
        }
        order = [*range(len(grid.columns))] * len(grid.rows)
        heads: dict[int, int] = {}
        for at, row in enumerate(rows):
            if any(is_figure(cell.text) for cell in row):
                columns = sorted(heads)
                if [heads[column] for column in columns] == order:
                    self._keep_cases([row[column] for column in columns], blocks[at])
                    return True
                heads = {}
            heads.update(
                (column, names[key])
                for column, cell in enumerate(row)
                if (key := label_key(cell.text)) in names
            )
        return False

    def _keep_cases(self, cells: Sequence[TableCell], block: int) -> None:
        for number, key in enumerate(_T4_ROWS):
            _, grid_row = self._rows[f"{_T4}:{key}"]
            count = len(grid_row.cells)
            part = cells[number * count : (number + 1) * count]
            self._keep(f"{_T4}:{key}", grid_row, TableCell(grid_row.label, part[0].place), part, block)

    def _keep(self, key: str, row: GridRow, label: TableCell, cells: Sequence[TableCell], block: int) -> None:
        self.blocks.add(block)
        if key in self.rows:
            return
        self.rows.add(key)
        if len(cells) != len(row.cells):
            raw = " ".join(cell.text for cell in cells)
            self.result.problems.append(
                CellProblem(row.cells[0], "columns", label.place, raw, str(len(row.cells)))
            )
            return
        for code, cell in zip(row.cells, cells, strict=True):
            self._put(code, label, cell)

    def _put(self, code: str, label: TableCell, cell: TableCell) -> None:
        figure = figure_of(cell.text)
        place = cell.place if cell.text.strip() or cell.place != Place() else label.place
        put(
            self.result,
            self.edition.by_code[code],
            Cell(code, figure.value, cell.text.strip(), figure.unit, label.text.strip(), place, label.place),
        )

    def lines(self, numbered: list[tuple[int, Line]]) -> None:
        """Read what is written in lines: first the tables in disguise, then label by label."""
        lines = [line for _, line in numbered]
        edges = page_edges(lines)
        rest: list[Piece] = []
        at = 0
        for run in table_runs(lines):
            rest.extend(self._pieces(numbered[at : run.first], at, edges))
            if not self.table(run.rows, [numbered[number][0] for number in run.lines]):
                rest.extend(self._pieces(numbered[run.first : run.last + 1], run.first, edges))
            at = run.last + 1
        rest.extend(self._pieces(numbered[at:], at, edges))
        self._text(rest)

    def _pieces(self, numbered: list[tuple[int, Line]], start: int, edges: frozenset[int]) -> Iterator[Piece]:
        for at, (block, line) in enumerate(numbered, start):
            yield from line_pieces(line, block, self.index, at_page_edge=at in edges)

    def _text(self, pieces: list[Piece]) -> None:
        groups = list(entries(pieces, self.index))
        cases = len(_T4_ROWS) * len(next(grid for grid in self.edition.grids if grid.table == _T4).columns)
        self._text_cases(groups, cases)
        rows = [[entry for entry in group if len(entry.values) != cases] for group in groups]
        for stretch in table_stretches(group for group in rows if group):
            for entry in stretch:
                if entry.codes and entry.filled:
                    self._text_row(entry)

    def _text_cases(self, groups: Iterable[list[Entry]], cases: int) -> None:
        for group in groups:
            for entry in group:
                if len(entry.values) == cases and f"{_T4}:rev" not in self.rows:
                    self._keep_cases(
                        [TableCell(piece.text, piece.place) for piece in entry.values], entry.blocks[0]
                    )
                    self.blocks.update(entry.blocks)

    def _text_row(self, entry: Entry) -> None:
        key = next((code for code in entry.codes if code not in self.rows), None)
        if key is None:
            return
        _, row = self._rows[key]
        cells = [TableCell(piece.text, piece.place) for piece in entry.values]
        self._keep(key, row, TableCell(entry.label, entry.place), cells, entry.blocks[0])
        self.blocks.update(entry.blocks)


def _columns_under(above: Rows, names: list[tuple[str, ...]]) -> list[int] | None:
    """The column under each heading, the lowest heading counting; None unless every one is found once."""
    columns: list[int] = []
    for wordings in names:
        keys = {label_key(name) for name in wordings}
        at = next(
            (
                column
                for row in reversed(above)
                for column, cell in enumerate(row)
                if label_key(cell.text) in keys
            ),
            None,
        )
        if at is None or at in columns:
            return None
        columns.append(at)
    return columns
