"""Reading workbooks: stored results of formulas, cells out of reach, hidden and long sheets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font

from gongkai.records.ledger.intake import pieces
from gongkai.records.ledger.intake import workbook as reading
from gongkai.records.ledger.intake.table import Table
from gongkai.rules.refusal import Refusal
from tests.ledger.books import rewritten, workbook


def only_table(path: Path) -> Table:
    (table,) = reading.read_workbook(path).tables
    return table


def cells(table: Table) -> list[tuple[int, list[object]]]:
    """The rows without the blanks at their ends, which readers may or may not give."""
    found = []
    for number, row in table.rows():
        line: list[object] = list(row)
        while line and line[-1] in ("", None):
            line.pop()
        if line:
            found.append((number, line))
    return found


class TestFormulas:
    def test_the_stored_result_counts_and_nothing_is_reckoned(self, tmp_path: Path) -> None:
        path = tmp_path / "f.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            page = book.add_worksheet()
            page.write_formula(0, 0, "=1+1", value=7)
            page.write_formula(0, 1, '="甲"&"乙"', value="甲乙")
        table = only_table(path)
        assert cells(table) == [(1, [7.0, "甲乙"])]
        assert table.broken == {}

    def test_a_formula_without_a_stored_result_is_told(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page["A1"], page["C2"] = "标题", "=SUM(A1:A9)"
        book.save(tmp_path / "f.xlsx")
        broken = only_table(tmp_path / "f.xlsx").broken
        assert list(broken) == [2]
        assert list(broken[2]) == [2]
        assert "没有保存计算结果" in broken[2][2]

    def test_a_formula_that_gave_an_empty_text_is_a_blank_cell(self, tmp_path: Path) -> None:
        path = tmp_path / "f.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            book.add_worksheet().write_formula(0, 0, '=""', value="占位")
        rewritten(path, "xl/worksheets/sheet1.xml", "<v>占位</v>", "<v></v>")
        assert only_table(path).broken == {}

    def test_an_error_value_is_told(self, tmp_path: Path) -> None:
        path = tmp_path / "f.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            book.add_worksheet().write_formula(4, 1, "=1/0", value="#DIV/0!")
        broken = only_table(path).broken
        assert "#DIV/0!" in broken[5][1]


class TestReach:
    def test_a_stray_cell_far_to_the_right_is_refused(self, tmp_path: Path) -> None:
        path = workbook(tmp_path / "f.xlsx", [["甲"], *([[]] * 300), [*[None] * 9000, "远"]])
        with pytest.raises(Refusal, match="远在表格之外"):
            reading.read_workbook(path)

    def test_a_stray_cell_far_below_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "f.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            page = book.add_worksheet()
            page.write(0, 0, "甲")
            page.write(1_048_575, 0, " ")
        with pytest.raises(Refusal, match="第 1048576 行还有内容"):
            reading.read_workbook(path)

    def test_far_cells_that_are_only_painted_do_not_matter(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page["A1"] = "甲"
        page["XFD1"].font = Font(bold=True)
        book.save(tmp_path / "f.xlsx")
        assert cells(only_table(tmp_path / "f.xlsx")) == [(1, ["甲"])]


def test_hidden_sheets_are_passed_over_and_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", [["甲"]], more={"暗": [["乙"]]}, sheet="明")
    book = openpyxl.load_workbook(path)
    book["暗"].sheet_state = "hidden"
    book.save(path)
    found = reading.read_workbook(path)
    assert [table.name for table in found.tables] == ["明"]
    assert found.passed == (("暗", "隐藏的工作表，没有读取"),)


def test_merged_ranges_are_found_by_cell(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().merge_range("B2:C5", "并")
    (merged,) = only_table(path).merged
    assert str(merged) == "B2:C5"


@pytest.mark.parametrize("shared", [True, False], ids=["shared texts", "texts in cells"])
def test_a_long_sheet_read_in_pieces_is_the_sheet_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, shared: bool
) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": not shared}) as book:
        page = book.add_worksheet("长表")
        looks = book.add_format({"num_format": "yyyy-mm-dd"})
        for row in range(700):
            if row % 50 != 49:
                page.write_row(row, 1, [f"标题{row}", "<a>&", row, "", row % 2 == 0])
                page.write_datetime(row, 6, date(2018, 1, 1 + row % 28), looks)
    whole = cells(only_table(path))
    monkeypatch.setattr(reading, "LONG_ROWS", 10)
    monkeypatch.setattr(pieces, "PIECE_ROWS", 60)
    monkeypatch.setattr("gongkai.records.ledger.intake.package.BLOCK", 2000)
    assert cells(only_table(path)) == whole
    assert len(whole) == 686


def test_a_long_sheet_in_an_unusual_writing_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "f.xlsx", [[f"标题{row}", row] for row in range(100)])
    whole = cells(only_table(path))
    monkeypatch.setattr(reading, "LONG_ROWS", 10)
    rewritten(path, "xl/worksheets/sheet1.xml", 't="s"', "t='s'")
    assert cells(only_table(path)) == whole


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + b"\0" * 64, b"PK\x03\x04" + b"\0" * 64])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "f.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refusal, match="另存为"):
        reading.read_workbook(path)


def test_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", [[f"标题{row}", row] for row in range(200)])
    content = bytearray(path.read_bytes())
    begin = content.index(b"xl/worksheets/sheet1.xml") + 60
    content[begin : begin + 200] = bytes(200)
    path.write_bytes(content)
    with pytest.raises(Refusal, match="已损坏"):
        reading.read_workbook(path)
