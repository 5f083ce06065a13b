"""HTML as a paper: paragraphs and tables as a browser would lay them out, with the parser of the standard library."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from gongkai.records.documents.extraction.encoding import decode
from gongkai.records.documents.extraction.grid import MOST_CELLS, Grid
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.rules.forms.paper import Line, Paper, Place, Table

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary ul",
    )
)
_MUTE = frozenset({"script", "style", "title", "template", "noscript", "svg", "math", "object", "iframe"})
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030", "big5": "big5"}


@dataclass(slots=True)
class _Frame:
    """Where text goes: the page itself or one cell."""

    items: list[str | Grid] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    columns: int = 1
    rows: int = 1


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.frames = [_Frame()]
        self._grids: list[Grid] = []
        self._open_cells: list[bool] = []
        """For every open table: is one of its cells open?"""
        self._after: dict[int, list[str | Grid]] = {}
        """Tables met inside the cells of a table that is still open, by its number."""
        self._tables = 0
        self._mute: list[str] = []
        self._verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._mute or tag in _MUTE:
            if tag in _MUTE:
                self._mute.append(tag)
            return
        if tag == "br":
            self.frames[-1].words.append("\n")
        elif tag == "table":
            self._line_ends()
            self._tables += 1
            self._grids.append(Grid(self._tables))
            self._open_cells.append(False)
        elif tag == "tr" and self._grids:
            self._end_cell()
            self._grids[-1].begin_row()
        elif tag in {"td", "th"} and self._grids:
            self._end_cell()
            sizes = dict(attrs)
            self.frames.append(_Frame(columns=_size(sizes.get("colspan")), rows=_size(sizes.get("rowspan"))))
            self._open_cells[-1] = True
        elif tag in _BLOCKS:
            self._line_ends()
            self._verbatim += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _MUTE:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._mute:
            if tag in self._mute:
                # A page that forgets to close an inner tag must not fall silent to its end.
                del self._mute[self._mute.index(tag) :]
            return
        if tag in {"td", "th", "tr"} and self._grids:
            self._end_cell()
        elif tag == "table" and self._grids:
            self._end_table()
        elif tag in _BLOCKS:
            self._line_ends()
            self._verbatim = max(0, self._verbatim - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        if not self._mute:
            self.frames[-1].words.append(data if self._verbatim else _SPACES.sub(" ", data))

    def finish(self) -> list[str | Grid]:
        """Everything still open is closed, as browsers do."""
        self.close()
        while self._grids:
            self._end_table()
        self._line_ends()
        return self.frames[0].items

    def _line_ends(self) -> None:
        frame = self.frames[-1]
        lines = (line.strip(" ") for line in "".join(frame.words).split("\n"))
        frame.items += (re.sub(" {2,}", " ", line) for line in lines if line.strip())
        frame.words = []

    def _end_cell(self) -> None:
        if not self._open_cells[-1]:
            return
        self._line_ends()
        self._open_cells[-1] = False
        frame, grid = self.frames.pop(), self._grids[-1]
        grid.cell("\n".join(item for item in frame.items if isinstance(item, str)), frame.columns, frame.rows)
        if grid.size > MOST_CELLS:
            raise Unreadable("里的表格过大，没有读取。")
        # Tables inside the cell come after the one that holds them (many pages are laid out by tables).
        self._after.setdefault(grid.number, []).extend(item for item in frame.items if isinstance(item, Grid))

    def _end_table(self) -> None:
        self._end_cell()
        grid = self._grids.pop()
        self._open_cells.pop()
        self.frames[-1].items += [grid, *self._after.pop(grid.number, [])]


def _size(written: str | None) -> int:
    digits = (written or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1


def page_text(content: bytes) -> str:
    """The page's text in its own encoding: a mark, its meta element, else as any text."""
    declared = _CHARSET.search(content[:4096])
    name = _CHINESE.get(declared.group(1).decode("ascii").lower()) if declared else None
    if name and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            return decode(content)
    return decode(content)


def page_blocks(text: str) -> list[Line | Table]:
    """What a browser would show: scripts, styles and the title are left out."""
    page = _Page()
    page.feed(text)
    blocks: list[Line | Table] = []
    number = 0
    for item in page.finish():
        if isinstance(item, Grid):
            blocks.append(item.table())
        else:
            number += 1
            blocks.append(Line(item, Place(line=number)))
    return blocks


def read_page(path: Path) -> Paper:
    """The page as a paper."""
    return Paper(path.name, "html", tuple(page_blocks(page_text(path.read_bytes()))))
