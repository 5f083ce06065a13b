"""Excel workbooks (xlsx), read from their parts: all sheets in their order, numbers as the cells show them.

The reader keeps what a table needs and a privacy check besides: which sheets, rows and columns are hidden, where a
formula stands, notes, header and footer, names and lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from gongkai.records.documents.extraction.archive import Archive
from gongkai.records.documents.extraction.number_format import BUILT_IN, show
from gongkai.records.documents.extraction.plain import letters
from gongkai.records.documents.extraction.relations import relations
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.records.documents.extraction.xml_events import Listener, parse, plain
from gongkai.rules.forms.paper import Paper, Place, Table, TableCell

MOST_CELLS = 2_000_000
"""Cells with something in them, in one sheet."""
MOST_PLACES = 1_000_000
"""Places of one table of a paper: rows by columns, empty ones left out."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_AS_SHOWN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?", re.ASCII)
_SHORT = 16
"""Characters of a number that certainly has no more digits than a cell shows."""
_ASIDES = {
    "oddHeader": "页眉",
    "oddFooter": "页脚",
    "evenHeader": "页眉",
    "evenFooter": "页脚",
    "firstHeader": "页眉",
    "firstFooter": "页脚",
    "formula1": "数据验证",
    "formula2": "数据验证",
    "f": "公式",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the workbook; ``state`` is visible, hidden or veryHidden."""

    name: str
    state: str
    part: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with something in it; ``row`` and ``column`` count from 0."""

    row: int
    column: int
    text: str


@dataclass(slots=True)
class Contents:
    """What one sheet holds besides its cells."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    asides: list[tuple[str, str]] = field(default_factory=list)
    """Kind in Chinese, text: header, footer, lists of allowed values, links, formulas that hold text."""


class Book:
    """The parts that all sheets share. Raises Unreadable when they are missing or broken."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.part = next((one.target for one in relations(archive, "") if one.kind == "officeDocument"), "")
        if self.part not in archive:
            raise Unreadable("缺少工作表目录，不是完整的工作簿：请重新取得文件。")
        listing = _Listing({one.id: one.target for one in relations(archive, self.part)})
        parse(archive.stream(self.part), listing)
        self.sheets = [sheet for sheet in listing.sheets if sheet.part in archive]
        self.names = listing.names
        self.since_1904 = listing.since_1904
        shared = self._related("sharedStrings")
        self.strings: list[str] = []
        if shared:
            parse(archive.stream(shared), _Strings(self.strings))
        styles = self._related("styles")
        formats = _Styles()
        if styles:
            parse(archive.stream(styles), formats)
        self._codes = formats.codes()
        self.used = bytearray(len(self.strings))
        """Which shared strings a cell read so far has used: what is left over belongs to no cell."""

    def _related(self, kind: str) -> str | None:
        targets = (one.target for one in relations(self.archive, self.part) if one.kind == kind)
        return next((target for target in targets if target in self.archive), None)

    def read(self, sheet: Sheet, take: Callable[[Cell], None], contents: Contents | None = None) -> None:
        """Hand every cell with something in it to ``take``, in the order of the file; the rest goes to ``contents``.

        What is hidden is known there before the cells that it hides arrive.
        """
        parse(self.archive.stream(sheet.part), _Cells(self, take, contents or Contents()))

    def value(self, kind: str, written: str, style: str | None) -> str:
        """The text of a cell of type ``kind`` (as in ``t="s"``) whose value is ``written``."""
        match kind:
            case "s":
                at = int(written) if written.isdigit() else -1
                if not 0 <= at < len(self.strings):
                    raise Unreadable("引用了不存在的文字，已损坏：请用 WPS 或 Excel 打开后另存一份。")
                self.used[at] = 1
                return self.strings[at]
            case "b":
                return "TRUE" if written == "1" else "FALSE"
            case "n":
                at = int(style) if style and style.isdigit() else 0
                code = self._codes[at] if at < len(self._codes) else None
                if code is None and len(written) < _SHORT and _AS_SHOWN.fullmatch(written):
                    return written
                return show(written, code, since_1904=self.since_1904)
        return written


def read_workbook(archive: Archive, name: str) -> Paper:
    """Every sheet with something in it as one table. Empty rows between two parts shrink to one."""
    book = Book(archive)
    tables = []
    for sheet in book.sheets:
        cells: list[Cell] = []
        book.read(sheet, cells.append)
        if any(cell.text.strip() for cell in cells):
            tables.append(_table(sheet.name, cells))
    return Paper(name, "xlsx", tuple(tables))


def _table(sheet: str, cells: list[Cell]) -> Table:
    texts = {(cell.row, cell.column): cell.text for cell in cells if cell.text}
    columns = sorted({column for _, column in texts})
    rows = list(_with_gaps(sorted({row for row, _ in texts})))
    if len(columns) * len(rows) > MOST_PLACES:
        raise Unreadable(f"的工作表“{sheet}”过大（{len(rows)} 行、{len(columns)} 列），没有读取。")
    return Table(
        tuple(
            tuple(
                TableCell(texts.get((row, column), ""), Place(cell=f"{sheet}!{letters(column)}{row + 1}"))
                for column in columns
            )
            for row in rows
        )
    )


def _with_gaps(rows: list[int]) -> Iterator[int]:
    previous = None
    for row in rows:
        if previous is not None and row > previous + 1:
            yield previous + 1
        yield row
        previous = row


class _Listing(Listener):
    """``workbook.xml``: sheets in their order, names, the first day of the calendar."""

    def __init__(self, targets: dict[str, str]) -> None:
        self.sheets: list[Sheet] = []
        self.names: list[tuple[str, str]] = []
        self.since_1904 = False
        self._targets = targets
        self._name: str | None = None
        self._words: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            own = plain(attributes)
            self.sheets.append(
                Sheet(
                    own.get("name", ""), own.get("state", "visible"), self._targets.get(own.get("id", ""), "")
                )
            )
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904") in {"1", "true"}
        elif name == "definedName":
            self._name, self._words = attributes.get("name", ""), []

    def end(self, name: str) -> None:
        if name == "definedName" and self._name is not None:
            self.names.append((self._name, "".join(self._words)))
            self._name = None

    def text(self, data: str) -> None:
        if self._name is not None:
            self._words.append(data)


class _Strings(Listener):
    """``sharedStrings.xml``: one text for every item, its runs joined, its pronunciation left out."""

    def __init__(self, strings: list[str]) -> None:
        self._strings = strings
        self._words: list[str] = []
        self._collecting = self._phonetic = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "t":
            self._collecting = not self._phonetic
        elif name == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        if name == "si":
            self._strings.append("".join(self._words))
            self._words = []
        elif name == "t":
            self._collecting = False
        elif name == "rPh":
            self._phonetic = False

    def text(self, data: str) -> None:
        if self._collecting:
            self._words.append(data)


class _Styles(Listener):
    """``styles.xml``: the number format of every cell style."""

    def __init__(self) -> None:
        self._own: dict[str, str] = {}
        self._used: list[str] = []
        self._cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._cells = True
        elif name == "xf" and self._cells:
            self._used.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._cells = False

    def codes(self) -> list[str | None]:
        """By number of the style; None is General."""
        return [
            self._own.get(number) or (BUILT_IN.get(int(number)) if number.isdigit() else None)
            for number in self._used
        ]


class _Cells(Listener):
    """One sheet, cell by cell."""

    def __init__(self, book: Book, take: Callable[[Cell], None], contents: Contents) -> None:
        self._contents = contents
        self._book, self._take = book, take
        self._row, self._column, self._count = -1, -1, 0
        self._kind, self._style = "n", None
        self._value: list[str] = []
        self._collecting = False
        self._counted = True
        """The row does not say its number: its cells may, or the rows are counted."""
        self._aside: str | None = None

    _style: str | None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in {"v", "t"}:
            self._collecting = True
        elif name == "row":
            number = attributes.get("r", "")
            self._counted = not number.isdigit() or len(number) > 7
            self._row = self._row + 1 if self._counted else int(number) - 1
            self._column = -1
            if attributes.get("hidden") in {"1", "true"}:
                self._contents.hidden_rows.add(self._row)
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            first, last = attributes.get("min", "1"), attributes.get("max", "1")
            if first.isdigit() and last.isdigit() and len(first + last) < 12:
                self._contents.hidden_columns.append(range(int(first) - 1, int(last)))
        elif name in _ASIDES:
            self._aside, self._value = _ASIDES[name], []
        elif name == "hyperlink":
            shown = (attributes[key] for key in ("display", "tooltip", "location") if attributes.get(key))
            self._contents.asides += (("超链接", text) for text in shown)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s")
        self._value = []
        reference = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = column_number(reference.group(1)) if reference else self._column + 1
        if reference and self._counted:
            self._row = int(reference.group(2)) - 1

    def end(self, name: str) -> None:
        if name == "c":
            if self._value:
                text = self._book.value(self._kind, "".join(self._value), self._style)
                self._count += 1
                if self._count > MOST_CELLS:
                    raise Unreadable("的工作表过大，没有读取。")
                self._take(Cell(self._row, self._column, text))
                self._value = []
        elif name in {"v", "t"}:
            self._collecting = False
        elif name in _ASIDES and self._aside:
            if self._aside != "公式" or '"' in "".join(self._value):
                self._contents.asides.append((self._aside, "".join(self._value)))
            self._aside, self._value = None, []

    def text(self, data: str) -> None:
        if self._collecting or self._aside:
            self._value.append(data)


@lru_cache(maxsize=1024)
def column_number(name: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def unused(strings: Iterable[str], used: bytearray) -> list[str]:
    """Shared strings that no cell shows: left behind by rows that were deleted."""
    return [text for text, mark in zip(strings, used, strict=True) if not mark and text.strip()]
