"""From the cells of a sheet to well-formed rows: what is passed over, what is wrong, what is kept as a remark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from gongkai.records.ledger.intake.cells import CellError, Parser, Value, parser_for, shown
from gongkai.records.ledger.intake.columns import Cell, Column, ColumnType
from gongkai.records.ledger.intake.headings import Headings
from gongkai.records.ledger.intake.kind import LedgerKind, Row
from gongkai.records.ledger.intake.outcome import Notice, Problem, column_letter
from gongkai.records.ledger.intake.table import MergedCells, Table

EXAMPLE_MARK = "【示例】"
"""Begins a cell of the template's example row, which is passed over when it was left in."""
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "累计", "本页合计", "全年合计"})
_FOOTER = re.compile(
    r"(?:填表|制表|审核|复核|填报|统计|单位负责|负责人|联系人|注[:：]|备注[:：]|说明[:：]|附注)"
)


@dataclass(slots=True)
class SheetReader:
    """Reads the rows of one sheet; problems and notices gather in it."""

    kind: LedgerKind
    table: Table
    headings: Headings
    today: date
    has_scope: bool
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    rows_read: int = 0
    _merged: MergedCells = field(init=False)

    def __post_init__(self) -> None:
        self._merged = MergedCells(self.table.merged)

    def rows(self) -> Iterator[Row]:
        """The well-formed rows. A row with a problem is not among them."""
        parsers = [
            (at, column, parser_for(column, today=self.today)) for at, column in self.headings.columns.items()
        ]
        absent = [column for column in self.kind.columns if column not in self.headings.columns.values()]
        defaults = {column.key: column.blank for column in absent if column.type is ColumnType.YES_NO}
        for number, cells in self.table.rows():
            if number <= self.headings.row or self._passed_over(number, cells):
                continue
            self.rows_read += 1
            row = self._row(number, cells, parsers)
            if row is not None:
                row.values.update(defaults)
                if self._holds_together(row):
                    yield row

    def _passed_over(self, number: int, cells: Sequence[Cell]) -> bool:
        """Blank rows, the example, totals and signatures under the table are no records."""
        first = next((words for cell in cells if (words := shown(cell))), "")
        if not first:
            return True
        why = ""
        if any(isinstance(cell, str) and cell.startswith(EXAMPLE_MARK) for cell in cells):
            why = "是模板的示例行，没有导入"
        elif first.replace(" ", "").replace("\u3000", "") in _TOTALS:
            why = f"是“{first}”行，没有作为记录导入"
        elif (
            _FOOTER.match(first)
            and sum(map(bool, map(shown, cells))) <= 2
            and not self._fills_required(cells)
        ):
            why = "像是表尾说明，没有作为记录导入"
        if why:
            self.notices.append(Notice(self.table.name, number, why))
        return bool(why)

    def _fills_required(self, cells: Sequence[Cell]) -> bool:
        return all(
            at < len(cells) and shown(cells[at])
            for at, column in self.headings.columns.items()
            if column.required and not self._given_by_scope(column)
        )

    def _row(
        self, number: int, cells: Sequence[Cell], parsers: Sequence[tuple[int, Column, Parser]]
    ) -> Row | None:
        values = {}
        sound = True
        broken = self.table.broken.get(number, {})
        width = len(cells)
        for at, column, parse in parsers:
            cell = cells[at] if at < width else None
            try:
                if at in broken:
                    raise CellError(broken[at])
                value = self._blank(number, at, column) if cell is None or cell == "" else parse(cell)
                if value is None and column.required and not self._given_by_scope(column):
                    raise CellError("必填，不能为空。")
            except CellError as error:
                sound = False
                self._problem(number, at, column, str(error))
            else:
                values[column.key] = value
        if not sound:
            return None
        remarks = {
            heading: words
            for at, heading in self.headings.extra.items()
            if at < width and (words := shown(cells[at]))
        }
        for at in range(len(self.headings.columns) + len(self.headings.extra), width):
            if words := shown(cells[at]):
                remarks[f"{column_letter(at)}列"] = words
        return Row(self.table.name, number, values, remarks)

    def _blank(self, number: int, at: int, column: Column) -> Value:
        merged = self._merged.over(number - 1, at)
        if merged is not None:
            raise CellError(f"在合并单元格 {merged} 内：请取消合并，逐行填写。")
        return column.blank if column.type is ColumnType.YES_NO else None

    def _given_by_scope(self, column: Column) -> bool:
        return column.type is ColumnType.BODY and self.has_scope

    def _holds_together(self, row: Row) -> bool:
        sound = True
        for check in self.kind.checks:
            if not check.holds(row.values):
                at, column = self._place(check.column)
                self._problem(row.number, at, column, check.reason)
                sound = False
        return sound

    def _place(self, key: str) -> tuple[int, Column]:
        for at, column in self.headings.columns.items():
            if column.key == key:
                return at, column
        return -1, self.kind.column(key)

    def _problem(self, number: int, at: int, column: Column, reason: str) -> None:
        letter = column_letter(at) if at >= 0 else ""
        self.problems.append(Problem(self.table.name, number, column.heading, reason, letter))
