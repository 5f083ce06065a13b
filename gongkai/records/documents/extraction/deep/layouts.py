"""OFD (GB/T 33190): pages of placed texts inside a ZIP. Only its text is read; nothing is rendered."""

from __future__ import annotations

import re

from gongkai.records.documents.extraction.archive import Archive
from gongkai.records.documents.extraction.deep.parts import Emit, Piece, inside
from gongkai.records.documents.extraction.xml_events import Listener, parse

_PAGE = re.compile(r"Page_?(\d+)[^/]*/[^/]*\.xml$", re.IGNORECASE)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_SAME_LINE = 2.0
"""Millimetres."""


class _Texts(Listener):
    """The text objects of one page with the place of their boundary."""

    def __init__(self) -> None:
        self.found: list[tuple[float, float, str]] = []
        self._at = (0.0, 0.0)
        self._words: list[str] = []
        self._collecting = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "TextObject":
            numbers = [float(one) for one in _NUMBER.findall(attributes.get("Boundary", ""))[:2]]
            self._at = (numbers[0], numbers[1]) if len(numbers) == 2 else (0.0, 0.0)
            self._words = []
        elif name == "TextCode":
            self._collecting = True

    def end(self, name: str) -> None:
        if name == "TextObject" and self._words:
            self.found.append((self._at[1], self._at[0], "".join(self._words)))
        elif name == "TextCode":
            self._collecting = False

    def text(self, data: str) -> None:
        if self._collecting:
            self._words.append(data)

    def lines(self) -> str:
        """From top to bottom, from left to right."""
        lines: list[list[tuple[float, float, str]]] = []
        for one in sorted(self.found):
            if lines and one[0] - lines[-1][0][0] < _SAME_LINE:
                lines[-1].append(one)
            else:
                lines.append([one])
        return "\n".join(
            "".join(text for _, _, text in sorted(line, key=lambda one: one[1])) for line in lines
        )


def emit_ofd(archive: Archive, where: str, emit: Emit) -> set[str]:
    """The pages. Returns the members read; annotations, attachments and the rest are read as any member."""
    done: set[str] = set()
    for name in archive.names:
        page = _PAGE.search(name)
        if page is None:
            continue
        texts = _Texts()
        parse(archive.stream(name), texts)
        if texts.found:
            emit(Piece(texts.lines(), inside(where, f"第{int(page.group(1)) + 1}页")))
            done.add(name)
    return done
