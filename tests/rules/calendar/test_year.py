"""The year files, and years that a town brings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import chinese_calendar
import pytest

from gongkai.rules.calendar import Calendar, shipped_years, year_from_json
from gongkai.rules.refusal import Refusal


def test_the_years_are_there() -> None:
    assert shipped_years() == tuple(range(2007, 2027))


@pytest.mark.parametrize("year", range(2007, 2027))
def test_every_day_agrees_with_a_package_kept_by_others(year: int) -> None:
    calendar = Calendar()
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    differing = [day for day in days if calendar.is_workday(day) != chinese_calendar.is_workday(day)]
    assert differing == []


@pytest.mark.parametrize(
    ("year", "number"),
    [
        (2007, "国办发明电〔2006〕49号"),
        (2018, "国办发明电〔2017〕12号"),
        (2019, "国办发明电〔2018〕15号"),
        (2020, "国办发明电〔2019〕16号"),
        (2026, "国办发明电〔2025〕7号"),
    ],
)
def test_a_year_names_its_notice(year: int, number: str) -> None:
    assert number in [notice.number for notice in Calendar().notices(year)]


def test_an_amended_year_names_both_notices_and_an_unknown_number_is_left_open() -> None:
    assert "国办发明电〔2020〕1号" in [notice.number for notice in Calendar().notices(2020)]
    assert [notice.number for notice in Calendar().notices(2008)] == [None]
    assert Calendar().notices(2027) == ()


GOOD: dict[str, Any] = {
    "year": 2027,
    "notices": [{"number": None, "issued": "2026-11-01", "title": "演示通知"}],
    "off": {"2027-01-01": "元旦"},
    "work": {"2027-01-03": "元旦"},
}


def test_a_year_is_read_from_data() -> None:
    days = year_from_json(GOOD)
    assert days.off == {date(2027, 1, 1): "元旦"}
    assert days.work == {date(2027, 1, 3): "元旦"}
    assert days.notices[0].issued == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"year": "2027"}, "应有 year"),
        ({"off": {"2026-12-31": "元旦"}}, "不属于该年的日期 2026-12-31"),
        ({"work": {"2027-01-01": "元旦"}}, "2027-01-01 既放假又上班"),
        ({"off": {"2027-02-30": "春节"}}, "放假日“2027-02-30”不存在"),
        ({"off": ["2027-01-01"]}, "off（放假日）应为"),
        ({"work": {"2027-01-03": ""}}, "work（调休上班日）应为"),
        ({"notices": "国办发明电"}, "notices 应为列表"),
        ({"notices": [{"number": "一号"}]}, "缺少标题"),
    ],
)
def test_a_year_of_another_shape_is_refused_in_words(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint):
        year_from_json(GOOD | change)


@pytest.mark.parametrize("raw", [None, [], "2027", {}])
def test_what_is_no_year_is_refused(raw: object) -> None:
    with pytest.raises(Refusal, match="应有 year"):
        year_from_json(raw)
