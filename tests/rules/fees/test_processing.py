"""The two tariffs of the processing fee."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.fees import Tariff, costs, exemptions, in_force, processing_fee
from gongkai.rules.fees.processing import MOST
from gongkai.rules.refusal import Refusal

TARIFF = st.sampled_from(["items", "pages"])
QUANTITY = st.integers(0, 2_000)


@pytest.mark.parametrize(
    ("tariff", "quantity", "amount"),
    [
        ("items", 0, 0), ("items", 10, 0), ("items", 11, 100), ("items", 30, 2000), ("items", 31, 2200),
        ("items", 40, 4000), ("items", 41, 4300), ("items", 50, 7000),
        ("pages", 0, 0), ("pages", 30, 0), ("pages", 31, 10), ("pages", 100, 700), ("pages", 101, 720),
        ("pages", 200, 2700), ("pages", 201, 2740),
    ],
)  # fmt: skip
def test_the_amount(tariff: Tariff, quantity: int, amount: int) -> None:
    assert processing_fee(tariff, quantity).amount == amount


def test_the_breakdown_shows_every_slice() -> None:
    fee = processing_fee("items", 45)
    shown = [(part.first, part.last, part.rate, part.quantity, part.amount) for part in fee.slices]
    assert shown == [
        (1, 10, 0, 10, 0),
        (11, 30, 100, 20, 2000),
        (31, 40, 200, 10, 2000),
        (41, 50, 300, 5, 1500),
    ]
    assert processing_fee("pages", 500).slices[-1].last is None


def test_our_reading_of_the_steps_is_said_where_it_is_used() -> None:
    assert not any("理解" in note for note in processing_fee("items", 30).notes)
    assert any("理解" in note for note in processing_fee("items", 31).notes)


def test_the_object_of_the_contract() -> None:
    facts = processing_fee("pages", 31).as_json()
    assert facts["amount"] == 10
    assert facts["article"] == "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第五条"
    assert facts["slices"][1] == {"from": 31, "to": 100, "rate": 10, "quantity": 1, "amount": 10}


@given(TARIFF, QUANTITY)
def test_more_never_costs_less_and_slices_add_up(tariff: Tariff, quantity: int) -> None:
    fee = processing_fee(tariff, quantity)
    assert fee.amount <= processing_fee(tariff, quantity + 1).amount
    assert sum(part.quantity for part in fee.slices) == quantity
    assert sum(part.amount for part in fee.slices) == fee.amount
    assert all(part.amount == part.rate * part.quantity for part in fee.slices)


@given(TARIFF, QUANTITY)
def test_the_next_one_never_costs_less_than_the_last(tariff: Tariff, quantity: int) -> None:
    before, now, after = (processing_fee(tariff, quantity + n).amount for n in range(3))
    assert after - now >= now - before


@pytest.mark.parametrize(
    ("quantity", "complaint"), [(-1, "不能是负数，请填写件数"), (MOST + 1, "超出可计算的范围")]
)
def test_an_impossible_number_is_refused(quantity: int, complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint):
        processing_fee("items", quantity)


def test_the_greatest_number_is_still_reckoned() -> None:
    assert processing_fee("pages", MOST).amount == 2700 + (MOST - 200) * 40


def test_the_first_day_is_a_setting() -> None:
    assert not in_force(date(2020, 12, 31))
    assert in_force(date(2021, 1, 1))
    assert in_force(date(2020, 12, 1), begins=date(2020, 11, 17))


def test_the_2007_text_allowed_costs_and_the_2019_text_only_this_fee() -> None:
    assert [cost.label for cost in costs("2007")] == ["检索费", "复制费", "邮寄费"]
    assert [cost.kind for cost in costs("2019")] == ["processing"]


def test_a_local_list_of_the_exempt_holds_in_its_area() -> None:
    assert len(exemptions("2007", "640381106")) == 6
    assert exemptions("2007", "341702") == exemptions("2019", "640381106") == ()
