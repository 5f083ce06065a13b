"""Labels, units and numbers that are printed differently and mean the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.forms.wording import (
    figure_of,
    is_dash,
    is_figure,
    label_key,
    simplified,
    starts_a_row,
    unit_in_brackets,
    unit_of,
    without_brackets,
)


@pytest.mark.parametrize(
    "printed",
    [
        "1.当面申请数", "１．当面申请数", "1、当面申请数", "(1)当面申请数", "（1）当面申请数", "①当面申请数",
        "⑴　当面申请数", "当　面　申　请　数", "　　1.当面申请数（含信访窗口）", "當面申請數",
        "其中：当面申请数", "1　当面申请数", "当面申请数量",
    ],
)  # fmt: skip
def test_one_label_in_many_prints(printed: str) -> None:
    assert label_key(printed) == "当面申请"


def test_labels_that_differ_stay_different() -> None:
    assert label_key("2.同意公开答复数") != label_key("4.不同意公开答复数")
    assert label_key("（不同渠道和方式公开相同信息计1条）") == ""


@pytest.mark.parametrize(
    ("cut", "left"),
    [("专项经费(不包括公报编", "专项经费"), ("辑管理方面的经费)", ""), ("经费(甲(乙)丙)数", "经费数")],
)
def test_a_bracket_cut_by_a_line_end(cut: str, left: str) -> None:
    assert without_brackets(cut) == left


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("2.传真", True),
        ("（二）申请", True),
        ("②传真", True),
        ("其中：涉及", True),
        ("答复数", False),
        ("12345工单", False),
    ],
)
def test_what_begins_a_row(text: str, starts: bool) -> None:
    assert starts_a_row(text) is starts


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("744", 744, None), ("1,234", 1234, None), ("１，２３４", 1234, None), ("1 234", 1234, None),
        ("1,234,567.5", 1234567.5, None), ("6.60", 6.6, None), ("３．０", 3, None), ("-3", -3, None),
        ("－3", -3, None), ("〇", 0, None), ("零", 0, None), ("+4", 4, None), ("减2", -2, None),
        ("增加3", 3, None), ("744条", 744, "条"), ("6.6 万元", 6.6, "万元"), ("35（人次）", 35, "人次"),
    ],
)  # fmt: skip
def test_numbers_as_clerks_print_them(text: str, value: float, unit: str | None) -> None:
    found = figure_of(text)
    assert (found.value, found.unit, found.readable) == (value, unit, True)
    assert isinstance(found.value, int) == (value == int(value))


@pytest.mark.parametrize("text", ["", " ", "-", "—", "——", "－", "/", "／", "无", "　"])
def test_signs_for_nothing_are_no_number_and_no_fault(text: str) -> None:
    assert is_dash(text)
    assert not is_figure(text)
    assert figure_of(text).value is None
    assert figure_of(text).readable


@pytest.mark.parametrize(
    "text", ["约80", "80余", "十五", "1,23", "1.2.3", "abc", "80-90", "744（其中网站79）", "--5", "O"]
)
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert figure_of(text).value is None
    assert not figure_of(text).readable


@given(st.integers(-(10**9), 10**9))
def test_every_whole_number_is_read_back(number: int) -> None:
    assert figure_of(str(number)).value == figure_of(f"{number:,}").value == number


@given(st.decimals(0, 10**6, places=2))
def test_every_amount_is_read_back(amount: object) -> None:
    assert figure_of(str(amount)).value == float(str(amount))


@given(st.text(max_size=40))
def test_any_text_is_read_without_failing(text: str) -> None:
    assert label_key(text) == label_key(simplified(text))
    assert figure_of(text).readable or figure_of(text).value is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("条", "条"),
        ("（件）", "件"),
        ("单位：万元", "万元"),
        (" 人 次 ", "人次"),
        ("条数", None),
        ("—", None),
        ("", None),
    ],
)
def test_units(text: str, unit: str | None) -> None:
    assert unit_of(text) == unit


def test_a_unit_in_the_brackets_of_a_label() -> None:
    assert unit_in_brackets("收到申请数（单位：件）") == "件"
    assert unit_in_brackets("其他方式公开政府信息数（公开栏）") is None
