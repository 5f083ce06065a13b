"""``gongkai workday`` at the terminal."""

from __future__ import annotations

import pytest

from tests.cli.terminal import Captured, refused, said, told


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        ("2018-02-11", True, "春节调休上班"),
        ("2018-10-01", False, "国庆节休假"),
        ("2018-03-10", False, "周六"),
        ("2018年3月14日", True, "周三"),
    ],
)
def test_one_day(capsys: Captured, day: str, works: bool, why: str) -> None:
    facts = told(capsys, "workday", day)
    assert (facts["workday"], facts["why"], facts["provisional"]) == (works, why, False)


def test_one_day_in_words(capsys: Captured) -> None:
    text = said(capsys, "workday", "2018-02-15")
    assert text == "2018年2月15日（周四）不是工作日：春节休假。下一个工作日：2018年2月22日（周四）。\n"


def test_a_day_names_the_notice_of_its_year(capsys: Captured) -> None:
    assert "国办发明电〔2017〕12号" in told(capsys, "workday", "2018-02-15")["notices"]


def test_a_span_includes_both_ends(capsys: Captured) -> None:
    facts = told(capsys, "workday", "2018-02-09:2018-02-12")
    assert facts["workdays"] == 3
    assert [one["counts"] for one in facts["days"]] == [True, False, True, True]
    assert told(capsys, "workday", "2018-01-01：2018-12-31")["workdays"] == 250


def test_a_span_in_words_names_the_days_that_mislead(capsys: Captured) -> None:
    lines = said(capsys, "workday", "2018-02-09:2018-02-15").splitlines()
    assert lines[0].endswith("（首尾均含）共7天，其中工作日5天。")
    assert lines[1:] == ["  2018-02-11  春节调休上班", "  2018-02-15  春节休假"]


def test_an_unknown_year_is_said_aloud(capsys: Captured) -> None:
    assert told(capsys, "workday", "2027-03-01")["provisional"] is True
    assert "结果为暂定" in said(capsys, "workday", "2026-12-01:2027-01-31")


@pytest.mark.parametrize(
    ("day", "complaint"),
    [
        ("2018-02-30", "2018年2月只有28天"),
        ("20180211", "不是日期"),
        ("2018-02-12:2018-02-09", "颠倒了"),
        ("2018-02-12:", "应写成"),
        ("3018-02-12", "超出可计算的范围"),
    ],
)
def test_what_is_no_day_is_one_line(capsys: Captured, day: str, complaint: str) -> None:
    assert complaint in refused(capsys, "workday", day)
