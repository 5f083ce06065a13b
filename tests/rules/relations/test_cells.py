"""Cells against cells: what cannot be right is found, what is right stays silent."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.forms.edition import edition
from gongkai.rules.forms.paper import Place
from gongkai.rules.forms.recognised import CellProblem, Number
from gongkai.rules.forms.recognition import recognise
from gongkai.rules.relations.cells import check_cells, check_form, check_recognised, short_label
from gongkai.rules.relations.finding import Finding
from tests.rules.forms.layouts import form_rows, plain_table
from tests.rules.forms.shaogang import published, stated
from tests.rules.forms.two_way_layouts import numeric_codes

FORM = edition("2014")
Values = dict[str, Number | None]


def right(**changes: Number | None) -> Values:
    """The stated values of 邵岗镇 with its odd cells put right, and then changed."""
    values = {code: value for code, value in stated().items() if code != "s2_2"}
    return values | {"s1_1_a": 1, "s3_3": 1, "s3_3_2": 1} | changes


def found(values: Mapping[str, Number | None]) -> list[Finding]:
    return check_cells(FORM, values, {})


def rules(
    values: Mapping[str, Number | None],
    previous: Values | None = None,
    params: Values | None = None,
    narrative: Values | None = None,
) -> list[tuple[str, str]]:
    findings = check_cells(FORM, values, {}, previous, params, narrative=narrative)
    return [(finding.rule, finding.severity) for finding in findings]


def test_the_published_report_gives_four_findings_and_no_more() -> None:
    findings = check_recognised(FORM, recognise(published()))
    assert [(one.rule, one.severity, one.cells, one.found, one.expected) for one in findings] == [
        ("A13", "warning", ("s1_1_a", "s1_1_b"), 6, 1),
        ("A22_s2_2", "warning", ("s2_2",), 34, None),
        ("A15", "warning", ("s3_3", "s3_2"), 0, 1),
        ("U_s7", "warning", ("s7",), "万", "万元"),
    ]
    assert [finding.where.line for finding in findings] == [57, 101, 169, 264]
    assert findings[0].message == (
        "主动公开规范性文件数 6 条大于制发规范性文件总数 1 件，请核对是否把往年或上级的文件计入。"
    )


def test_what_is_right_stays_silent() -> None:
    assert found(right()) == []
    assert found(dict.fromkeys(right(), 0)) == []


@pytest.mark.parametrize(
    ("changes", "rule", "severity", "numbers"),
    [
        ({"s3_1_1": 1}, "A01", "error", "1 件、2 件、1+0+1+0"),
        ({"s3_2_2": 1}, "A02", "error", "1 件、2 件、1+1"),
        ({"s3_3_1": 4}, "A03", "error", "1 件、5 件、4+1+0+0+0+0+0+0"),
        ({"s3_3_4_3": 2}, "A04", "error", "0 件、2 件"),
        ({"s4": 3}, "A05", "error", "3 件、0 件"),
        ({"s5_2": 2}, "A06", "error", "0 件、2 件"),
        ({"s8_3": 5}, "A07", "error", "5 人、2 人"),
        ({"s1_1_a": 800, "s1_1_b": 900}, "A08", "error", "800 条、744 条"),
        ({"s2_2_1_a": 1}, "A09", "error", "1 次、0 次"),
        ({"s2_2_2_a": 1}, "A10", "error", "1 次、0 次"),
        ({"s1_2_5": 500}, "A11", "error", "719 条、744 条、0+79+7+133+500"),
        ({"s1_2_5": 900}, "A12_5", "warning", "900 条、744 条"),
        ({"s1_1_a": 2}, "A13", "warning", "2 条、1 件"),
        ({"s2_1": 7}, "A14", "warning", "7 次、6 次"),
        ({"s9_3": 0}, "A19", "warning", "0 人次、1 人次"),
        ({"s9_2": 0}, "A20", "warning", "0 次、1 次"),
        ({"s1": 744}, "A22_s1", "warning", "744"),
        ({"s3_1_2": -1, "s3_1_3": 2}, "N_s3_1_2", "error", "-1"),
        ({"s9_1": 1.5}, "N_s9_1", "error", "1.5"),
    ],
)  # fmt: skip
def test_one_fault_one_finding_with_both_numbers(
    changes: Values, rule: str, severity: str, numbers: str
) -> None:
    findings = found(right(**changes))
    assert [(one.rule, one.severity) for one in findings] == [(rule, severity)]
    assert all(number in findings[0].message for number in numbers.split("、"))
    assert findings[0].message.endswith("。")
    assert "\n" not in findings[0].message


def test_conditions_are_heeded() -> None:
    nothing = dict.fromkeys(right(), 0)
    assert rules(nothing | {"s7": 0.5}) == [("A17", "warning")]
    assert rules(right(s7=0.5)) == []
    assert rules(nothing | {"s4": 1, "s4_1": 1}) == [("A18", "warning")]


def test_amounts_add_up_exactly() -> None:
    values = right(s8_4=0.1 + 0.2)
    assert found(values) == []


def test_last_year_settings_and_text_are_used_only_when_given() -> None:
    late = right(s3_2=3, s3_2_1=3, s3_3=3, s3_3_2=3)
    assert rules(late) == []
    assert rules(late, previous={"s3_1": 4, "s3_2": 2}) == []
    assert rules(late, previous={"s3_1": 2, "s3_2": 2}) == [("A16", "warning")]
    assert rules(late, previous={"s3_1": 2}) == []
    assert rules(right(), params={"reportingUnits": 16}) == []
    assert rules(right(), params={"reportingUnits": 14}) == [("A21", "info")]
    assert rules(right(), narrative={"s1_1": 744, "s3_1": 1}) == []
    assert rules(right(), narrative={"s1_1": 747}) == [("A23", "error")]


def test_a_blank_is_not_a_zero() -> None:
    report = recognise(plain_table(form_rows(right(s3_1_1=None, s3_1_2=None))))
    findings = check_recognised(FORM, report)
    assert [(one.rule, one.severity, one.cells) for one in findings] == [
        ("blank", "warning", ("s3_1_1", "s3_1_2"))
    ]
    assert "“当面申请数”、“传真申请数” 2 处没有填数" in findings[0].message
    assert findings[0].where.cell is not None


def test_many_blanks_are_named_by_the_first_few() -> None:
    report = recognise(plain_table(form_rows(dict.fromkeys(right()))))
    (finding,) = check_recognised(FORM, report)
    assert len(finding.cells) == 58
    assert "等 58 处" in finding.message


def test_rows_that_are_not_in_the_table_are_said_once() -> None:
    rows = [row for row in form_rows(right()) if "投诉" not in row[0] and "查阅点" not in row[0]]
    (finding,) = check_recognised(FORM, recognise(plain_table(rows)))
    assert (finding.rule, finding.cells) == ("missing", ("s6", "s8_2"))
    assert "“举报投诉数量”、“设置政府信息公开查阅点数” 2 行" in finding.message


@pytest.mark.parametrize(
    ("problem", "rule", "severity", "words"),
    [
        (CellProblem("s7", "unit", Place(line=9), "元", "万元"), "U_s7", "warning", "“元”"),
        (CellProblem("s9_1", "unit", Place(line=9), "场", "次"), "U_s9_1", "info", "“次”"),
        (CellProblem("s9_1", "not-a-number", Place(line=9), "约3"), "N_s9_1", "error", "“约3”"),
        (
            CellProblem("s9_1", "duplicate", Place(line=9), "3", "2"),
            "D_s9_1",
            "warning",
            "一处为 2，一处为 3",
        ),
    ],
)
def test_problems_of_cells(problem: CellProblem, rule: str, severity: str, words: str) -> None:
    (finding,) = check_cells(FORM, right(), {}, problems=[problem])
    assert (finding.rule, finding.severity, finding.where.line) == (rule, severity, 9)
    assert words in finding.message


def test_a_unit_inside_a_cell_is_no_fault() -> None:
    assert (
        check_cells(FORM, right(), {}, problems=[CellProblem("s1_1", "unit-inside", Place(), "744条", "条")])
        == []
    )


def test_findings_follow_the_form() -> None:
    orders = [FORM.by_code[one.cells[0]].order for one in found(right(s9_3=0, s1_2_5=900, s4=3))]
    assert orders == sorted(orders)
    assert len(orders) == 3


def test_the_form_of_another_year() -> None:
    assert check_form("2014", 2018, Place()) is None
    finding = check_form("2014", 2019, Place(line=1))
    assert finding is not None
    assert (finding.rule, finding.severity, finding.expected, finding.found) == (
        "form-year",
        "error",
        "2019",
        "2014",
    )


def two_way(**changes: Number | None) -> Values:
    """A right small 2021 report: two new applications of people, one granted, one carried over."""
    values: Values = dict.fromkeys(numeric_codes("2021"), 0)
    for column in ("np", "tot"):
        values |= {f"t3_r1_{column}": 2, f"t3_r3_1_{column}": 1, f"t3_r3_7_{column}": 1, f"t3_r4_{column}": 1}
    return values | changes


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"t3_r4_np": 0, "t3_r4_tot": 0}, ["B01_np", "B01_tot"]),
        ({"t3_r3_1_np": 0, "t3_r3_1_tot": 0}, ["B02_np", "B02_tot"]),
        ({"t3_r1_tot": 3}, ["B01_tot", "B04_r1"]),
        ({"t4_rev_keep": 1}, ["B05_rev"]),
        ({"t2_1_doc_made": 4, "t2_1_doc_valid": 3}, ["B08_doc"]),
        ({"t4_post_tot": -1}, ["N_t4_post_tot", "B05_post"]),
    ],
)
def test_the_two_way_form(changes: Values, expected: list[str]) -> None:
    findings = check_cells(edition("2021"), two_way(**changes), {})
    assert sorted(finding.rule for finding in findings) == sorted(expected)
    assert all("{" not in finding.message for finding in findings)


def test_a_town_makes_no_regulations() -> None:
    values = two_way(t2_1_reg_made=1, t2_1_reg_valid=1)
    assert check_cells(edition("2021"), values, {}, params={"township": 0}) == []
    findings = check_cells(edition("2021"), values, {}, params={"township": 1})
    assert {(finding.rule, finding.severity) for finding in findings} == {
        ("B09_made", "error"),
        ("B09_valid", "error"),
    }


def test_carried_over_from_last_year() -> None:
    findings = check_cells(edition("2021"), two_way(), {}, {"t3_r4_np": 1, "t3_r4_tot": 1})
    assert [(finding.rule, finding.severity) for finding in findings] == [
        ("B03_np", "warning"),
        ("B03_tot", "error"),
    ]
    assert "“自然人”列：上年结转 0 件，与上年报告的结转下年度 1 件不一致" in findings[0].message


def test_short_labels() -> None:
    assert short_label(FORM.by_code["s8_3_1"]) == "专职人员数"
    assert short_label(FORM.by_code["s1_1_a"]) == "主动公开规范性文件数"
    assert short_label(edition("2021").by_code["t3_r3_3_1_np"]) == "属于国家秘密·自然人"


@given(st.fixed_dictionaries({code: st.none() | st.integers(-3, 50) for code in right()}))
def test_every_finding_is_true(values: Values) -> None:
    for finding in found(values):
        assert all(values.get(code) is not None for code in finding.cells)
        assert finding.found != finding.expected or finding.expected is None
