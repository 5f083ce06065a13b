"""Ledgers of the yearly report itself: the report, its prose by chapter, and the figures that had to be typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from gongkai.readings.annual.models import Chapter, EnteredFigure, Report
from gongkai.records.bodies.entries import measured
from gongkai.records.bodies.plain import Key, PlainLoader
from gongkai.records.bodies.shelf import RecordShelf
from gongkai.records.ledger.intake.columns import body, choice, code, count, day, number, text, yes_no
from gongkai.records.ledger.intake.kind import LedgerKind, Row
from gongkai.records.ledger.intake.outcome import Problem
from gongkai.rules.forms.edition import FORMS, edition_for
from gongkai.rules.refusal import Refusal


class ChapterLoader(PlainLoader):
    """Loads chapters of reports that are registered."""

    def resolve(self, rows: Sequence[Row]) -> list[Problem]:
        """Find the body and the report of every row."""
        problems = super().resolve(rows)
        sound = [row for row in rows if "body" in row.found]
        reports = {
            (report.body_id, report.year): report
            for report in Report.objects.filter(body__in={row.found["body"] for row in sound})
        }
        for row in sound:
            report = reports.get((row.found["body"].pk, row.values["year"]))
            if report is None:
                reason = f"没有登记{row.values['year']}年的年度报告：请先导入年度报告台账（reports）。"
                problems.append(Problem(row.sheet, row.number, self.kind.column("year").heading, reason))
            else:
                row.found["report"] = report
        return problems

    def registered(self, rows: Sequence[Row]) -> dict[Key, Any]:
        """The chapters of these reports."""
        chapters = Chapter.objects.filter(report__in={row.found["report"] for row in rows}).select_related(
            "report"
        )
        return {(one.report.body_id, one.report.year, one.order): one for one in chapters}

    def instance(self, row: Row) -> Chapter:
        """The chapter, not yet saved."""
        told = {key: row.values[key] for key in ("order", "heading", "text")}
        return Chapter(report=row.found["report"], **told)

    def _different(self, row: Row, registered: Any) -> list[str]:
        told = ("heading", "text")
        return [self.kind.column(key).heading for key in told if getattr(registered, key) != row.values[key]]


class FigureLoader(PlainLoader):
    """Loads entered figures, each with who brought it in and when."""

    def resolve(self, rows: Sequence[Row]) -> list[Problem]:
        """Find the body of every row; the code is one of the year's form."""
        problems = super().resolve(rows)
        for row in rows:
            year, code_ = row.values["year"], row.values["code"]
            try:
                known = {field.code for field in edition_for(year).fields if field.numeric}
                reason = "" if code_ in known else f"{year}年的统计表没有指标“{code_}”，请核对代码。"
            except Refusal as refusal:
                reason = str(refusal)
            if reason:
                problems.append(self.problem(row, reason))
        return problems

    def instance(self, row: Row) -> EnteredFigure:
        """The figure, not yet saved."""
        told = {key: row.values[key] for key in ("year", "code", "value", "reason", "paper")}
        return EnteredFigure(body=row.found["body"], by=self.context.by, at=self.context.at, **told)


_YEAR = count("year", "年度", required=True, example=2018)
REPORTS = LedgerKind(
    "reports",
    "年度报告台账",
    "一行一份年度报告：标题、前言、公布日期。",
    tuple(
        measured(column, Report)
        for column in (
            body(),
            _YEAR,
            choice("form", "表式", [(name, name) for name in FORMS], required=True, example="2014"),
            text(
                "title",
                "标题",
                required=True,
                example="青铜峡市邵岗镇2018年政府信息公开工作年度报告",
                width=44,
            ),
            text("preamble", "前言", note="数字写成 {{指标代码}}，如 {{s1_1}}。", width=60),
            day("published_on", "公布日期", example=date(2019, 1, 20), past=False),
            yes_no("demonstration", "演示数据"),
        )
    ),
    partial(PlainLoader, Report),
    number=("year",),
    shelf=RecordShelf(Report),
    keeps_remarks=False,
)
CHAPTERS = LedgerKind(
    "chapters",
    "年度报告文字台账",
    "年度报告正文，一行一章。数字写成 {{指标代码}}，由系统按台账填入，与统计表不会不一致。",
    tuple(
        measured(column, Chapter)
        for column in (
            body(),
            _YEAR,
            count("order", "次序", required=True, example=1),
            text("heading", "标题", required=True, example="一、概述"),
            text("text", "正文", required=True, example="全年主动公开政府信息{{s1_1}}条。", width=80),
        )
    ),
    partial(ChapterLoader, Chapter),
    number=("year", "order"),
    shelf=RecordShelf(Chapter, body="report__body", paths={"year": "report__year"}),
    keeps_remarks=False,
)
FIGURES = LedgerKind(
    "figures",
    "填报数台账",
    "没有台账可以算出、只能填报的数；每个数要写理由和依据材料。",
    tuple(
        measured(column, EnteredFigure)
        for column in (
            body(),
            _YEAR,
            code("code", "指标代码", required=True, example="s8_4"),
            number("value", "数值", required=True, example=6.6),
            text("reason", "理由", required=True, example="支出台账在县财政，镇里没有明细"),
            text("paper", "依据材料", required=True, example="县财政局2018年拨款文件"),
        )
    ),
    partial(FigureLoader, EnteredFigure),
    number=("year", "code"),
    shelf=RecordShelf(EnteredFigure),
    keeps_remarks=False,
)
KINDS = (REPORTS, CHAPTERS, FIGURES)
