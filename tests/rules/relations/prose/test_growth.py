"""Growth against its base, in the text and in last year's report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.relations.prose import growth
from tests.rules.relations.prose.ground import reading_of, rules, said


def _rules(text: str, last_year: int | None = None) -> list[tuple[str, str]]:
    previous = None if last_year is None else {"s1_1": last_year}
    return rules(said(growth.check, reading_of(text, cells={"s1_1": 620}, previous=previous)))


@pytest.mark.parametrize(
    "text",
    [
        "2017年公开500条，2018年公开620条，同比增长42%。",
        "2018年公开620条，比2017年的500条增加了100条。",
        "2018年公开620条，比2017年的500条下降24%。",
        "2017年公开500条。2018年公开620条，同比增长42%。",
        "公开数量由500条增加到620条，增长42%。",
        "2018年公开1000条，比2017年的500条增长2倍。",
        "2018年公开620条，较2017年增加120条，增长42%。",
        "2018年公开620条，是上年（500条）的1.42倍。",
        "2018年预算18.5万元，比上年压缩1.2万元，下降16.1%。",
        "2018年经费2.8万元，比上年增加0.8万元，增长28%。",
        "2018年公开620条（2016年为400条，2017年为500条），较2016年增长24%。",
        "2018年公开480条，较上年减少20条，下降14%。",
        "截至2018年12月31日，累计公开620条，2017年公开500条，同比增长42%。",
    ],
)
def test_a_change_that_the_numbers_do_not_give(text: str) -> None:
    assert _rules(text) == [("text.growth", "error")]


@pytest.mark.parametrize(
    "text",
    [
        "2017年公开500条，2018年公开620条，同比增长24%。",
        "2018年公开620条，比2017年的500条增加120条。",
        "2018年公开480条，比上年的500条减少20条，下降4%。",
        "2018年公开620条，同比增长24%。",
        "公开率达98%，比上年提高2个百分点。",
        "公开620条，新增查阅点2个。",
        "公开数量由500条增加到620条，增长24%。",
        "工作人员由2人增加到5人。",
        "2018年公开1000条，比2017年的500条增长1倍。",
        "2018年公开620条，比上年增长20%左右。",
        "2018年公开620条，较2017年增加120条，增长24%。",
        "2018年公开480条，较上年减少20条，下降4%。",
        "2018年公开620条，是上年（500条）的1.24倍。",
        "2018年预算18.5万元，比上年压缩1.2万元，下降6.1%。",
        "2018年公开620条，其中网站210条。较2017年的500条增加120条，增长24%。",
        "2018年公开620条（2016年为400条，2017年为500条），较2017年增长24%，较2016年增长55%。",
        "2017年公开500条，2018年公开620条，较2015年增长210%。",
        "2018年公开620条，是上年（500条）的1.2倍，访问量是上年的3.5倍。",
        "自2008年以来累计公开8620条，2017年公开500条，同比增长42%。",
        "2018年公开620条，较上年增加120条，点击量增长42%，关注人数增加30人。",
    ],
)
def test_right_changes_are_silent(text: str) -> None:
    assert not _rules(text)


def test_a_change_that_opens_a_sentence_is_of_the_number_before_it() -> None:
    text = "2018年公开620条，其中网站210条。较2017年的500条增加120条，增长42%。"
    assert _rules(text) == [("text.growth", "warning")]


@given(st.integers(1, 3000), st.integers(1, 3000))
def test_the_exact_difference_is_always_silent(last: int, now: int) -> None:
    way = "增加" if now >= last else "减少"
    assert not _rules(f"2018年公开{now}条，比2017年的{last}条{way}{abs(now - last)}条。")


def test_last_year_s_report_decides_where_the_text_gives_no_base() -> None:
    text = "主动公开政府信息620条，比上年增长24%。"
    assert not _rules(text, last_year=500)
    assert _rules(text, last_year=600) == [("text.growth", "warning")]


def test_a_base_that_last_year_s_report_does_not_have() -> None:
    text = "主动公开政府信息620条，比2017年的520条增加100条。"
    assert not _rules(text, last_year=520)
    assert _rules(text, last_year=500) == [("text.last-year", "warning")]
    assert _rules("2017年主动公开政府信息520条。", last_year=500) == [("text.last-year", "warning")]
