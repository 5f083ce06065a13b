"""Workbooks: every sheet, numbers as their cells show them, stray cells far away."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.records.documents.extraction import read_paper
from gongkai.records.documents.extraction.sandbox import Sandbox
from gongkai.rules.forms.paper import Paper, Place
from gongkai.rules.refusal import Refusal
from tests.documents.extraction.makers import book, rows, texts, written


def read(folder: Path, content: bytes, sandbox: Sandbox) -> Paper:
    return read_paper(written(folder, "表.xlsx", content), sandbox)


def test_a_workbook_of_openpyxl(tmp_path: Path, sandbox: Sandbox) -> None:
    from datetime import date

    from openpyxl import Workbook

    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "统计表"
    for line in (
        ["统计指标", "单位", "统计数"],
        ["公开数", "条", 744],
        ["经费", "万元", 6.6],
        ["率", "", 0.867],
    ):
        sheet.append(line)
    sheet["C4"].number_format = "0.0%"
    sheet["A6"], sheet["B6"] = "填报日期", date(2019, 1, 31)
    sheet["B6"].number_format = 'yyyy"年"m"月"d"日"'
    sheet.merge_cells("A7:B7")
    sheet["A7"] = "合并"
    sheet["C7"] = True
    hidden = made.create_sheet("隐藏表")
    hidden.sheet_state = "hidden"
    hidden["B2"] = "=1+1"
    hidden["B3"] = "看不见"
    path = tmp_path / "表.xlsx"
    made.save(path)
    paper = read_paper(path, sandbox)
    assert texts(paper) == [
        [
            ["统计指标", "单位", "统计数"],
            ["公开数", "条", "744"],
            ["经费", "万元", "6.6"],
            ["率", "", "86.7%"],
            ["", "", ""],
            ["填报日期", "2019年1月31日", ""],
            ["合并", "", "TRUE"],
        ],
        [["看不见"]],
    ]
    assert paper.tables[0].rows[6][2].place == Place(cell="统计表!C7")
    assert paper.tables[1].rows[0][0].place == Place(cell="隐藏表!B3")


def test_every_type_of_cell(tmp_path: Path, sandbox: Sandbox) -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="str"><f>A1</f><v>公式的字</v></c>'
        '<c t="inlineStr"><is><r><t>分</t></r><r><t>段</t></r></is></c><c r="D1" t="e"><v>#REF!</v></c>'
        '<c r="E1"><v>6.5999999999999996</v></c><c r="F1" s="1"><v>744</v></c>'
        '<c r="G1" s="9"/><c r="H1"/></row></sheetData>'
    )
    content = book({"一": sheet}, strings=("甲", "乙"), formats=("0&quot;条&quot;",))
    assert texts(read(tmp_path, content, sandbox)) == [[["乙", "公式的字", "分段", "#REF!", "6.6", "744条"]]]


def test_a_stray_cell_at_the_end_of_the_sheet_costs_nothing(tmp_path: Path, sandbox: Sandbox) -> None:
    sheet = '<dimension ref="A1:XFD1048576"/>' + rows({"A1": "指标", "B1": 744}).replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    (table,) = read(tmp_path, book({"一": sheet}), sandbox).tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["指标", "744", ""],
        ["", "", ""],
        ["", "", "1"],
    ]
    assert table.rows[2][2].place == Place(cell="一!XFD1048576")


def test_a_sheet_that_would_fill_the_memory_is_refused(tmp_path: Path, sandbox: Sandbox) -> None:
    scattered = "".join(
        f'<row r="{at * 7}"><c r="{chr(65 + at % 26)}{chr(65 + at // 26 % 26)}{at * 7}"><v>1</v></c></row>'
        for at in range(1, 60_000)
    )
    with pytest.raises(Refusal, match=r"工作表“一”过大"):
        read(tmp_path, book({"一": f"<sheetData>{scattered}</sheetData>"}), sandbox)


def test_a_text_that_does_not_exist_means_damage(tmp_path: Path, sandbox: Sandbox) -> None:
    with pytest.raises(Refusal, match="已损坏"):
        read(tmp_path, book({"一": '<sheetData><row><c t="s"><v>5</v></c></row></sheetData>'}), sandbox)


def test_an_empty_workbook_is_an_empty_paper(tmp_path: Path, sandbox: Sandbox) -> None:
    assert read(tmp_path, book({"一": "<sheetData/>", "二": rows({"A1": " "})}), sandbox).blocks == ()
