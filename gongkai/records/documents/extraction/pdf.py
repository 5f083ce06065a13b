"""PDF as a paper: paragraphs and ruled tables, page by page. Runs in the jail only: pdfium is a parser of bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gongkai.records.documents.extraction.pdf_layout import (
    Column,
    TextLine,
    column_of,
    joined,
    lines_of,
    paragraphs_of,
)
from gongkai.records.documents.extraction.pdf_page import glyphs, has_picture, rules
from gongkai.records.documents.extraction.pdf_tables import RuledTable, ruled_tables
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.rules.forms.paper import Line, Paper, Place, Table, TableCell

MOST_PAGES = 500
_PASSWORD = 4
"""FPDF_ERR_PASSWORD."""


@contextmanager
def opened(source: Path | bytes) -> Iterator[Any]:
    """The pdfium document. Raises Unreadable: protected, damaged, too many pages."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as problem:
        if getattr(problem, "err_code", None) == _PASSWORD:
            raise Unreadable("设有打开密码，不能读取：请先取消密码后另存。") from problem
        raise Unreadable("不是完整的 PDF，或已损坏：请重新取得文件。") from problem
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable(f"有 {len(document)} 页，超过上限 {MOST_PAGES} 页：请分开保存。")
        yield document
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class _Block:
    """One block of a page, and whether its first line may go on from the page before, its last into the next."""

    content: Line | Table
    flush: bool = False
    full: bool = False
    page_number: bool = False


def read_pdf(path: Path) -> Paper:
    """Text and tables of all pages. Raises Unreadable when there is no text at all (a scan)."""
    found: list[_Block] = []
    tables, pictures = 0, False
    with opened(path) as document:
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            try:
                blocks = list(_blocks(page, number, tables))
                pictures = pictures or has_picture(page)
            finally:
                page.close()
            tables += sum(isinstance(block.content, Table) for block in blocks)
            found = _appended(found, blocks)
    if not found:
        seen = "是扫描件（只有图片，没有文字层）" if pictures else "里没有文字"
        raise Unreadable(f"{seen}：请先做文字识别（OCR），或取 Word、文字版 PDF。")
    return Paper(path.name, "pdf", tuple(block.content for block in found))


def page_blocks(page: Any, number: int) -> Iterator[Line | Table]:
    """The blocks of one page alone."""
    return (block.content for block in _blocks(page, number, 0))


def _appended(found: list[_Block], page: list[_Block]) -> list[_Block]:
    """The blocks with those of the next page; a sentence that runs over the page break becomes one again."""
    above = next((at for at in range(len(found) - 1, -1, -1) if not found[at].page_number), None)
    below = next((at for at, block in enumerate(page) if not block.page_number), None)
    if above is None or below is None or not (found[above].full and page[below].flush):
        return found + page
    upper, lower = found[above].content, page[below].content
    if not isinstance(upper, Line) or not isinstance(lower, Line):
        return found + page
    whole = replace(found[above], content=Line(upper.text + lower.text, upper.place), full=page[below].full)
    return [*found[:above], whole, *found[above + 1 :], *page[:below], *page[below + 1 :]]


def _blocks(page: Any, number: int, tables_before: int) -> Iterator[_Block]:
    characters = glyphs(page)
    tables = ruled_tables(rules(page), characters) if characters else []
    free = [glyph for glyph in characters if not any(table.holds(glyph) for table in tables)]
    lines = lines_of(free)
    column = column_of([line for line in lines if not line.page_number])
    waiting = list(enumerate(tables, start=tables_before + 1))
    for paragraph in _parted(lines, tables, column):
        while waiting and waiting[0][1].top > paragraph[0].middle:
            yield _Block(_as_table(*waiting.pop(0), number))
        yield _Block(
            Line(joined(paragraph), Place(page=number)),
            column.flush(paragraph[0]),
            column.full(paragraph[-1]),
            paragraph[0].page_number,
        )
    for order, table in waiting:
        yield _Block(_as_table(order, table, number))


def _parted(lines: list[TextLine], tables: list[RuledTable], column: Column) -> Iterator[list[TextLine]]:
    """Paragraphs; a table always parts them."""
    at = 0
    for table in tables:
        above = [line for line in lines[at:] if line.middle > table.top]
        at += len(above)
        yield from paragraphs_of(above, column)
    yield from paragraphs_of(lines[at:], column)


def _as_table(order: int, table: RuledTable, page: int) -> Table:
    return Table(
        tuple(
            tuple(
                TableCell(text, Place(page=page, cell=f"表{order} 第{row}行第{column}列"))
                for column, text in enumerate(texts, start=1)
            )
            for row, texts in enumerate(table.rows, start=1)
        )
    )
