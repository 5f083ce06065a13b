"""xlsx: a workbook of values. Hidden sheets, rows, columns and cells, formulas, notes, names, caches, links, macros and
properties stay behind; column widths, merged cells, bold heads, number and date formats come along."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from gongkai.records.documents.attachments.masks import Plan
from gongkai.records.documents.attachments.rebuild.copy import Copy, LeftOut
from gongkai.records.documents.attachments.rebuild.roster_rows import RosterRows, Value
from gongkai.records.documents.attachments.rebuild.sheet_survey import WHITE, Places, Style, Styles, Survey
from gongkai.records.documents.attachments.rebuild.sheet_writer import BookWriter
from gongkai.records.documents.extraction.archive import Archive, Budget
from gongkai.records.documents.extraction.plain import letters
from gongkai.records.documents.extraction.relations import relations
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.records.documents.extraction.workbook import MOST_CELLS, Book, Sheet, column_number
from gongkai.records.documents.extraction.xml_events import Listener, parse

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_LONG = re.compile(r"[0-9]{7,}")
_PARTS = (
    ("/pivotCache/", "数据透视表缓存"),
    ("/externalLinks/", "外部链接缓存"),
    ("/comments", "批注"),
    ("/threadedComments", "批注"),
    ("/drawings/drawing", "图形"),
    ("/media/", "图片"),
    ("/charts/chart", "图表"),
    ("/embeddings/", "嵌入的文件"),
    ("customXml/item", "自定义 XML"),
    ("/model/", "数据模型"),
    ("xl/connections", "数据连接"),
)


def rebuild_workbook(source: BinaryIO, plan: Plan, budget: Budget) -> Copy:
    """The public copy. Raises Unreadable when no sheet shows anything."""
    archive = Archive(source, budget)
    book = Book(archive)
    left = LeftOut()
    styles = Styles()
    for relation in relations(archive, book.part):
        if relation.kind == "styles" and relation.target in archive:
            parse(archive.stream(relation.target), styles)
    for word, label in _PARTS:
        left.add(label, sum(word in name for name in archive.names))
    left.add("定义的名称", len(book.names))
    writer = BookWriter(since_1904=book.since_1904)
    tables = 0
    for sheet in book.sheets:
        if sheet.state != "visible":
            left.add("隐藏的工作表")
            continue
        survey = Survey()
        parse(archive.stream(sheet.part), survey)
        copier = _Copier(book, styles.looks, survey, RosterRows(plan.of_table(tables + 1), plan), left)
        if copier.anything(archive, sheet):
            tables += 1
            copier.write(archive, sheet, writer)
    if not tables:
        raise Unreadable("没有看得见的内容：工作表都是空的或隐藏的，请取消隐藏后重新保存。")
    return Copy(writer.finish(), left.told())


class _Raw(NamedTuple):
    """One cell as it is written in the file."""

    column: int
    kind: str
    written: str
    style: str


class _Cells(Listener):
    """One sheet, row by row: hands on the row's number and its cells."""

    def __init__(self, take: Callable[[int, list[_Raw]], None]) -> None:
        self._take = take
        self._row, self._column, self._count = -1, -1, 0
        self._cells: list[_Raw] = []
        self._kind = self._style = ""
        self._value: list[str] = []
        self._in_cell = self._collecting = False
        self._phonetic = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "row":
                number = attributes.get("r", "")
                self._row = int(number) - 1 if number.isdigit() and len(number) < 8 else self._row + 1
                self._column, self._cells = -1, []
            case "c":
                reference = _REFERENCE.fullmatch(attributes.get("r", ""))
                self._column = column_number(reference.group(1)) if reference else self._column + 1
                self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
                self._value, self._in_cell = [], True
            case "v" | "t":
                self._collecting = self._in_cell and not self._phonetic
            case "rPh":
                self._phonetic += 1

    def end(self, name: str) -> None:
        match name:
            case "row":
                self._take(self._row, self._cells)
            case "c":
                self._count += 1
                if self._count > MOST_CELLS:
                    raise Unreadable("的工作表过大，没有读取。")
                self._cells.append(_Raw(self._column, self._kind, "".join(self._value), self._style))
                self._in_cell = False
            case "v" | "t":
                self._collecting = False
            case "rPh":
                self._phonetic -= 1

    def text(self, data: str) -> None:
        if self._collecting:
            self._value.append(data)


