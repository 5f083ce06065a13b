"""Reading tables by column: which columns hold labels, units and values, whatever stands beside them.

A table may carry 序号 or 备注 columns, have its columns in any order, be merged, or set two blocks side by side.
Lines with pipes, tabs or aligned gaps are made tables first (:mod:`gongkai.rules.forms.delimited`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.rules.forms.labels import LabelIndex
from gongkai.rules.forms.paper import Line, Table, TableCell
from gongkai.rules.forms.pieces import Piece, line_pieces, piece_of
from gongkai.rules.forms.wording import figure_of, is_dash, is_figure, squeezed, unit_of

Rows = Sequence[Sequence[TableCell]]

_VALUE_HEADS = re.compile(r"统计数|数量|数值|数据|指标值|填报|本年|本期|合计|^数$|^值$|当年")
_OTHER_HEADS = re.compile(r"序号|编号|代码|行次|备注|说明|上年|去年|上期|同比|增减|增长|排名|部门|来源")
_UNIT_HEADS = re.compile(r"单位$|^单位")
_YEAR_HEAD = re.compile(r"(20\d\d)年?度?")
_FEWEST_LABELS = 2


@dataclass(frozen=True, slots=True)
class _Block:
    """Columns that belong together: labels (several when each level has its own), a unit, a value."""

    labels: tuple[int, ...]
    unit: int | None
    value: int | None


def table_pieces(rows: Rows, numbers: Sequence[int], index: LabelIndex) -> list[Piece] | None:
    """The pieces of a table, one block of columns after another; None when no column of labels is found.

    ``numbers`` says for each row which block of the paper it stands in.
    """
    if not rows:
        return None
    groups = _label_groups(rows, index)
    if not groups:
        return None
    pieces: list[Piece] = []
    blocks = [_block(rows, groups, at, index) for at in range(len(groups))]
    for columns in blocks:
        first = columns is blocks[0]
        for row, number in zip(rows, numbers, strict=True):
            pieces.extend(_row_pieces(row, columns, number, index, with_lone_cells=first))
    return pieces


def _label_groups(rows: Rows, index: LabelIndex) -> list[tuple[int, ...]]:
    width = len(rows[0])
    hits = [
        sum(1 for row in rows if row[at].text.strip() and index.exact(row[at].text)) for at in range(width)
    ]
    least = max(_FEWEST_LABELS, max(hits, default=0) // 8)
    groups: list[list[int]] = []
    for at in range(width):
        if hits[at] < least and not (hits[at] and groups and groups[-1][-1] == at - 1):
            continue
        between = range(groups[-1][-1] + 1, at) if groups else range(0)
        if groups and not any(_is_data_column(rows, column) for column in between):
            groups[-1].append(at)
        else:
            groups.append([at])
    return [tuple(group) for group in groups]


def _is_data_column(rows: Rows, at: int) -> bool:
    texts = [row[at].text for row in rows if row[at].text.strip()]
    return sum(1 for text in texts if is_figure(text) or is_dash(text) or unit_of(text)) * 2 > len(texts) > 0


def _block(rows: Rows, groups: list[tuple[int, ...]], at: int, index: LabelIndex) -> _Block:
    labels = groups[at]
    right, left = _sides(rows, groups, at)
    sides = [right, left]
    if len(groups) > 1:
        last_right, _ = _sides(rows, groups, len(groups) - 1)
        sides = [right] if _value_column(rows, last_right, index) is not None else [left]
    unit = next((column for side in sides for column in side if _is_unit_column(rows, column)), None)
    values = (_value_column(rows, side, index) for side in sides)
    return _Block(labels, unit, next((value for value in values if value is not None), None))


def _sides(rows: Rows, groups: list[tuple[int, ...]], at: int) -> tuple[range, range]:
    """The columns right and left of a group of label columns, as far as the next group."""
    after = groups[at + 1][0] if at + 1 < len(groups) else len(rows[0])
    before = groups[at - 1][-1] + 1 if at else 0
    return range(groups[at][-1] + 1, after), range(before, groups[at][0])


def _is_unit_column(rows: Rows, at: int) -> bool:
    units = sum(1 for row in rows if unit_of(row[at].text))
    filled = sum(1 for row in rows if row[at].text.strip() and not is_dash(row[at].text))
    return units * 2 > filled > 0


def _value_column(rows: Rows, side: range, index: LabelIndex) -> int | None:
    """The column of values on one side of the labels: by its heading first, then by what it holds."""
    heads = {at: _head(rows, at, index) for at in side}
    dated = [(match.group(1), at) for at, head in heads.items() if (match := _YEAR_HEAD.search(head))]
    candidates = [at for at in side if not _is_unit_column(rows, at)]
    if len(dated) > 1:
        return max(dated)[1]
    for at in candidates:
        if _VALUE_HEADS.search(heads[at]) and not _OTHER_HEADS.search(heads[at]):
            return at
    numbers = [at for at in candidates if _figures(rows, at) and not _OTHER_HEADS.search(heads[at])]
    if len(numbers) > 1:
        numbers = [at for at in numbers if not _is_counting(rows, at)] or numbers
    if numbers:
        return numbers[0] if not _is_counting(rows, numbers[0]) else None
    blank = [at for at in candidates if not heads[at] and not any(is_figure(row[at].text) for row in rows)]
    return blank[0] if blank and any(is_dash(row[blank[0]].text) for row in rows) else None


def _head(rows: Rows, at: int, index: LabelIndex) -> str:
    """The words over a column: its filled cells above the first row with a label."""
    words: list[str] = []
    for row in rows:
        if any(index.exact(cell.text) for cell in row if cell.text.strip()):
            break
        if sum(1 for cell in row if cell.text.strip()) > 1:
            words.append(squeezed(row[at].text))
    return "".join(words)


def _figures(rows: Rows, at: int) -> int:
    return sum(1 for row in rows if is_figure(row[at].text))


def _is_counting(rows: Rows, at: int) -> bool:
    """Whether a column only numbers the rows: 1, 2, 3 … in nearly all of them."""
    values = [value for row in rows if (value := figure_of(row[at].text).value) is not None]
    written = sum(1 for row in rows if any(cell.text.strip() for cell in row))
    if len(values) < 3 or len(values) * 5 < written * 4:
        return False
    return all(after - before == 1 for before, after in itertools.pairwise(values))


def _row_pieces(
    row: Sequence[TableCell], columns: _Block, block: int, index: LabelIndex, *, with_lone_cells: bool
) -> Iterator[Piece]:
    filled = [cell for cell in row if cell.text.strip()]
    labels = [row[at] for at in columns.labels if row[at].text.strip()]
    if len(filled) == 1 and (labels or with_lone_cells) and "\n" not in filled[0].text:
        # A heading over the whole width, or a row whose parts were not set apart.
        lone = list(line_pieces(Line(filled[0].text, filled[0].place), block, index))
        if lone and lone[0].kind in ("label", "text"):
            yield from lone
            if len(lone) == 1 and labels and columns.value is not None:
                yield Piece("value", "", row[columns.value].place, block)
        return
    unit = None if columns.unit is None else row[columns.unit]
    value = None if columns.value is None else row[columns.value]
    if _is_heading_row(unit, value, labels, index):
        return
    stacked = _stacked(labels, value, index)
    if stacked is not None and labels and value is not None:
        yield from _stacked_pieces(stacked, labels[-1], unit, value, block)
        return
    for cell in labels:
        piece = piece_of(cell.text, cell.place, block)
        if piece is not None:
            yield Piece("text" if piece.kind == "text" else "label", piece.text, piece.place, block)
    if not labels:
        return
    if unit is not None and unit.text.strip() and not is_dash(unit.text):
        yield Piece("unit", unit.text.strip(), unit.place, block)
    if value is not None:
        yield Piece("value", value.text.strip(), value.place, block)


def _is_heading_row(
    unit: TableCell | None, value: TableCell | None, labels: list[TableCell], index: LabelIndex
) -> bool:
    """The row of column headings (统计指标, 单位, 统计数), which may come again on every page."""
    if any(index.exact(cell.text) for cell in labels):
        return False
    unit_text = "" if unit is None else squeezed(unit.text)
    value_text = "" if value is None else squeezed(value.text)
    return bool(_UNIT_HEADS.search(unit_text)) or (
        bool(_VALUE_HEADS.search(value_text)) and not is_figure(value_text)
    )


def _stacked(labels: list[TableCell], value: TableCell | None, index: LabelIndex) -> list[str] | None:
    """Label lines of a cell that holds several rows of the form, when its value cell holds as many values."""
    if not labels or value is None or "\n" not in labels[-1].text:
        return None
    lines = [line for line in labels[-1].text.split("\n") if line.strip()]
    rows = [line for line in lines if index.exact(line)]
    values = [line for line in value.text.split("\n") if line.strip()]
    return rows if len(rows) > 1 and len(rows) == len(values) else None


def _stacked_pieces(
    rows: list[str], label: TableCell, unit: TableCell | None, value: TableCell, block: int
) -> Iterator[Piece]:
    values = [line for line in value.text.split("\n") if line.strip()]
    units = [line for line in (unit.text if unit else "").split("\n") if line.strip()]
    for at, row in enumerate(rows):
        yield Piece("label", row.strip(), label.place, block)
        if unit is not None and len(units) == len(rows) and unit_of(units[at]):
            yield Piece("unit", units[at].strip(), unit.place, block)
        yield Piece("value", values[at].strip(), value.place, block)


def cell_lines(table: Table) -> Iterator[Line]:
    """The lines of a table that is no table of figures, cell by cell."""
    for row in table.rows:
        for cell in row:
            for text in cell.text.split("\n"):
                if text.strip():
                    yield Line(text, cell.place)
