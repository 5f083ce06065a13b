"""Lines that are a table in disguise: cells between pipes, tabs or aligned gaps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gongkai.rules.forms.paper import Line, TableCell
from gongkai.rules.forms.pieces import is_running_text

_PIPES = re.compile(r"[|｜│┃║]")
_RULE = re.compile(r"^[\s|｜+:=\-—─━═┌┬┐├┼┤└┴┘│┃║╋]*$")
"""A blank line, or one that only draws a line."""
_GAP = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_CELL = re.compile(r"\S+(?:\s\S+)*")
_FEWEST_ROWS = 3
_FARTHEST = 2


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that were read as one table; lines are counted as they were given."""

    first: int
    last: int
    rows: tuple[tuple[TableCell, ...], ...]
    lines: tuple[int, ...]
    """The line of each row."""


def table_runs(lines: list[Line]) -> list[Run]:
    """The stretches of lines that are tables, in order, none overlapping."""
    runs: list[Run] = []
    for is_row, to_rows in _STYLES:
        for first, last in _stretches(lines, is_row):
            if any(first <= run.last and run.first <= last for run in runs):
                continue
            numbers = [at for at in range(first, last + 1) if not _RULE.match(lines[at].text)]
            rows = to_rows([lines[at] for at in numbers])
            if rows:
                runs.append(Run(first, last, rows, tuple(numbers)))
    return sorted(runs, key=lambda run: run.first)


def _stretches(lines: list[Line], is_row: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """From the first to the last row of each stretch; blank lines and a wrapped word or two do not end it."""
    first = last = -1
    count = strangers = 0
    for at, line in enumerate(lines):
        text = line.text
        if is_row(text):
            first = at if first < 0 else first
            last, strangers, count = at, 0, count + 1
        elif text.strip() and first >= 0:
            strangers += 1
            if strangers > _FARTHEST or is_running_text(text):
                if count >= _FEWEST_ROWS:
                    yield first, last
                first, count = -1, 0
    if first >= 0 and count >= _FEWEST_ROWS:
        yield first, last


def _has_pipes(text: str) -> bool:
    return len(_PIPES.findall(text)) >= 2


def _has_tabs(text: str) -> bool:
    return sum(1 for cell in text.split("\t") if cell.strip()) >= 2


def _has_gaps(text: str) -> bool:
    return "\t" not in text and _GAP.search(text.strip()) is not None and not is_running_text(text)


def _pipe_rows(lines: list[Line]) -> tuple[tuple[TableCell, ...], ...]:
    return _filled([(line, _PIPES.split(line.text)) for line in lines])


def _tab_rows(lines: list[Line]) -> tuple[tuple[TableCell, ...], ...]:
    return _filled([(line, line.text.split("\t")) for line in lines])


def _filled(rows: list[tuple[Line, list[str]]]) -> tuple[tuple[TableCell, ...], ...]:
    width = max(len(cells) for _, cells in rows)
    return tuple(
        tuple(TableCell(text, line.place) for text in [*cells, *[""] * (width - len(cells))])
        for line, cells in rows
    )


def _gap_rows(lines: list[Line]) -> tuple[tuple[TableCell, ...], ...]:
    """Columns are what no row writes across; empty when the lines are not aligned, so that no column shows."""
    rows = [(line, _cells_at(line.text)) for line in lines]
    several = [cells for _, cells in rows if len(cells) > 1]
    columns = _merged([(start, end) for cells in several for start, end, _ in cells])
    result: list[tuple[TableCell, ...]] = []
    for line, cells in rows:
        texts = [""] * len(columns)
        for start, _, text in cells:
            at = max((at for at, (left, _) in enumerate(columns) if left <= start), default=0)
            if texts[at]:
                return ()
            texts[at] = text
        result.append(tuple(TableCell(text, line.place) for text in texts))
    return tuple(result)


def _cells_at(text: str) -> list[tuple[int, int, str]]:
    """Each cell with the columns of the screen that it covers (a full-width character covers two)."""
    cells: list[tuple[int, int, str]] = []
    for match in _CELL.finditer(text):
        start = _width(text[: match.start()])
        cells.append((start, start + _width(match.group()), match.group()))
    return cells


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


_STYLES: tuple[
    tuple[Callable[[str], bool], Callable[[list[Line]], tuple[tuple[TableCell, ...], ...]]], ...
] = ((_has_pipes, _pipe_rows), (_has_tabs, _tab_rows), (_has_gaps, _gap_rows))
