"""The year of the report, wherever it speaks of a year."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.rules.forms.paper import Place
from gongkai.rules.forms.recognised import YearMention
from gongkai.rules.relations.prose import dates, plans, years
from tests.rules.relations.prose.ground import OPEN, PLAN, REMEDIES, reading_of, rules, said

_CELLS = {"s1_1": 620, "s4": 3}


def _rules(text: str, title: str = OPEN) -> list[tuple[str, str]]:
    reading = reading_of(text, title, _CELLS)
    return rules([*said(years.check, reading), *said(plans.check, reading)])


@pytest.mark.parametrize(
    ("title", "text", "rule", "severity"),
    [
        (OPEN, "所列数据的统计期限为2017年1月1日至2017年12月31日。", "text.period", "error"),
        (OPEN, "统计期限为2017年1月1日至2018年12月31日。", "text.period", "error"),
        (OPEN, "统计期限自2018年1月1日起至12月20日止。", "text.period", "warning"),
        (OPEN, "2017年，我镇共主动公开政府信息620条。", "text.year-of-statement", "error"),
        (OPEN, "2017年，柳河镇认真落实《条例》，扎实推进公开工作。", "text.year-of-statement", "warning"),
        (OPEN, "2019年，我镇共收到申请12件。", "text.year-of-statement", "warning"),
        (OPEN, "我镇2017年度没有收到申请。", "text.year-of-statement", "warning"),
        (OPEN, "柳河镇2017年共公开信息35条。", "text.year-of-statement", "warning"),
        (OPEN, "截至2017年底，我镇公开工作运行正常。", "text.year-of-statement", "warning"),
        (OPEN, "现公布柳河镇2017年度政府信息公开年度报告。", "text.year-of-statement", "warning"),
        (
            OPEN,
            "《柳河镇2016年政府信息公开工作年度报告》已经镇政府同意。",
            "text.year-of-statement",
            "warning",
        ),
        (REMEDIES, "2017年，因信息公开引起行政复议3件，维持3件。", "text.year-of-statement", "warning"),
        (OPEN, "2017年我镇发生行政复议3件。", "text.year-of-statement", "warning"),
        (OPEN, "统计数据截止2017年12月31日，2018年工作平稳。", "text.year-of-statement", "warning"),
        (OPEN, "现将我镇2017年政府信息公开工作情况报告如下。", "text.year-of-statement", "warning"),
        (PLAN, "2018年，我镇将继续加强公开工作。", "text.plan-year", "warning"),
        ("存在问题和改进措施", "2018年，镇里将继续加强公开工作。", "text.plan-year", "warning"),
        (OPEN, "我镇将在2018年推进标准化目录。", "text.plan-year", "warning"),
        ("2018年工作计划", "继续加强公开。", "text.heading-year", "warning"),
        ("2017年存在的问题", "一是不够及时。", "text.heading-year", "warning"),
        (OPEN, "柳河镇人民政府\n2018年1月15日", "text.signature-date", "warning"),
        (OPEN, "柳河镇人民政府\n二〇一八年一月十五日", "text.signature-date", "warning"),
    ],
)
def test_another_year_is_told(title: str, text: str, rule: str, severity: str) -> None:
    assert _rules(text, title) == [(rule, severity)]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (OPEN, "所列数据的统计期限为2018 年1月1日至2018 年12月31日。"),
        (OPEN, "统计期限自2018年1月1日起至12月31日止。"),
        (OPEN, "统计期限为2018.1.1-2018.12.31。"),
        (OPEN, "试点自2018年3月1日至2018年10月31日开展。"),
        (OPEN, "2017年，我镇公开500条，2018年公开620条。"),
        (OPEN, "2017年以来，我镇不断完善制度。"),
        (OPEN, "2017年，我镇被确定为全国基层政务公开试点。"),
        (OPEN, "开展数据专项检查（2018年3月1日至2018年4月30日）。"),
        (OPEN, "与2017年相比，公开数量有所增加。"),
        (OPEN, "2017年12月，县政府印发通知。"),
        (OPEN, "截至2018年底，我镇公开工作运行正常。"),
        (OPEN, "现公布柳河镇2018年度政府信息公开年度报告。"),
        (OPEN, "按照《关于做好2017年政府信息公开年度报告编制工作的通知》要求，继续改进。"),
        (OPEN, "截至2017年底公开500条，2018年公开620条。"),
        (OPEN, "《柳河镇2018年政府信息公开工作年度报告》已经镇政府同意。"),
        (OPEN, "参照《大坝镇2016年政府信息公开工作年度报告》的做法。"),
        (OPEN, "2017年全国政务公开工作要点提出要求。"),
        (PLAN, "2019年，我镇将继续加强公开工作。"),
        (OPEN, "2017年，我镇收到申请5件。2018年，我镇收到申请12件。"),
        (REMEDIES, "2017年，因信息公开引起行政复议3件。2018年引起行政复议3件。"),
        (OPEN, "现将我镇2018年政府信息公开工作情况报告如下。"),
        (OPEN, "目录将于2018年底前全部上网，我镇已提前完成。"),
        ("存在问题和改进措施", "2018年，我镇将政务公开纳入考核，但仍有差距。"),
        ("开展2019年工作的初步计划安排", "继续加强公开。"),
        ("2018年存在的问题和2019年工作打算", "一是不够及时。"),
        ("2018年推进公开工作存在的问题与不足", "一是不够及时。"),
        (OPEN, "柳河镇人民政府\n2019年1月15日"),
        (OPEN, "柳河镇人民政府\n2018年12月31日"),
    ],
)
def test_right_years_are_silent(title: str, text: str) -> None:
    assert not _rules(text, title)


def test_title_table_and_period_name_one_year() -> None:
    reading = replace(
        reading_of("概述。"),
        years=(YearMention(2018, "title", Place(line=1)), YearMention(2017, "table", Place(line=38))),
    )
    (finding,) = said(years.check, reading)
    assert (finding.rule, finding.severity, finding.where.line) == ("text.year", "error", 38)
    assert "2017" in finding.message
    assert "2018" in finding.message


def test_the_year_asked_for_is_the_year_of_the_report() -> None:
    reading = replace(
        reading_of("概述。"), years=(YearMention(2018, "title", Place(line=1)),), asked_year=2017
    )
    (finding,) = said(years.check, reading)
    assert (finding.expected, finding.found) == (2017, 2018)
    assert not said(years.check, replace(reading, asked_year=2018))


@pytest.mark.parametrize(
    ("text", "said_so"),
    [
        ("2018年13月召开会议。", "2018年13月"),
        ("2018年2月30日印发。", "2018年2月30日"),
        ("2017年2月29日印发。", "2017年2月29日"),
        ("4月31日召开会议。", "4月31日"),
        ("自2018年11日起。", "2018年11日"),
        ("截至2018年1231日。", None),
        ("期限为2018.2.30。", "2018.2.30"),
        ("1月至13月。", "13月"),
        ("2422年召开会议。", "2422年"),
        ("20188年召开会议。", "20188年"),
        ("201年召开会议。", "201年"),
    ],
)
def test_dates_that_no_calendar_has(text: str, said_so: str | None) -> None:
    found = said(dates.check, reading_of(text))
    assert [finding.severity for finding in found] == ["error"]
    assert said_so is None or found[0].found == said_so


@pytest.mark.parametrize(
    "text",
    [
        "2018年1月1日至2018 年12月31日。",
        "2016年2月29日印发，2月29日施行。",
        "历时13个月，1-12月公开620条。",
        "《通知》（清政发〔2018〕13号）见www.a.gov.cn/2018/13/45。",
        "2018.12.31。",
        "建党100年，始建于1905年，到2035年基本实现。",
    ],
)
def test_real_dates_are_silent(text: str) -> None:
    assert not said(dates.check, reading_of(text))
