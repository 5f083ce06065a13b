"""Numbers as spreadsheets show them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.records.documents.extraction.number_format import BUILT_IN, plain_number, show


@pytest.mark.parametrize(
    ("written", "code", "shown"),
    [
        ("744", None, "744"),
        ("744.0", None, "744"),
        ("6.5999999999999996", None, "6.6"),
        ("0.30000000000000004", None, "0.3"),
        ("1E-7", None, "0.0000001"),
        ("6.40381199001011E+17", None, "640381199001011000"),
        ("640381199001011237", "0", "640381199001011237"),
        ("-0", None, "0"),
        ("2.5", "0", "3"),
        ("-3", "0", "-3"),
        ("-3", "0.00;(0.00)", "(3.00)"),
        ("0", "0.00;-0.00;无", "无"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("0.5", "#.##", ".5"),
        ("5", "00000", "00005"),
        ("0.867", "0.0%", "86.7%"),
        ("1", "0%", "100%"),
        ("12345", "0,", "12"),
        ("744", '0"条"', "744条"),
        ("744", "[Red]0\\条", "744条"),
        ("744", "@", "744"),
        ("6.6", ";;;", "6.6"),
        ("13800000000", "000-0000-0000", "13800000000"),
        ("43101", "yyyy/m/d", "2018/1/1"),
        ("43101", BUILT_IN[31], "2018年1月1日"),
        ("43101.75", "yyyy-mm-dd hh:mm:ss", "2018-01-01 18:00:00"),
        ("43101.75", "[$-804]h:mm AM/PM", "6:00下午"),
        ("43101", "aaaa", "星期一"),
        ("1.5", "[h]:mm", "36:00"),
        ("1", "yyyy/m/d", "1900/1/1"),
        ("61", "yyyy/m/d", "1900/3/1"),
        ("99999999", "yyyy/m/d", "99999999"),
        ("-1", "yyyy/m/d", "-1"),
        ("NaN", None, "NaN"),
        ("1E+999", None, "1E+999"),
        ("不是数", None, "不是数"),
    ],
)
def test_as_shown(written: str, code: str | None, shown: str) -> None:
    assert show(written, code).replace(" 下午", "下午") == shown


def test_the_calendar_of_1904_begins_later() -> None:
    assert show("41639", "yyyy/m/d", since_1904=True) == "2018/1/1"


@given(st.integers(-(10**15), 10**15), st.sampled_from([None, "0", "General"]))
def test_whole_numbers_stay_as_they_are(number: int, code: str | None) -> None:
    assert show(str(number), code) == str(number)


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.text(max_size=20))
def test_any_number_under_any_code_gives_a_text(number: float, code: str) -> None:
    assert isinstance(show(repr(number), code), str)


@given(st.decimals(-(10**9), 10**9, places=4))
def test_a_shown_number_is_the_number(number: Decimal) -> None:
    assert Decimal(show(str(number), None)) == number
    assert Decimal(plain_number(number)) == number
