"""Lists as files: they open as Chinese, run nothing, keep every value, and take no more memory for more rows."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.records.ledger import export
from gongkai.records.ledger.export import Value, csv_lines, inert, write_xlsx
from gongkai.rules.refusal import Refusal

HEADINGS = ("机构", "标题", "件数")
ROWS: list[tuple[Value, ...]] = [
    ("东村", "=1+1", 3),
    ("西村", "  @SUM(A1)", 2.5),
    ("", "“关于”的通知,附件", None),
    ("东村", "＝cmd|' /C calc'!A0", -4),
]


def read_xlsx(file: Path | io.BytesIO) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(file)
    return [tuple(row) for row in book.active.iter_rows(values_only=True)]


def test_csv_says_that_it_is_utf8_and_runs_nothing() -> None:
    text = "".join(csv_lines(HEADINGS, ROWS))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows == [
        ["机构", "标题", "件数"],
        ["东村", "'=1+1", "3"],
        ["西村", "'  @SUM(A1)", "2.5"],
        ["", "“关于”的通知,附件", ""],
        ["东村", "'＝cmd|' /C calc'!A0", "-4"],
    ]


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    shown = inert(text)
    assert isinstance(shown, str)
    assert not shown.lstrip(" '\"＂＇\t\r\n").startswith(("=", "+", "-", "@")) or shown.startswith("'")
    assert shown in (text, f"'{text}")


def test_xlsx_keeps_texts_as_texts_and_numbers_as_numbers(tmp_path: Path) -> None:
    write_xlsx(HEADINGS, ROWS, tmp_path / "x.xlsx")
    assert read_xlsx(tmp_path / "x.xlsx") == [
        HEADINGS,
        *[tuple(value or None for value in row) for row in ROWS],
    ]
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["记录"]
    assert sheet["B2"].data_type == "s"
    assert sheet.freeze_panes == "A2"


def test_xlsx_of_nothing_has_its_headings() -> None:
    file = io.BytesIO()
    write_xlsx(HEADINGS, [], file, sheet="空")
    assert read_xlsx(io.BytesIO(file.getvalue()))[0] == HEADINGS


def test_what_a_cell_cannot_hold_is_cut_in_the_open() -> None:
    file = io.BytesIO()
    write_xlsx(("甲",), [("长" * 40_000,), ("x" * 32_767,)], file)
    long, full = (row[0] for row in read_xlsx(io.BytesIO(file.getvalue()))[1:])
    assert isinstance(long, str)
    assert (len(long), long[-1]) == (32_767, "…")
    assert full == "x" * 32_767


def test_more_rows_than_a_sheet_can_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MOST_ROWS", 2)
    with pytest.raises(Refusal, match="一张表放不下"):
        write_xlsx(("甲",), [(1,), (2,), (3,)], io.BytesIO())


def test_headings_must_differ() -> None:
    with pytest.raises(ValueError, match="differ"):
        write_xlsx(("甲", "甲"), [], io.BytesIO())


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def rows(many: int) -> Iterator[tuple[Value, ...]]:
        return ((f"第{row}村", "标题" * 20, row) for row in range(many))

    peaks: list[int] = []
    for many in (1000, 20_000):
        tracemalloc.start()
        write_xlsx(HEADINGS, rows(many), tmp_path / "x.xlsx")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 200_000
