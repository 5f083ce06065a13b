"""A number, its unit, and what it is of."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.relations.prose.quantities import Quantity, quantities_in


def _one(text: str) -> Quantity:
    (quantity,) = quantities_in(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("公开信息744条", "744", "条"),
        ("收到申请三十二件", "32", "件"),
        ("召开两次会议", "2", "次"),
        ("培训35人次", "35", "人次"),
        ("浏览量26.8万次", "268000", "次"),
        ("经费6.6万元", "6.6", "万元"),
        ("收费200元", "200", "元"),
        ("办结率86.7%", "86.7", "%"),
        ("办结率百分之八十六点七", "86.7", "%"),
    ],
)
def test_value_and_unit(text: str, value: str, unit: str) -> None:
    quantity = _one(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)
    assert quantity.exact


@pytest.mark.parametrize(
    "text",
    [
        "第二十条规定",
        "国办发〔2018〕32号",
        "电话0953-3700018",
        "12345便民服务",
        "二期工程",
        "三个方面",
        "一次办好",
        "《条例》第3条",
    ],
)
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    assert not list(quantities_in(text))


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("3000余份", "余"),
        ("755多条", "多"),
        ("30户左右", "左右"),
        ("约300条", "约"),
        ("近500条", "近"),
        ("3-5次", "至"),
    ],
)
def test_an_inexact_number_says_by_which_word(text: str, vague: str) -> None:
    assert _one(text).vague == vague
    assert not _one(text).exact


@pytest.mark.parametrize("text", ["节约5元", "附近5个", "大约定5条"])
def test_a_word_that_only_ends_like_one_is_exact(text: str) -> None:
    assert not _one(text).vague


def test_one_of_each_and_changes_are_no_amounts() -> None:
    assert _one("配备专兼职人员各1名").each
    assert _one("每个村配备宣传公开栏2个").each
    assert not _one("各村公开信息525条").each
    assert _one("比上年增加12条").delta
    assert not _one("新增12条").delta


@given(st.integers(0, 10**7), st.sampled_from(["条", "件", "篇", "次", "人次", "个"]))
def test_any_number_before_any_unit_is_read(number: int, unit: str) -> None:
    quantity = _one(f"共{number}{unit}。")
    assert (quantity.value, quantity.unit) == (number, unit)
