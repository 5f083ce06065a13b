"""What a command prints: tables that line up in Chinese, CSV and JSON in UTF-8 whatever the terminal's own encoding."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import TextIOWrapper
from typing import Any
from unicodedata import east_asian_width

from gongkai.records.ledger.export import Value, csv_lines

_WIDEST = 60


def print_json(value: Any) -> None:
    """One JSON value, Chinese as it is written."""
    _speak_utf8()
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_pieces(pieces: Iterable[str]) -> None:
    """Pieces of CSV or JSON as they are made."""
    _speak_utf8()
    sys.stdout.writelines(pieces)


def print_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """A list as CSV."""
    print_pieces(csv_lines(headings, rows))


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[str] = ()) -> None:
    """A table whose columns line up; the columns named in ``right`` are set to the right.

    A text that is wider than 60 columns ends in “…”: the whole of it stands in CSV and JSON.
    """
    for line in _table(headings, [[_cut(text) for text in row] for row in rows], right):
        print(line)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[str]) -> Iterator[str]:
    widths = [max(_wide(row[at]) for row in (headings, *rows)) for at in range(len(headings))]
    for row in (headings, ["-" * width for width in widths], *rows):
        cells = [
            _set(text, width, to_right=heading in right)
            for text, width, heading in zip(row, widths, headings, strict=True)
        ]
        yield "  ".join(cells).rstrip()


def _set(text: str, width: int, *, to_right: bool) -> str:
    blanks = " " * (width - _wide(text))
    return blanks + text if to_right else text + blanks


def _cut(text: str) -> str:
    if _wide(text) <= _WIDEST:
        return text
    while _wide(text) > _WIDEST - 2:
        text = text[:-1]
    return f"{text}…"


def _wide(text: str) -> int:
    """Columns that a text takes at a terminal: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _speak_utf8() -> None:
    """JSON and CSV are UTF-8 by contract, also where the terminal speaks GB18030."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
