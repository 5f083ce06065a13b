"""Columns of a roster: what the rule does with them, and that a masked cell is never whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.privacy.columns import masked_cell, proposed
from gongkai.rules.privacy.resident_id import check_digit

_FIRST = "640381" + "19800101" + "017"
NUMBER = _FIRST + check_digit(_FIRST)


@pytest.mark.parametrize(
    ("heading", "kinds", "choice"),
    [
        ("姓名", ["name"], "keep"),
        ("村", [], "keep"),
        ("补贴金额（元）", [], "keep"),
        ("身份证号", ["resident_id"], "mask"),
        ("证件号码", [], "mask"),
        ("备注", ["mobile"], "mask"),
        ("联系电话", [], "mask"),
        ("家庭住址", ["address"], "mask"),
        ("一卡通账号", ["bank_card"], "drop"),
        ("备注", ["bank_card", "mobile"], "drop"),
        ("残疾类别", [], "drop"),
        ("诊断", [], "drop"),
    ],
)
def test_the_rule(heading: str, kinds: list[str], choice: str) -> None:
    assert proposed(heading, kinds) == choice


@pytest.mark.parametrize(
    ("text", "heading", "shown"),
    [
        (NUMBER, "身份证号", f"{NUMBER[:2]}{'*' * 13}{NUMBER[-3:]}"),
        ("138" + "0013" + "8000", "电话", "138****8000"),
        ("欧阳明", "姓名", "欧阳*"),
        ("测试市测试镇东村三组12号", "家庭住址", "测试市测试镇***"),
        ("不详", "身份证号", "不**"),
        (NUMBER[:-2], "身份证号", None),
        ("", "身份证号", ""),
    ],
)
def test_cells(text: str, heading: str, shown: str | None) -> None:
    made = masked_cell(text, heading)
    assert shown is None or made == shown
    assert not text or made != text


@given(
    st.text(alphabet="0123456789X 张村-组号a", min_size=1, max_size=40),
    st.sampled_from(["身份证号", "电话", ""]),
)
def test_no_masked_cell_is_whole_or_shows_a_long_number(text: str, heading: str) -> None:
    made = masked_cell(text, heading)
    assert not re.search(r"[0-9]{7}", made)
    assert not text.strip() or made != text
