"""XLSX: each table of the report on a sheet of its own, the prose on another, ready to print on A4."""

from __future__ import annotations

import io
import math
from datetime import datetime
from typing import Any

from gongkai.readings.annual.figures import Paragraph
from gongkai.readings.annual.render.composition import DEMONSTRATION_SENTENCE, Composition
from gongkai.readings.annual.render.parts import Annex, Cell, Heading, Table, legal, placed

_WIDTH = 80
"""Characters of 11 pt across the type area of A4."""


def draw(paper: Composition) -> bytes:
    """The report as a workbook of values: no formula, no macro, no link. The same report gives the same bytes."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {"title": paper.title, "author": paper.author, "created": datetime(paper.year, 12, 31)}  # noqa: DTZ001
    )
    looks = _Looks(book)
    for table in paper.tables:
        _sheet(book, paper, table, looks)
    _prose(book, paper, looks)
    book.close()
    return file.getvalue()


class _Looks:
    """Formats of the workbook, made once each."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: dict[tuple[object, ...], Any] = {}

    def words(self, font: str, size: int, **more: object) -> Any:
        key = (font, size, *sorted(more.items()))
        if key not in self.made:
            about = {"font_name": font, "font_size": size, "valign": "vcenter", "text_wrap": True, **more}
            self.made[key] = self.book.add_format(about)
        return self.made[key]

    def cell(self, cell: Cell, dense: bool) -> Any:
        about: dict[str, object] = {"border": 1, "align": cell.align}
        if cell.indent:
            about["indent"] = round(cell.indent)
        return self.words("黑体" if cell.strong else "仿宋", 9 if dense else 11, **about)


def _sheet(book: Any, paper: Composition, table: Table, looks: _Looks) -> None:
    sheet = book.add_worksheet(table.name[:31])
    last = len(table.widths) - 1
    for column, share in enumerate(table.widths):
        sheet.set_column(column, column, round(share * _WIDTH, 1))
    title = next((block for block in paper.blocks if isinstance(block, Annex)), None)
    lines = (
        [(title.title, 18), (title.period, 12)]
        if title
        else [(table.name, 18), (f"（{paper.year}年度）", 12)]
    )
    if paper.mark:
        lines.append((DEMONSTRATION_SENTENCE, 10))
    for row, (text, size) in enumerate(lines):
        colour = {"font_color": "#9B1C1C"} if text == DEMONSTRATION_SENTENCE else {}
        sheet.merge_range(row, 0, row, last, legal(text), looks.words("宋体", size, align="center", **colour))
        sheet.set_row(row, size * 1.8)
    top = len(lines)
    _cells(sheet, table, top, looks)
    _print(sheet, paper)
    if table.heads:
        sheet.repeat_rows(top, top + table.heads - 1)
        sheet.freeze_panes(top + table.heads, 0)
    sheet.print_area(0, 0, top + len(table.rows) - 1, last)


def _cells(sheet: Any, table: Table, top: int, looks: _Looks) -> None:
    lines = [1] * len(table.rows)
    for down, across, cell in placed(table):
        row, look = top + down, looks.cell(cell, table.dense)
        text = legal(cell.text + (f"\n{cell.note}" if cell.note else ""))
        if cell.rows > 1 or cell.columns > 1:
            sheet.merge_range(row, across, row + cell.rows - 1, across + cell.columns - 1, "", look)
        number = _number(cell)
        if number is not None:
            sheet.write_number(row, across, number, look)
        elif text:
            sheet.write_string(row, across, text, look)
        else:
            sheet.write_blank(row, across, None, look)
        if cell.rows == 1:
            share = sum(table.widths[across : across + cell.columns])
            lines[down] = max(lines[down], _lines(cell, share, table.dense))
    for down, many in enumerate(lines):
        sheet.set_row(top + down, (12 if table.dense else 15) * many + 4)


def _number(cell: Cell) -> int | float | None:
    """The value of a figure's cell; a figure without a value is an empty cell, never a zero."""
    if not cell.code or not cell.text:
        return None
    return float(cell.text) if "." in cell.text else int(cell.text)


def _lines(cell: Cell, share: float, dense: bool) -> int:
    """How many lines a cell's words take: a spreadsheet does not raise rows of wrapped or merged cells by itself."""
    room = max(share * _WIDTH / 2 * (1.2 if dense else 1) - cell.indent - 0.5, 2)
    size = sum(0.55 if character.isascii() else 1 for character in cell.text)
    return max(1, math.ceil(size / room)) + (1 if cell.note else 0)


def _prose(book: Any, paper: Composition, looks: _Looks) -> None:
    sheet = book.add_worksheet("正文")
    sheet.set_column(0, 0, _WIDTH)
    rows: list[tuple[str, Any]] = [(paper.title, looks.words("宋体", 18, align="center"))]
    if paper.mark:
        rows.append((DEMONSTRATION_SENTENCE, looks.words("宋体", 10, align="center", font_color="#9B1C1C")))
    for block in paper.blocks:
        if isinstance(block, Heading):
            rows.append((block.text, looks.words("黑体", 12)))
        elif isinstance(block, Paragraph):
            rows.append((f"　　{block.text}", looks.words("仿宋", 12)))
    for row, (text, look) in enumerate(rows):
        sheet.write_string(row, 0, legal(text), look)
        lines = math.ceil(len(text) / (_WIDTH / 2 - 4))
        sheet.set_row(row, 40 if row == 0 else 18 * lines + 2)
    sheet.print_area(0, 0, len(rows) - 1, 0)
    _print(sheet, paper)


def _print(sheet: Any, paper: Composition) -> None:
    """A4 upright, one page wide, margins and page numbers of the official layout."""
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=28 / 25.4, right=26 / 25.4, top=37 / 25.4, bottom=35 / 25.4)
    sheet.set_footer("&C— &P —")
    sheet.hide_gridlines(2)
    if paper.mark:
        sheet.set_header(f"&C{paper.mark}")
