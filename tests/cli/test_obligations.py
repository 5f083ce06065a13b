"""``gongkai obligations``: a year is raised once, and how a town stands is told for any day."""

from __future__ import annotations

import pytest

from tests.catalogue.county import County, make_county, make_edition, make_entry
from tests.cli.terminal import Captured, refused, said, told

pytestmark = pytest.mark.django_db
TOWN = ("--body", "640999001")


@pytest.fixture
def county() -> County:
    county = make_county()
    make_entry(make_edition(county.county), county.affairs, "每季度首个月20日")
    return county


def test_a_year_is_raised_once(county: County, capsys: Captured) -> None:
    first = told(capsys, "obligations", "raise", *TOWN, "--year", "2018")
    assert first == {"body": "640999001000", "year": 2018, "fresh": 16, "known": 0, "ownerless": 16}
    again = said(capsys, "obligations", "raise", *TOWN, "--year", "2018")
    assert again == "测试镇 2018 年：新生成 0 项义务，原有 16 项。\n"


def test_duties_without_a_person_are_told(county: County, capsys: Captured) -> None:
    assert "16 项没有责任人" in said(capsys, "obligations", "raise", *TOWN, "--year", "2018")


def test_how_a_town_stands_on_a_day(county: County, capsys: Captured) -> None:
    said(capsys, "obligations", "raise", *TOWN, "--year", "2018")
    found = told(capsys, "obligations", "show", *TOWN, "--on", "2018-04-18")
    assert found["counts"] == {
        "waiting": 16, "late": 4, "near": 4, "open": 8, "met": 0, "met_late": 0, "excused": 0, "all": 16,
    }  # fmt: skip
    lines = said(capsys, "obligations", "show", *TOWN, "--on", "2018-04-18").splitlines()
    assert any(line.split() == ["已逾期", "4"] for line in lines)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("raise", *TOWN, "--year", "1999"), "年份 1999 不对"),
        (("raise", *TOWN, "--year", "2017"), "在 2017 年没有施行的目录版本"),
        (("show", *TOWN, "--on", "昨天"), "日期“昨天”不是日期"),
        ((), "缺少参数"),
    ],
)
def test_what_cannot_be_done_is_refused(
    county: County, capsys: Captured, words: tuple[str, ...], why: str
) -> None:
    assert why in refused(capsys, "obligations", *words)
