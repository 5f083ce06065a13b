"""Lists as files for a spreadsheet: CSV that opens as Chinese and runs nothing, XLSX of plain values.

Rows come one by one and leave one by one: a list of any length is written in flat memory.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from gongkai.rules.refusal import Refusal

Value = str | int | float | None

MOST_ROWS = 1_048_575
"""Rows that a sheet can hold below its headings."""
_MOST_CHARACTERS = 32_767
_RUNS = re.compile(r"[\s'\"＂＇]*[=+\-@＝＋－＠]|[\t\r]")
"""What a spreadsheet may take for a formula: after blanks and quotes as well, and in full width."""


class _Echo:
    """A file that hands back what is written, so that lines leave as they are made."""

    def write(self, line: str) -> str:
        return line


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """A list as lines of CSV, to be encoded as UTF-8. The mark in front tells Excel so; without it, it reads GBK.

    A text that a spreadsheet would run gets an apostrophe in front, which it shows as text. Numbers stay numbers.
    """
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in chain([headings], rows):
        yield writer.writerow([inert(value) for value in row])


def inert(value: Value) -> Value:
    """A value that no spreadsheet runs."""
    return f"'{value}" if isinstance(value, str) and _RUNS.match(value) else value


def write_xlsx(
    headings: Sequence[str], rows: Iterable[Sequence[Value]], to: Path | BinaryIO, *, sheet: str = "记录"
) -> None:
    """A list as a workbook of one sheet. Texts are texts there, whatever they begin with, so none of them runs.

    A text that is longer than a cell can hold ends in “…”. Raises Refusal for more rows than a sheet can hold, and
    ValueError for headings that are not all different.
    """
    import rustpy_xlsxwriter

    if len(set(headings)) != len(headings):
        raise ValueError("headings must differ")
    widths = {heading: _width(heading) for heading in headings}
    rustpy_xlsxwriter.write_worksheet(
        _records(headings, rows),
        str(to) if isinstance(to, Path) else to,
        sheet_name=sheet,
        freeze_row=1,
        bold_headers=True,
        column_widths=widths,
    )


def _records(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[dict[str, Value]]:
    empty = True
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise Refusal("记录太多，一张表放不下，请改为导出 CSV，或先缩小范围。")
        empty = False
        yield {
            heading: f"{value[: _MOST_CHARACTERS - 1]}…"
            if isinstance(value, str) and len(value) > _MOST_CHARACTERS
            else value
            for heading, value in zip(headings, row, strict=True)
        }
    if empty:
        # The writer takes the headings from the first record: an empty list still says what it would hold.
        yield dict.fromkeys(headings)


def _width(heading: str) -> float:
    return 40 if any(word in heading for word in ("标题", "内容", "议题", "诉求", "事项")) else 16
