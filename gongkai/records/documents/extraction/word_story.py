"""One part of a Word document (body, header, note, comment) as paragraphs and tables in reading order.

What a reader of the printed page does not see (deleted in a revision, hidden, behind a field) is kept aside: a report
is checked by what it shows, but whoever publishes the file publishes all of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.records.documents.extraction.grid import MOST_CELLS, Grid
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.records.documents.extraction.xml_events import Listener, plain

_OFF = frozenset({"0", "false", "off", "none"})
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SKIPPED = frozenset({"Fallback", "rt"})
"""A copy for old programs; the pronunciation above a character."""
_DELETED = frozenset({"del", "moveFrom"})


@dataclass(frozen=True, slots=True)
class Aside:
    """Text that the page does not show: ``kind`` says in Chinese what it is."""

    kind: str
    text: str


@dataclass(slots=True)
class _Flow:
    """Where paragraphs go: the part itself, a cell or a text box."""

    items: list[str | Grid] = field(default_factory=list)
    boxes: list[str | Grid] = field(default_factory=list)


@dataclass(slots=True)
class _Cell:
    columns: int = 1
    continues: bool = False


class Story(Listener):
    """Listens to one XML part. ``items`` and ``asides`` are complete when the part is."""

    def __init__(self, tables: int = 0) -> None:
        self.asides: list[Aside] = []
        self.tables = tables
        """Tables met so far, those of parts read before included."""
        self._flows = [_Flow()]
        self._paragraphs: list[list[str]] = []
        self._secret: dict[str, list[str]] = {}
        self._grids: list[Grid] = []
        self._cells: list[_Cell] = []
        self._collecting = ""
        self._skipping = self._deleting = 0
        self._hidden = self._in_run = self._in_mark = False

    @property
    def items(self) -> list[str | Grid]:
        """Paragraphs and tables in reading order."""
        return self._flows[0].items

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
            return
        match name:
            case "p":
                self._paragraphs.append([])
            case "r":
                self._in_run, self._hidden = True, False
            case "t" | "delText" | "instrText" | "delInstrText":
                self._collecting = name
            case "sym":
                self._symbol(plain(attributes).get("char", ""))
            case "vanish" | "webHidden" if self._in_run and not self._in_mark:
                self._hidden = plain(attributes).get("val", "1").lower() not in _OFF
            case "pPr":
                self._in_mark = True
            case "txbxContent":
                self._flows.append(_Flow())
            case "docPr":
                own = plain(attributes)
                self.asides += (Aside("图片说明", own[key]) for key in ("descr", "title") if own.get(key))
            case _:
                self._start_table_or_break(name, attributes)

    def _start_table_or_break(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "tbl":
                self.tables += 1
                self._grids.append(Grid(self.tables))
            case "tr" if self._grids:
                self._grids[-1].begin_row()
            case "gridBefore" if self._grids:
                self._grids[-1].skip(_number(attributes))
            case "tc" if self._grids:
                self._cells.append(_Cell())
                self._flows.append(_Flow())
            case "gridSpan" if self._cells:
                self._cells[-1].columns = _number(attributes)
            case "vMerge" if self._cells:
                self._cells[-1].continues = plain(attributes).get("val", "continue") != "restart"
            case _ if name in _DELETED:
                self._deleting += 1
            case _ if name in _BREAKS and self._in_run:
                self._write(_BREAKS[name])

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        match name:
            case "p" if self._paragraphs:
                self._end_paragraph()
            case "r":
                self._in_run = False
            case "t" | "delText" | "instrText" | "delInstrText":
                self._collecting = ""
            case "pPr":
                self._in_mark = False
            case "txbxContent" if len(self._flows) > 1:
                box = self._flows.pop()
                self._flows[-1].boxes += box.items
            case "tc" if self._cells:
                self._end_cell()
            case "tbl" if self._grids:
                flow = self._flows[-1]
                flow.items += [self._grids.pop(), *flow.boxes]
                flow.boxes = []
            case _ if name in _DELETED:
                self._deleting -= 1

    def text(self, data: str) -> None:
        if self._skipping or not self._collecting:
            return
        if self._collecting in {"instrText", "delInstrText"}:
            self._secret.setdefault("域代码", []).append(data)
        else:
            self._write(data)

    def _write(self, data: str) -> None:
        if self._deleting or self._collecting == "delText":
            self._secret.setdefault("修订删除的文字", []).append(data)
        elif self._hidden:
            self._secret.setdefault("隐藏文字", []).append(data)
        elif self._paragraphs:
            self._paragraphs[-1].append(data)

    def _symbol(self, code: str) -> None:
        try:
            self._write(chr(int(code, 16)))
        except (ValueError, OverflowError):
            self._write("?")

    def _end_paragraph(self) -> None:
        flow = self._flows[-1]
        text = "".join(self._paragraphs.pop())
        if text.strip():
            flow.items.append(text)
        flow.items += flow.boxes
        flow.boxes = []
        if not self._paragraphs:
            self.asides += (Aside(kind, "".join(pieces)) for kind, pieces in self._secret.items())
            self._secret = {}

    def _end_cell(self) -> None:
        cell, flow = self._cells.pop(), self._flows.pop()
        grid = self._grids[-1]
        grid.cell(
            "\n".join(item for item in flow.items if isinstance(item, str)),
            cell.columns,
            continues=cell.continues,
        )
        if grid.size > MOST_CELLS:
            raise Unreadable("里的表格过大，没有读取。")
        # A table inside a cell follows the table that holds it: its text stands once.
        self._flows[-1].boxes += (item for item in flow.items if isinstance(item, Grid))


def _number(attributes: dict[str, str]) -> int:
    value = plain(attributes).get("val", "1")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
