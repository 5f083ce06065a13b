"""One spelling, with the way back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.relations.prose.characters import folded, plain


def test_full_width_digits_thousands_marks_and_blanks_become_one_number() -> None:
    assert plain("公开１，２３４条").text == "公开1234条"
    assert plain("公开1,234条").text == "公开1234条"
    assert plain("2018 年　主动公开 7 44条").text == "2018年主动公开744条"


def test_a_comma_that_is_no_thousands_mark_separates() -> None:
    assert plain("79条,133条").text == "79条，133条"
    assert plain("分别为179,133条").text == "分别为179，133条"


def test_traditional_characters_of_the_forms_are_read() -> None:
    assert plain("主動公開政府信息744條").text == "主动公开政府信息744条"


def test_each_character_leads_back_to_where_it_stood() -> None:
    raw = "共 １,234 条"
    read = plain(raw)
    assert read.text == "共1234条"
    assert [raw[i] for i in read.at[:-1]] == ["共", "１", "2", "3", "4", "条"]
    assert read.at[-1] == len(raw)


def test_a_half_width_full_stop_ends_a_sentence_and_numbers_nothing() -> None:
    assert plain("公布报告.全文分六部分.").text == "公布报告。全文分六部分。"
    assert plain("一.概述 5.5万元 1.加强学习").text == "一.概述5.5万元1.加强学习"


@given(st.text())
def test_any_text_keeps_its_order_and_length(raw: str) -> None:
    read = plain(raw)
    assert len(folded(raw)) == len(raw)
    assert len(read.at) == len(read.text) + 1
    assert list(read.at) == sorted(read.at)