class _Copier:
    """From one sheet to its copy."""

    def __init__(
        self, book: Book, looks: list[Style], survey: Survey, rows: RosterRows, left: LeftOut
    ) -> None:
        self._book, self._looks, self._survey, self._left = book, looks, survey, left
        self._places = Places(survey)
        self._rows = rows
        self._covered: dict[int, list[tuple[int, int, int, int]]] = {}
        for merge in survey.merges:
            for row in range(merge[0], min(merge[2], merge[0] + 5_000) + 1):
                self._covered.setdefault(row, []).append(merge)
        self._waiting: dict[int, list[Value]] = {}
        """Values of merged cells whose first row is hidden, by the row of the copy in which they show."""

    def anything(self, archive: Archive, sheet: Sheet) -> bool:
        """Does the sheet show anything? Walks through it once, so that the headings are known before the copy."""
        found = False

        def take(row: int, cells: list[_Raw]) -> None:
            nonlocal found
            at = self._places.row(row)
            values = [] if at is None else self._values(row, cells, None)
            found = found or any(value.text for value in values)
            self._rows.look(values)

        parse(archive.stream(sheet.part), _Cells(take))
        return found

    def write(self, archive: Archive, sheet: Sheet, writer: BookWriter) -> None:
        """The second walk: every visible cell, as a value."""
        target = writer.sheet(sheet.name, self._widths(), self._merges())
        last = -1

        def put(at: int, values: list[Value]) -> None:
            nonlocal last
            if at <= last:
                raise Unreadable("的行没有按次序排列，已损坏：请用 WPS 或 Excel 打开后另存一份。")
            last = at
            cells = [
                (value.column, value.number, value.text, writer.style(replace(value.look, unseen="")))
                for value in self._rows.treated(values)
            ]
            target.row(at, cells)

        def take(row: int, cells: list[_Raw]) -> None:
            at = self._places.row(row)
            values = self._values(row, cells, self._left)
            for early in sorted(one for one in self._waiting if at is not None and one < at):
                put(early, self._waiting.pop(early))
            if at is None:
                self._left.add("隐藏行", 1 if cells else 0)
                return
            values += self._waiting.pop(at, [])
            if values:
                put(at, sorted(values, key=lambda value: value.column))

        parse(archive.stream(sheet.part), _Cells(take))
        for at in sorted(self._waiting):
            put(at, self._waiting[at])
        target.finish()
        self._left.add(
            "隐藏列", sum(last - first + 1 for first, last in self._survey.hidden_columns if last < 16_000)
        )

    def _values(self, row: int, cells: list[_Raw], left: LeftOut | None) -> list[Value]:
        """The cells of one row as values; ``left`` counts what is hidden, in the copying walk only."""
        merged = self._covered.get(row, ())
        found: list[Value] = []
        for raw in cells:
            at = self._places.column(raw.column)
            cover = next((one for one in merged if one[1] <= raw.column <= one[3]), None)
            if cover is not None and (row, raw.column) == (cover[0], cover[1]):
                self._merged(cover, raw, found, left)
            elif at is None or self._places.row(row) is None:
                continue
            elif cover is not None:
                if left is not None and raw.written:
                    left.add("合并单元格下面的内容")
                found.append(Value(at, None, "", replace(self._look(raw.style), code=None)))
            else:
                found.append(self._value(at, raw, left))
        return found

    def _merged(
        self, cover: tuple[int, int, int, int], raw: _Raw, found: list[Value], left: LeftOut | None
    ) -> None:
        """The value of merged cells shows in the first of them that is not hidden."""
        row = self._places.next_row(cover[0], cover[2])
        column = self._places.next_column(cover[1], cover[3])
        at = self._places.row(row) if row is not None else None
        place = self._places.column(column) if column is not None else None
        if at is None or place is None:
            return
        value = self._value(place, raw, left)
        if row == cover[0]:
            found.append(value)
        elif left is not None:
            self._waiting.setdefault(at, []).append(value)

    def _look(self, style: str) -> Style:
        at = int(style) if style.isdigit() else 0
        return self._looks[at] if at < len(self._looks) else Style()

    def _value(self, at: int, raw: _Raw, left: LeftOut | None) -> Value:
        look = self._look(raw.style)
        if not raw.written:
            return Value(at, None, "", replace(look, code=None))
        if look.unseen and not (self._survey.has_tables and look.unseen == WHITE):
            if left is not None:
                left.add(look.unseen)
            return Value(at, None, "", replace(look, code=None))
        text = self._book.value(raw.kind, raw.written, raw.style)
        if raw.kind != "n" or not _NUMBER.fullmatch(raw.written):
            return Value(at, None, text, replace(look, code=None))
        digits = _LONG.search(raw.written.partition(".")[0])
        # A format may show less than the cell holds: what is published is what is shown.
        less = digits is not None and digits.group() not in re.sub(r"[^0-9]", "", text)
        if less or not look.plain_code:
            return Value(at, None, text, replace(look, code=None))
        return Value(at, raw.written, text, look)

    def _widths(self) -> list[tuple[int, int, float]]:
        found = []
        for first, last, width in self._survey.widths:
            shown = [
                self._rows.column(place)
                for column in range(first, min(last, first + 300) + 1)
                if (place := self._places.column(column)) is not None
            ]
            kept = [place for place in shown if place is not None]
            if kept:
                found.append((kept[0], kept[-1], min(width, 120.0)))
        return found

    def _merges(self) -> list[str]:
        found = []
        for top, first, bottom, last in self._survey.merges:
            rows = [at for row in (top, bottom) if (at := self._nearest_row(row, top, bottom)) is not None]
            columns = [
                place
                for column in range(first, min(last, first + 300) + 1)
                if (at := self._places.column(column)) is not None
                and (place := self._rows.column(at)) is not None
            ]
            if not rows or not columns or (rows[0], columns[0]) == (rows[-1], columns[-1]):
                continue
            found.append(f"{letters(columns[0])}{rows[0] + 1}:{letters(columns[-1])}{rows[-1] + 1}")
        return found

    def _nearest_row(self, row: int, top: int, bottom: int) -> int | None:
        """The row of the copy for an end of a merge: itself, or the next one inward that is shown."""
        inward = range(row, bottom + 1) if row == top else range(row, top - 1, -1)
        return next((at for one in inward[:5_000] if (at := self._places.row(one)) is not None), None)
