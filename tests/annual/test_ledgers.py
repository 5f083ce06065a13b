"""The report's own ledgers: prose by chapter, and figures that had to be typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.doors.cli.ledgers import all_kinds
from gongkai.readings.annual.models import Chapter, EnteredFigure, Report
from gongkai.records.intake import bring_in, find_kind
from gongkai.records.ledger.intake.outcome import Outcome
from tests.ledger.books import AT, WHO, Rows, reasons, town, workbook

pytestmark = pytest.mark.django_db
REPORT = ["机构代码", "年度", "表式", "标题", "公布日期"]
CHAPTER = ["机构代码", "年度", "次序", "标题", "正文"]
FIGURE = ["机构代码", "年度", "指标代码", "数值", "理由", "依据材料"]


def imported(kind: str, folder: Path, rows: Rows) -> Outcome:
    path = workbook(folder / "账.xlsx", rows)
    return bring_in(find_kind(kind, all_kinds()), path, by=WHO, at=AT)


def test_a_report_and_its_chapters_come_in_once(tmp_path: Path) -> None:
    town()
    report = [REPORT, ["640999001", 2018, "2014", "年度报告", date(2019, 1, 20)]]
    chapters = [CHAPTER, ["640999001", 2018, 1, "一、概述", "公开{{s1_1}}条。\n第二段。"]]
    assert len(imported("chapters", tmp_path, chapters).problems) == 1
    for _ in range(2):
        outcomes = [imported("reports", tmp_path, report), imported("chapters", tmp_path, chapters)]
    assert [(outcome.added, outcome.known) for outcome in outcomes] == [(0, 1), (0, 1)]
    assert Report.objects.get().form == "2014"
    assert Chapter.objects.get().text == "公开{{s1_1}}条。\n第二段。"
    chapters[1][4] = "改了"
    ((_, column, reason),) = reasons(imported("chapters", tmp_path, chapters))
    assert column == "次序"
    assert "内容不同（正文）" in reason


def test_a_typed_figure_has_reason_paper_and_who_typed_it(tmp_path: Path) -> None:
    town()
    rows = [FIGURE, ["640999001", 2018, "s8_4", 6.6, "台账在县里", "拨款文件"]]
    assert imported("figures", tmp_path, rows).added == 1
    figure = EnteredFigure.objects.get()
    assert (str(figure.value), figure.by, figure.at) == ("6.6000", WHO, AT)
    rows = [FIGURE, ["640999001", 2018, "s9_9", 1, "甲", "乙"], ["640999001", 1999, "s1_1", 1, "甲", ""]]
    assert [row for row, _, _ in reasons(imported("figures", tmp_path, rows))] == [2, 3]


def test_columns_that_cannot_be_kept_are_told(tmp_path: Path) -> None:
    town()
    rows = [[*REPORT, "备注"], ["640999001", 2018, "2014", "年度报告", None, "一"]]
    ((notice),) = imported("reports", tmp_path, rows).notices
    assert "多出的列没有导入：备注" in notice.text
