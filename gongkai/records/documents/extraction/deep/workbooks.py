"""Everything in a workbook: what the sheets show, what they hide, and what rows that were deleted left behind."""

from __future__ import annotations

from gongkai.records.documents.extraction.archive import Archive
from gongkai.records.documents.extraction.deep.marks import emit_xml
from gongkai.records.documents.extraction.deep.parts import Emit, Piece, Row, inside
from gongkai.records.documents.extraction.plain import letters
from gongkai.records.documents.extraction.relations import relations
from gongkai.records.documents.extraction.workbook import Book, Cell, Contents, Sheet, unused
from gongkai.records.documents.extraction.xml_events import Listener, parse

_STATES = {"hidden": "（隐藏）", "veryHidden": "（深度隐藏）"}


def emit_workbook(archive: Archive, where: str, emit: Emit) -> set[str]:
    """Sheets, notes, names and left-over texts. Returns the members read, so that the rest can be read as well."""
    book = Book(archive)
    done = {book.part}
    for sheet in book.sheets:
        place = inside(where, f"工作表「{sheet.name}」{_STATES.get(sheet.state, '')}")
        _emit_sheet(book, sheet, place, emit)
        done.add(sheet.part)
        for relation in relations(archive, sheet.part):
            if relation.kind == "comments" and relation.target in archive:
                parse(archive.stream(relation.target), _Notes(place, emit))
                done.add(relation.target)
            elif relation.kind in {"threadedComment", "drawing", "vmlDrawing"} and relation.target in archive:
                emit_xml(archive, relation.target, inside(place, "批注或图形"), emit)
                done.add(relation.target)
    for name, refers in book.names:
        emit(Piece(f"{name}\n{refers}", inside(where, f"定义的名称「{name}」")))
    left = unused(book.strings, book.used)
    if left:
        emit(Piece("\n".join(left), inside(where, "已删除单元格残留的文字")))
    done |= {
        relation.target for relation in relations(archive, book.part) if relation.kind == "sharedStrings"
    }
    return done


class _Rows:
    """Gathers cells into rows."""

    def __init__(self, where: str, contents: Contents, emit: Emit) -> None:
        self._where, self._contents, self._emit = where, contents, emit
        self._row = -1
        self._cells: list[Cell] = []

    def take(self, cell: Cell) -> None:
        if cell.row != self._row:
            self.flush()
            self._row = cell.row
        self._cells.append(cell)

    def flush(self) -> None:
        if self._cells:
            cells, self._cells = self._cells, []
            row = Row(
                self._where,
                tuple([cell.text for cell in cells]),
                tuple([cell.column for cell in cells]),
                lambda number: self._place(cells[number]),
            )
            self._emit(row)

    def _place(self, cell: Cell) -> str:
        row = "（隐藏行）" if cell.row in self._contents.hidden_rows else ""
        column = (
            "（隐藏列）" if any(cell.column in hidden for hidden in self._contents.hidden_columns) else ""
        )
        return f"{letters(cell.column)}{cell.row + 1}{row}{column}"


def _emit_sheet(book: Book, sheet: Sheet, where: str, emit: Emit) -> None:
    contents = Contents()
    rows = _Rows(where, contents, emit)
    book.read(sheet, rows.take, contents)
    rows.flush()
    emit(Piece(sheet.name, inside(where, "名称")))
    for kind, text in contents.asides:
        emit(Piece(text, inside(where, kind)))


class _Notes(Listener):
    """``comments1.xml``: one piece a note, with its cell and its author."""

    def __init__(self, where: str, emit: Emit) -> None:
        self._where, self._emit = where, emit
        self._cell = ""
        self._words: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"comment", "author"}:
            self._cell, self._words = attributes.get("ref", ""), []

    def end(self, name: str) -> None:
        if name in {"comment", "author"}:
            kind = "批注" if name == "comment" else "批注作者"
            self._emit(Piece("".join(self._words), inside(self._where, f"{self._cell} {kind}".strip())))

    def text(self, data: str) -> None:
        self._words.append(data)
