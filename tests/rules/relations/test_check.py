"""A report checked whole: the real one, a right one, and right ones with one number broken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.rules.forms.edition import edition
from gongkai.rules.refusal import Refusal
from gongkai.rules.relations.check import Checked, check_paper
from tests.cases.later_report import cells_of, paper_in_form
from tests.cases.reports import CELLS, Draft, paper_of

SEED = Path(__file__).parents[2] / "cases" / "shaogang-2018" / "report-2018.txt"
_TOTALS_OF_OTHERS = {"s8_1", "s9_3", "s2_2_2_a", "s2_1"}
"""Cells of the draft that neither its text nor another cell speaks of."""


def _check(draft: Draft) -> Checked:
    return check_paper(draft.paper())


def _seed() -> Checked:
    return check_paper(paper_of(SEED.read_text(encoding="utf-8")))


def test_the_first_case_is_read_whole() -> None:
    checked = _seed()
    assert (checked.form, checked.year, checked.body) == ("2014", 2018, "青铜峡市邵岗镇")
    assert (checked.values["s1_1"], checked.values["s8_4"], checked.values["s3_1_3"]) == (744, 6.6, 1)
    assert None not in checked.values.values()


def test_the_first_case_has_these_faults_and_no_others() -> None:
    found = {(finding.rule, finding.severity, finding.where.line) for finding in _seed().findings}
    assert found == {
        ("A13", "warning", 57),
        ("A15", "warning", 169),
        ("A22_s2_2", "warning", 101),
        ("U_s7", "warning", 264),
        ("text.closing-rate-in-hand", "warning", 18),
        ("text.reprints", "warning", 20),
        ("text.mailbox-as-concern", "info", 22),
        ("text.slip", "info", 20),
        ("text.slip", "info", 26),
    }
    assert not _seed().wrong


def test_a_right_report_is_silent() -> None:
    assert _check(Draft()).findings == ()


def test_every_cell_of_the_form_is_in_the_values() -> None:
    codes = {field.code for field in edition("2014").fields if field.numeric}
    assert set(_check(Draft()).values) == codes


@pytest.mark.parametrize("code", sorted(set(CELLS) - _TOTALS_OF_OTHERS))
def test_one_broken_cell_is_named(code: str) -> None:
    broken = CELLS[code] + 1
    findings = [one for one in _check(Draft().filled(**{code: broken})).findings if one.severity != "info"]
    assert findings
    said = "".join(finding.message for finding in findings)
    assert str(broken) in said
    assert any(code in finding.cells for finding in findings)


def _numbers() -> list[tuple[int, int]]:
    """Where each number of the draft's chapters stands, years and addresses left out."""
    text = Draft().text()
    begin, end = text.index("一、概述"), text.index("附件：")
    return [match.span() for match in re.finditer(r"\d+(?:\.\d+)?(?![\d年])", text[begin:end])]


@pytest.mark.parametrize("span", _numbers(), ids=str)
def test_one_broken_number_of_the_text_is_named(span: tuple[int, int]) -> None:
    text = Draft().text()
    begin = text.index("一、概述")
    start, end = begin + span[0], begin + span[1]
    number = text[start:end]
    broken = str(float(number) + 1) if "." in number else str(int(number) + 1)
    findings = check_paper(paper_of(text[:start] + broken + text[end:])).findings
    serious = [finding for finding in findings if finding.severity != "info"]
    line = text.count("\n", 0, start) + 1
    assert serious
    assert any(finding.where.line == line and broken in finding.message for finding in serious)


def test_errors_come_first_and_each_group_runs_down_the_report() -> None:
    draft = Draft().filled(s3_1=13).instead("专项经费5.5万元", "专项经费6.5万元")
    findings = _check(draft).findings
    order = {"error": 0, "warning": 1, "info": 2}
    keys = [(order[one.severity], one.where.line or 0) for one in findings]
    assert keys == sorted(keys)
    assert len(set(findings)) == len(findings)


def test_the_json_of_a_report_has_the_keys_of_the_contract() -> None:
    made = _check(Draft().filled(s3_1=13)).as_json()
    assert list(made) == ["file", "form", "year", "body", "values", "findings"]
    assert set(made["findings"][0]) == {
        "rule",
        "severity",
        "cells",
        "where",
        "expected",
        "found",
        "message",
    }


def test_a_report_without_its_table_is_checked_by_its_text() -> None:
    text = Draft().instead("政务微信公开160条", "政务微信公开1600条").text()
    checked = check_paper(paper_of(text[: text.index("附件：")]))
    assert checked.form is None
    assert checked.values == {}
    assert {finding.rule for finding in checked.findings} == {"table-missing", "text.part-of-total"}


def test_without_its_table_the_relations_hold_between_the_numbers_of_the_text() -> None:
    draft = Draft().instead("主动公开规范性文件2件", "主动公开规范性文件6件")
    text = draft.text()
    checked = check_paper(paper_of(text[: text.index("附件：")]))
    assert [(one.rule, one.where.line) for one in checked.findings] == [("table-missing", None), ("A13", 7)]


def test_what_is_no_report_is_refused() -> None:
    with pytest.raises(Refusal, match="没有找到政府信息公开的统计表"):
        check_paper(paper_of("购物清单\n鸡蛋10个\n"))


def test_the_wrong_form_for_the_year_is_told_once() -> None:
    found = [finding.rule for finding in _check(Draft(year=2020)).findings]
    assert found == ["form-year"]


def test_last_year_s_report_is_of_last_year() -> None:
    checked = check_paper(Draft().paper(), previous=Draft(year=2016).paper())
    assert [finding.rule for finding in checked.findings] == ["previous-year"]
    assert not check_paper(Draft().paper(), previous=Draft(year=2017).paper()).findings


def test_a_carry_over_goes_from_one_form_to_the_next() -> None:
    last, now = paper_in_form("2019", 2020), paper_in_form("2021", 2021)
    assert not check_paper(now, previous=last).findings
    carried = {**cells_of("2019"), "t3_r4_tot": 2, "t3_r4_np": 2}
    found = check_paper(now, previous=paper_in_form("2019", 2020, carried)).findings
    assert {finding.rule.partition("_")[0] for finding in found} == {"B03"}


def test_the_year_and_the_body_asked_for_are_held_against_the_title() -> None:
    checked = check_paper(Draft().paper(), year=2017, body_name="清泉县大坝镇")
    assert [finding.rule for finding in checked.findings] == ["text.year", "text.body"]
    assert not check_paper(Draft().paper(), year=2018, body_name="柳河镇人民政府").findings


@pytest.mark.parametrize(
    ("changed", "rule", "severity"),
    [
        ({"title": "清泉县柳河镇2017年政府信息公开工作年度报告"}, "text.year", "error"),
        ({"sheet": "（2017年度）"}, "text.year", "error"),
        ({"ending": ("清泉县柳河镇人民政府", "2018年1月15日")}, "text.signature-date", "warning"),
        ({"opening": "本报告由清泉县大坝镇人民政府办公室编制。"}, "text.other-body", "error"),
    ],
)
def test_what_is_left_over_from_another_report(changed: dict[str, str], rule: str, severity: str) -> None:
    found = [(one.rule, one.severity) for one in _check(Draft(**changed)).findings]  # type: ignore[arg-type]
    assert found == [(rule, severity)]
