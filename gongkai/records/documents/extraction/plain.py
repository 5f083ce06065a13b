"""Plain files: text by line, CSV by cell, our own report as JSON. Nothing here needs the jail: no parser of bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from gongkai.records.documents.extraction.encoding import decode
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.rules.forms.paper import Line, Paper, Place, Table, TableCell

_LONGEST_CELL = 1_000_000
_BAD_REPORT = "不是本平台的年度报告 JSON："


def read_text(path: Path) -> Paper:
    """Every line as written, blank ones too, numbered from 1."""
    lines = decode(path.read_bytes()).splitlines()
    return Paper(
        path.name, "txt", tuple(Line(text, Place(line=number)) for number, text in enumerate(lines, start=1))
    )


def read_csv(path: Path) -> Paper:
    """One table; the places are those a spreadsheet would show (``C12``)."""
    rows = list(csv_rows(decode(path.read_bytes())))
    width = max((len(row) for row in rows), default=0)
    table = Table(
        tuple(
            tuple(
                TableCell(
                    row[column] if column < len(row) else "",
                    Place(line=number, cell=f"{letters(column)}{number}"),
                )
                for column in range(width)
            )
            for number, row in enumerate(rows, start=1)
        )
    )
    return Paper(path.name, "csv", (table,) if width else ())


def csv_rows(text: str) -> Iterator[list[str]]:
    """The rows of a CSV with commas, semicolons or tabs. Raises Unreadable."""
    first = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(",\t;，", key=first.count)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as problem:
        raise Unreadable("不是完整的 CSV（引号没有成对，或单元格过长）：请重新导出。") from problem


def letters(column: int) -> str:
    """The name of a spreadsheet column, from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def read_report(path: Path) -> Paper:
    """A report written by ``gongkai annual render -o x.json`` or ``compute``: cells by code, and prose if there is any.

    Raises Unreadable when it is no such report.
    """
    report = _parsed(decode(path.read_bytes()))
    values = report.get("values") if isinstance(report, dict) else None
    if not isinstance(values, dict):
        raise Unreadable(_BAD_REPORT + "缺少 values。")
    cells: list[tuple[str, float | int | None]] = []
    for code, value in values.items():
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise Unreadable(f"{_BAD_REPORT}values 里“{code}”的值不是数字。")
        cells.append((code, value))
    lines = (Line(text, Place(line=number)) for number, text in enumerate(_prose(report), start=1))
    return Paper(path.name, "json", tuple(lines), tuple(cells))


def _parsed(text: str) -> Any:
    def refuse(token: str) -> NoReturn:
        raise ValueError(token)

    try:
        return json.loads(text, object_pairs_hook=_each_once, parse_constant=refuse)
    except (ValueError, RecursionError) as problem:
        raise Unreadable("不是完整的 JSON，或者同一项写了两次：请重新导出。") from problem


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("the same key twice")
    return found


def _prose(report: dict[str, Any]) -> Iterator[str]:
    """Title and preamble, then every chapter's heading and paragraphs."""
    for key in ("title", "preamble", "chapters"):
        yield from _texts(report.get(key))


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield from part.splitlines()
    elif isinstance(part, list):
        for inner in part:
            yield from _texts(inner)
    elif isinstance(part, dict):
        for key in ("heading", "text", "paragraphs"):
            yield from _texts(part.get(key))
