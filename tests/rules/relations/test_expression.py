"""The reader of relations: exact arithmetic, known limits, clear errors."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.relations.expression import MOST_CHARACTERS, MOST_LEVELS, ExpressionError, parse, plain

KNOWN = {
    "a": Decimal(7),
    "b_1": Decimal("6.6"),
    "prev.a": Decimal(5),
    "param.units": Decimal(16),
    "zero": Decimal(0),
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a", "7"), ("a+b_1", "13.6"), ("a-b_1-1", "-0.6"), ("2*a+1", "15"), ("2*(a+1)", "16"), ("a-(b_1-6)", "6.4"),
        ("-a+10", "3"), ("- - a", "7"), ("b_1*3", "19.8"), ("0.1+0.2", "0.3"), ("a + prev.a * param.units", "87"),
    ],
)  # fmt: skip
def test_arithmetic_is_decimal_and_has_precedence(text: str, value: str) -> None:
    assert parse(text).value(KNOWN.get) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("a == 7", True), ("a != 7", False), ("b_1 <= 6.6", True), ("b_1 < 6.6", False), ("a > prev.a", True),
        ("a + zero >= 8", False), ("missing == 0", None), ("a > narrative.a", None),
    ],
)  # fmt: skip
def test_conditions(text: str, holds: bool | None) -> None:
    assert parse(text).holds(KNOWN.get) is holds


@pytest.mark.parametrize("text", ["missing", "a+missing", "a*prev.b", "zero*missing", "param.x-a"])
def test_an_unknown_term_makes_the_whole_unknown(text: str) -> None:
    assert parse(text).value(KNOWN.get) is None


def test_terms_are_named_once_in_the_order_written() -> None:
    assert parse("b_1+a+prev.a-a >= param.units").terms == ("b_1", "a", "prev.a", "param.units")


def test_an_expression_in_numbers() -> None:
    assert parse("a+b_1-prev.a").in_numbers(KNOWN.get) == "7+6.6-5"
    assert parse("a + missing").in_numbers(KNOWN.get) == "7+空"


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", "a+", "+a", "*a", "(a", "a)", "a b", "a $ b", "a==b==c", "2..3", "1e5", "prev.", "a.b", "other.a",
        "a/b", "a**b", "__import__('os')", "a[0]", "a if b else c", "lambda: 0", "a;b", "'a'", "prev.a.b", "a == ",
        "一+二",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(text: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse(text)
    assert "有误" in str(refused.value)


def test_a_sum_is_no_condition() -> None:
    with pytest.raises(ExpressionError, match="不是条件"):
        parse("a+1").holds(KNOWN.get)


def test_limits_of_depth_and_length() -> None:
    deep = MOST_LEVELS - 1
    assert parse("(" * deep + "a" + ")" * deep).value(KNOWN.get) == 7
    for text in ("(" * 500 + "a" + ")" * 500, "-" * 500 + "a", "a+" * MOST_CHARACTERS + "a"):
        with pytest.raises(ExpressionError):
            parse(text)


def test_a_sum_as_long_as_allowed_is_added_up() -> None:
    assert parse("+".join(["a"] * 900)).value(KNOWN.get) == 6300


def test_numbers_are_written_as_people_write_them() -> None:
    assert [plain(Decimal(text)) for text in ("6.60", "100", "1E+3", "0.00", "-2.50")] == [
        "6.6",
        "100",
        "1000",
        "0",
        "-2.5",
    ]


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=12))
def test_sums_agree_with_python(numbers: list[int]) -> None:
    names = {f"c{at}": Decimal(number) for at, number in enumerate(numbers)}
    assert parse("+".join(names)).value(names.get) == sum(numbers)
    assert parse("-".join(names)).value(names.get) == numbers[0] - sum(numbers[1:])


@given(st.text(alphabet="ab1.+-*()= <>", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except ExpressionError as refused:
        assert "\n" not in str(refused)
