"""公开时限 as counties write it, and the days that follow from it."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.calendar import Calendar
from gongkai.rules.limits import Limit, due_after, limit_from_json, periods_of, read_limits
from gongkai.rules.refusal import Refusal

CALENDAR = Calendar()
READ = [
    ("信息形成或变更之日起20个工作日内", [Limit("after", 20, "workday", "formed")]),
    ("信息形成（变更）20个工作日内", [Limit("after", 20, "workday", "formed")]),
    ("自制作或获取该信息之日起２０个工作日内公开", [Limit("after", 20, "workday", "obtained")]),
    ("本级人民代表大会或其常务委员会批准后20日内", [Limit("after", 20, "day", "approved")]),
    ("批准后二十日内", [Limit("after", 20, "day", "approved")]),
    ("分配结果确定后20个工作日内", [Limit("after", 20, "workday", "result_fixed")]),
    (
        "制定或获取信息之日起10个工作日内，公示7个工作日",
        [Limit("after", 10, "workday", "obtained"), Limit("display", 7, "workday")],
    ),
    (
        "执法决定信息在决定作出之日起7个工作日内公开，其他相关信息形成或变更之日起20个工作日内公开",
        [
            Limit("after", 7, "workday", "decided", scope="执法决定信息"),
            Limit("after", 20, "workday", "formed", scope="其他相关"),
        ],
    ),
    (
        "信息形成20个工作日内公开；其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公示",
        [
            Limit("after", 20, "workday", "formed"),
            Limit("after", 7, "workday", "decided", scope="行政许可、行政处罚事项"),
        ],
    ),
    ("每季度的首个月20日", [Limit("rhythm", rhythm="quarterly", month=1, day=20)]),
    ("每年3月31日前", [Limit("rhythm", rhythm="yearly", month=3, day=31)]),
    ("每月10日前", [Limit("rhythm", rhythm="monthly", day=10)]),
    (
        "每季度的首个月20日（集体财务往来较多的，财务收支情况应每月公布一次）",
        [
            Limit("rhythm", rhythm="quarterly", month=1, day=20),
            Limit("rhythm", rhythm="monthly", day=20, scope="集体财务往来较多"),
        ],
    ),
    ("及时公开 / 随时公开", [Limit("prompt", trigger="formed")]),
    ("永久公开", [Limit("lasting")]),
    ("长期公开 / 随时公开", [Limit("lasting"), Limit("prompt", trigger="formed")]),
    ("重大决策作出后及时公开", [Limit("prompt", trigger="decided")]),
    (
        "每季度首个月20日，重大事项随时公布",
        [Limit("rhythm", rhythm="quarterly", month=1, day=20), Limit("prompt", trigger="major")],
    ),
    (
        "每年3月31日前、9月30日前",
        [
            Limit("rhythm", rhythm="yearly", month=3, day=31),
            Limit("rhythm", rhythm="yearly", month=9, day=30),
        ],
    ),
    ("每季度末月最后一天", [Limit("rhythm", rhythm="quarterly", month=3, day=31)]),
    (
        "每月20日前，公示7个工作日",
        [Limit("rhythm", rhythm="monthly", day=20), Limit("display", 7, "workday")],
    ),
    ("每月月底前", [Limit("rhythm", rhythm="monthly", day=31)]),
    ("收到批准文件之日起15个工作日内", [Limit("after", 15, "workday", "approved")]),
    ("信息形成之日起20个工作日内；法律、法规另有规定的从其规定", [Limit("after", 20, "workday", "formed")]),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text for text, _ in READ])
def test_a_county_s_words_become_structure(text: str, expected: list[Limit]) -> None:
    assert read_limits(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "空的"),
        ("尽快", "看不懂公开时限“尽快”"),
        ("每季度公布", "没有写明是哪一天"),
        ("0个工作日内", "天数是 0"),
        ("每季度第5个月20日", "没有这一天或这个月"),
        ("每月32日", "没有这一天或这个月"),
        ("每年2月30日前", "没有这一天或这个月"),
        ("每年13月1日前", "没有这一天或这个月"),
        ("每年6月", "没有写明是哪一天"),
        ("次月10日前", "看不懂公开时限“次月10日前”"),
        ("1月20日前", "看不懂公开时限"),
        ("48小时内", "看不懂公开时限"),
    ],
)
def test_what_cannot_be_dated_is_refused_with_what_to_write(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        read_limits(text)


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text for text, _ in READ])
def test_json_keeps_a_limit_whole(text: str, expected: list[Limit]) -> None:
    assert [limit_from_json(limit.as_json()) for limit in read_limits(text)] == expected


def test_working_days_skip_the_spring_festival() -> None:
    due = due_after(Limit("after", 20, "workday", "formed"), date(2018, 2, 9), CALENDAR, prompt_workdays=20)
    assert due is not None
    assert (due.day, due.provisional) == (date(2018, 3, 14), False)


def test_calendar_days_do_not_skip() -> None:
    due = due_after(Limit("after", 20, "day", "approved"), date(2018, 2, 9), CALENDAR, prompt_workdays=20)
    assert due is not None
    assert due.day == date(2018, 3, 1)


def test_promptly_takes_the_town_s_own_number() -> None:
    due = due_after(Limit("prompt", trigger="formed"), date(2018, 5, 7), CALENDAR, prompt_workdays=5)
    assert due is not None
    assert due.day == date(2018, 5, 14)


def test_a_year_without_its_notice_is_provisional() -> None:
    due = due_after(Limit("after", 20, "workday", "formed"), date(2031, 3, 3), CALENDAR, prompt_workdays=20)
    assert due is not None
    assert due.provisional


@pytest.mark.parametrize("kind", ["lasting", "display", "rhythm"])
def test_no_event_starts_a_lasting_duty_a_display_or_a_rhythm(kind: str) -> None:
    limit = Limit(kind, number=7, unit="day", rhythm="monthly", day=1)
    assert due_after(limit, date(2018, 5, 7), CALENDAR, prompt_workdays=5) is None


def test_quarters_have_their_day() -> None:
    periods = periods_of(Limit("rhythm", rhythm="quarterly", month=1, day=20), 2018)
    assert [(each.key, each.due) for each in periods] == [
        ("2018Q1", date(2018, 1, 20)),
        ("2018Q2", date(2018, 4, 20)),
        ("2018Q3", date(2018, 7, 20)),
        ("2018Q4", date(2018, 10, 20)),
    ]


@given(
    rhythm=st.sampled_from(["monthly", "quarterly", "half_yearly", "yearly"]),
    day=st.integers(1, 31),
    year=st.integers(2000, 2040),
)
def test_the_periods_of_a_year_follow_one_another_and_hold_their_due_day(
    rhythm: str, day: int, year: int
) -> None:
    periods = periods_of(Limit("rhythm", rhythm=rhythm, month=1, day=day), year)
    assert periods[0].first == date(year, 1, 1)
    assert periods[-1].last == date(year, 12, 31)
    for each in periods:
        assert each.first <= each.due <= each.last
    for one, next_one in itertools.pairwise(periods):
        assert next_one.first == one.last + timedelta(days=1)


@given(number=st.integers(1, 60), on=st.dates(date(2008, 1, 1), date(2025, 6, 30)))
def test_a_duty_in_working_days_falls_due_on_a_working_day(number: int, on: date) -> None:
    due = due_after(Limit("after", number, "workday", "formed"), on, CALENDAR, prompt_workdays=20)
    assert due is not None
    assert CALENDAR.is_workday(due.day)
    assert CALENDAR.count_workdays(on, due.day) == number
