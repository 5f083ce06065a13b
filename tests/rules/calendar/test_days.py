"""Days as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.calendar import EARLIEST, LATEST, long_day, parse_day, parse_range
from gongkai.rules.refusal import Refusal


@pytest.mark.parametrize(
    "text",
    [
        "2018-03-04",
        "2018-3-4",
        "2018/03/04",
        "2018.3.4",
        "2018年3月4日",
        " 2018年 3 月 4 日 ",
        "２０１８-０３-０４",
    ],
)
def test_a_day_is_read_however_a_clerk_writes_it(text: str) -> None:
    assert parse_day(text, "收到日期") == date(2018, 3, 4)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("2018-02-30", "2018年2月只有28天"),
        ("2016-02-30", "2016年2月只有29天"),
        ("2018-04-31", "2018年4月只有30天"),
        ("2018-01-00", "2018年1月只有31天"),
        ("2018-13-01", "没有13月"),
        ("2018-00-10", "没有0月"),
        ("20180230", "不是日期"),
        ("20180209", "不是日期"),
        ("2018-W06-5", "不是日期"),
        ("18-02-09", "不是日期"),
        ("昨天", "不是日期"),
        ("", "不是日期"),
        ("1999-12-31", "超出可计算的范围"),
        ("2100-01-01", "超出可计算的范围"),
        ("0000-01-01", "超出可计算的范围"),
    ],
)
def test_what_is_no_day_is_refused_by_name(text: str, complaint: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_day(text, "收到日期")
    assert complaint in str(refused.value)
    assert str(refused.value).startswith(f"收到日期“{text}”")


@given(st.dates(EARLIEST, LATEST))
def test_a_day_written_is_the_day_read(day: date) -> None:
    assert parse_day(day.isoformat(), "日期") == day
    assert parse_day(f"{day.year}年{day.month}月{day.day}日", "日期") == day


@pytest.mark.parametrize(
    "text", ["2018-02-01:2018-02-28", "2018-02-01：2018-02-28", "2018-02-01 : 2018年2月28日"]
)
def test_a_span_has_two_sides(text: str) -> None:
    assert parse_range(text, "区间") == (date(2018, 2, 1), date(2018, 2, 28))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("2018-02-01", "应写成"),
        ("2018-02-01:", "应写成"),
        (":2018-02-01", "应写成"),
        ("2018-02-01:2018-02-02:2018-02-03", "应写成"),
        ("2018-02-28:2018-02-01", "颠倒了"),
        ("2018-02-01:2018-02-30", "区间的结束日期“2018-02-30”不存在"),
    ],
)
def test_what_is_no_span_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint):
        parse_range(text, "区间")


def test_a_day_in_words() -> None:
    assert long_day(date(2018, 3, 14)) == "2018年3月14日（周三）"
