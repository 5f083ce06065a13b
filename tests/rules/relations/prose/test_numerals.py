"""Numbers as reports write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.relations.prose.numerals import shown, spoken_integer, spoken_number, spoken_year

_DIGITS = "零一二三四五六七八九"


def _spoken(number: int) -> str:
    """The number below 10000 read out in full."""
    if number == 0:
        return "零"
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + name
            zero = False
        elif text:
            zero = True
    return text.replace("一十", "十", 1) if text.startswith("一十") else text


@given(st.integers(0, 9999))
def test_every_number_read_out_is_read_back(number: int) -> None:
    assert spoken_integer(_spoken(number)) == number


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_ten_thousands_are_read_with_what_follows(high: int, low: int) -> None:
    rest = f"一{_spoken(low)}" if _spoken(low).startswith("十") else _spoken(low)
    text = f"{_spoken(high)}万{'零' if low < 1000 else ''}{rest}"
    assert spoken_integer(text) == high * 10_000 + low


@pytest.mark.parametrize(
    ("text", "number"), [("两", 2), ("十五", 15), ("三十二", 32), ("一百零五", 105), ("一亿", 10**8)]
)
def test_common_numbers(text: str, number: int) -> None:
    assert spoken_integer(text) == number


@pytest.mark.parametrize("text", ["一二", "十千", "二〇一八", "万", "一半"])
def test_what_is_not_one_number_is_none(text: str) -> None:
    assert spoken_integer(text) is None


def test_a_decimal_keeps_its_printed_places() -> None:
    assert spoken_number("八十六点七") == (Decimal("86.7"), 1)
    assert spoken_number("八十六点十") is None


def test_a_year_is_read_digit_by_digit() -> None:
    assert spoken_year("二〇一八") == 2018
    assert spoken_year("一百零五") is None


@given(st.decimals(0, 10**6, places=2))
def test_a_number_is_shown_without_exponent_or_idle_zeros(value: Decimal) -> None:
    text = shown(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert not ("." in text and text.endswith("0"))
