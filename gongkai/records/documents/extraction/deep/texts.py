"""Text files in depth: lines, cells, values; of web pages also comments, attributes, scripts."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

from gongkai.records.documents.extraction.deep.parts import Emit, Piece, Row, inside
from gongkai.records.documents.extraction.deep.words import emit_table
from gongkai.records.documents.extraction.encoding import decode
from gongkai.records.documents.extraction.plain import csv_rows, letters
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.records.documents.extraction.webpage import page_blocks, page_text
from gongkai.rules.forms.paper import Line

_TELLING = re.compile(r"[\u3400-\u9fff]|[0-9](?:[ -]?[0-9]){6}|@")
_ATTRIBUTES = {
    "alt": "图片说明",
    "title": "悬停提示",
    "content": "页面描述",
    "value": "表单默认值",
    "href": "链接地址",
}


def emit_text(content: bytes, kind: str, where: str, emit: Emit) -> None:
    """One text file of kind txt, csv, json or html. Raises Unreadable when its encoding is unknown."""
    if kind == "html":
        _emit_page(page_text(content), where, emit)
        return
    text = decode(content)
    if kind == "csv":
        try:
            _emit_csv(text, where, emit)
            return
        except Unreadable:
            # A broken CSV is still text, and text can always be looked through.
            pass
    elif kind == "json":
        try:
            _emit_json(json.loads(text), where, "", emit)
            return
        except (ValueError, RecursionError):
            pass
    emit(Piece(text, where, first_line=1))


def _emit_csv(text: str, where: str, emit: Emit) -> None:
    for number, row in enumerate(list(csv_rows(text)), start=1):
        held = [(column, cell) for column, cell in enumerate(row) if cell.strip()]
        if held:
            places = [f"{letters(column)}{number}" for column, _ in held]
            texts = tuple(cell for _, cell in held)
            emit(Row(where, texts, tuple(column for column, _ in held), places.__getitem__))


def _emit_json(value: Any, where: str, path: str, emit: Emit) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if _TELLING.search(key):
                emit(Piece(key, inside(where, "键名")))
            _emit_json(inner, where, f"{path}.{key}" if not _TELLING.search(key) else f"{path}.*", emit)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _emit_json(inner, where, f"{path}[{number}]", emit)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        emit(Piece(str(value), inside(where, path.removeprefix("."))))


class _Behind(HTMLParser):
    """What a browser does not show: comments, attributes, scripts, styles."""

    def __init__(self, where: str, emit: Emit) -> None:
        super().__init__(convert_charrefs=True)
        self._where, self._emit = where, emit
        self._raw = ""

    def _tell(self, text: str, part: str) -> None:
        if _TELLING.search(text):
            self._emit(Piece(text, inside(self._where, f"{part}（第{self.getpos()[0]}行）")))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._raw = tag if tag in {"script", "style", "title", "textarea", "noscript", "template"} else ""
        for name, value in attrs:
            self._tell(value or "", _ATTRIBUTES.get(name, f"属性 {name}"))

    def handle_endtag(self, tag: str) -> None:
        self._raw = "" if tag == self._raw else self._raw

    def handle_comment(self, data: str) -> None:
        self._tell(data, "网页注释")

    def handle_data(self, data: str) -> None:
        if self._raw:
            self._tell(data, f"网页 {self._raw}")


def _emit_page(text: str, where: str, emit: Emit) -> None:
    for block in page_blocks(text):
        if isinstance(block, Line):
            emit(Piece(block.text, inside(where, f"第{block.place.line}段")))
        else:
            emit_table(block, where, emit)
    behind = _Behind(where, emit)
    behind.feed(text)
    behind.close()
