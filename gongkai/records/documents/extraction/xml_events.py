"""XML of untrusted packages, read as a stream of events: no document types, no entities, no bottomless nesting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn
from xml.parsers import expat

from gongkai.records.documents.extraction.unreadable import Hostile, Unreadable

DEEPEST = 400
"""Elements inside elements; real documents stay under 100."""

_SEPARATOR = "\x1f"


class Listener:
    """Told what an XML part holds; each listener overrides what it cares for.

    Names come without their namespace; attributes as expat gives them.
    """

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Characters, in one piece between two tags."""


class _Locals(dict[str, str]):
    """Qualified name to local name; packages use a few hundred different ones."""

    def __missing__(self, qualified: str) -> str:
        if len(self) > 20_000:
            raise Unreadable("的 XML 结构异常，没有读取。")
        local = self[qualified] = qualified.rpartition(_SEPARATOR)[2]
        return local


def parse(chunks: Iterable[bytes], listener: Listener) -> None:
    """Tell ``listener`` what the XML holds. Raises Unreadable on a DOCTYPE, broken XML or extreme nesting."""
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    names = _Locals()
    depth = 0

    def start(qualified: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Unreadable("的 XML 嵌套过深，没有读取。")
        listener.start(names[qualified], attributes)

    def end(qualified: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(names[qualified])

    def doctype(*_: Any) -> NoReturn:
        raise Hostile("的 XML 里有 DOCTYPE，疑似恶意文件，没有读取。")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = doctype
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as problem:
        raise Unreadable("的 XML 已损坏：请用 WPS 或 Word 打开后另存一份。") from problem


def plain(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes by their local names."""
    return {name.rpartition(_SEPARATOR)[2]: value for name, value in attributes.items()}
