"""Sheets as clerks keep them: titles above, totals below, columns of their own, several sheets, merged cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from gongkai.records.capacity.models import Spending
from gongkai.rules.refusal import Refusal
from tests.ledger.books import brought, imported, reasons, rewritten, town, workbook

pytestmark = pytest.mark.django_db
HEAD = ["机构代码", "用途", "金额（元）", "支出日期"]


@pytest.fixture(autouse=True)
def some_town() -> None:
    town()


def spent(purpose: str, amount: Any = 100) -> list[Any]:
    return ["640999001", purpose, amount, date(2018, 4, 10)]


def test_titles_above_blanks_between_and_totals_below_are_no_records(tmp_path: Path) -> None:
    rows = [
        ["测试镇2018年经费台账"],
        [],
        ["", "  机构代码 ", "用途 *", "金额", "支出日期：", "凭证号"],
        ["", *spent("甲"), 17.0],
        ["", "", " ", "", "", ""],
        ["", *spent("=乙"), ""],
        ["", "合 计", "", 200, "", ""],
        ["", "填表人：某某", "", "", "", ""],
    ]
    outcome = imported("spending", tmp_path, rows)
    assert (outcome.rows, outcome.added, outcome.problems) == (2, 2, [])
    assert [(notice.row, notice.text) for notice in outcome.notices] == [
        (7, "是“合 计”行，没有作为记录导入"),
        (8, "像是表尾说明，没有作为记录导入"),
    ]
    assert {one.purpose: one.remarks for one in Spending.objects.all()} == {"甲": {"凭证号": "17"}, "=乙": {}}


def test_every_column_of_the_clerks_own_is_kept(tmp_path: Path) -> None:
    rows = [[*HEAD, "备注", "", "备注"], [*spent("甲"), "一", "二", "三"]]
    assert imported("spending", tmp_path, rows).added == 1
    assert Spending.objects.get().remarks == {"备注": "一", "F列": "二", "备注G列": "三"}


def test_text_beyond_the_headings_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "账.csv"
    path.write_text("机构代码,用途,金额,支出日期\n640999001,甲,1,2018-04-10,另记\n", encoding="utf-8")
    assert brought("spending", path).added == 1
    assert Spending.objects.get().remarks == {"E列": "另记"}


def test_every_sheet_with_the_headings_is_read_and_others_are_named(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "账.xlsx",
        [HEAD, spent("一月")],
        more={"二月": [HEAD, spent("二月")], "封面": [["测试镇", "2018年"]], "空": []},
        sheet="一月",
    )
    outcome = brought("spending", path)
    assert outcome.added == 2
    assert [(notice.sheet, notice.row) for notice in outcome.notices] == [("封面", 0)]


def test_problems_come_in_the_order_of_the_workbook(tmp_path: Path) -> None:
    more = {"甲表": [HEAD, spent("丙", -1)]}
    outcome = brought(
        "spending", workbook(tmp_path / "账.xlsx", [HEAD, spent("", -1)], more=more, sheet="乙表")
    )
    assert [(found.sheet, found.letter) for found in outcome.problems] == [
        ("乙表", "B"),
        ("乙表", "C"),
        ("甲表", "C"),
    ]


def test_a_formula_without_result_and_an_error_value_are_bad_cells(tmp_path: Path) -> None:
    path = tmp_path / "账.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEAD)
        for row, value in enumerate((300, 7, "#REF!"), 1):
            page.write_row(row, 0, ["640999001", "甲"])
            page.write_formula(row, 2, "=100*3", value=value)
            page.write(row, 3, "2018-04-10")
    rewritten(path, "xl/worksheets/sheet1.xml", "<v>7</v>", "<v></v>")
    assert reasons(brought("spending", path)) == [
        (3, "金额（元）", "公式没有保存计算结果：请用表格软件打开、重新计算并保存。"),
        (4, "金额（元）", "单元格是错误值 #REF!，请改正。"),
    ]


def test_a_cell_inside_a_merged_range_is_told(tmp_path: Path) -> None:
    path = tmp_path / "账.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEAD)
        for row in (1, 2):
            page.write_row(row, 1, ["甲", 1, "2018-04-10"])
        page.merge_range("A2:A3", "640999001")
    assert reasons(brought("spending", path)) == [
        (3, "机构代码", "在合并单元格 A2:A3 内：请取消合并，逐行填写。")
    ]


def test_merged_headings_are_refused_but_a_merged_title_is_not(tmp_path: Path) -> None:
    path = tmp_path / "账.xlsx"
    for area, refused in (("A1:D1", False), ("E2:F2", True)):
        with xlsxwriter.Workbook(str(path)) as book:
            page = book.add_worksheet()
            page.write_row(1, 0, HEAD)
            page.write_row(2, 0, ["640999001", area, 1, "2018-04-10"])
            page.merge_range(area, "2018年台账")
        if refused:
            with pytest.raises(Refusal, match=r"第 2 行的表头有合并单元格（E2:F2）"):
                brought("spending", path)
        else:
            assert brought("spending", path).added == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [["姓名", "年龄"], ["甲", 7]],
            "没有经费支出台账的表头（应有：机构代码、用途、金额（元）、支出日期；找到的是：姓名、年龄）",
        ),
        ([["", ""]], "文件里没有内容"),
        ([HEAD[:3], spent("甲")[:3]], "表头缺少“支出日期”（找到的表头：机构代码、用途、金额（元））"),
        ([[*HEAD, "用途"], [*spent("甲"), "乙"]], "表头“用途”出现了两次（B1 和 E1）"),
    ],
)
def test_headings_that_do_not_do_are_refused(tmp_path: Path, rows: list[list[Any]], said: str) -> None:
    with pytest.raises(Refusal) as refusal:
        imported("spending", tmp_path, rows)
    assert said in str(refusal.value)
