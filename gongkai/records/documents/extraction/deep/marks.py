"""Any XML part as text: what stands between the tags, and attributes that hold words or long numbers."""

from __future__ import annotations

import re

from gongkai.records.documents.extraction.archive import Archive
from gongkai.records.documents.extraction.deep.parts import Emit, Gap, Piece
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.records.documents.extraction.xml_events import Listener, parse

_INLINE = frozenset(
    {"r", "t", "rPr", "b", "i", "u", "sz", "color", "rFont", "family", "charset", "scheme", "a", "span"}
)
_TELLING = re.compile(r"[\u3400-\u9fff]|[0-9](?:[ -]?[0-9]){6}|@")


class Texts(Listener):
    """Lines of text; a line ends with every element that is not a run of characters."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._attributes: list[str] = []

    def start(self, _name: str, attributes: dict[str, str]) -> None:
        self._attributes += (value for value in attributes.values() if _TELLING.search(value))

    def end(self, name: str) -> None:
        if name not in _INLINE and self._words and self._words[-1] != "\n":
            self._words.append("\n")

    def text(self, data: str) -> None:
        if data.strip():
            self._words.append(data)

    @property
    def whole(self) -> str:
        return "".join(self._words) + "\n".join(self._attributes)


def emit_xml(archive: Archive, name: str, where: str, emit: Emit) -> None:
    """One XML member as one piece; a member that is no XML after all is a gap."""
    texts = Texts()
    try:
        parse(archive.stream(name), texts)
    except Unreadable as problem:
        emit(Gap(where, str(problem)))
        return
    if texts.whole.strip():
        emit(Piece(texts.whole, where))
