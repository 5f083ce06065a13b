"""The directory as the public reads it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.records.catalogue.actions import choose_field, raise_for_event, raise_year
from gongkai.records.catalogue.models import Field, Obligation, Trigger
from gongkai.records.catalogue.public import PublicDirectory, for_public
from tests.catalogue.county import AT, CALENDAR, WHO, County, make_county, make_edition, make_entry

pytestmark = pytest.mark.django_db
ON = date(2018, 5, 7)


@pytest.fixture
def county() -> County:
    return make_county()


def next_days(directory: PublicDirectory | None) -> dict[str, date | None]:
    assert directory is not None
    return {shown.entry.level1: shown.next_due for field in directory.fields for shown in field.entries}


def test_without_an_edition_there_is_no_directory(county: County) -> None:
    make_edition(county.town, since=date(2019, 1, 1))
    assert for_public(county.town, ON) is None


def test_every_entry_of_the_level_says_when_it_is_due_next(county: County) -> None:
    edition = make_edition(county.county)
    quarterly = make_entry(edition, county.affairs, "每季度首个月20日", level1="财务", at_town=False)
    once = make_entry(edition, county.relief, "及时公开", level1="名单")
    make_entry(edition, county.relief, "每年3月31日前", level1="年报")
    make_entry(edition, county.relief, "长期公开", level1="电话")
    make_entry(edition, county.relief, "每月10日前", level1="镇里的", at_village=False)
    village = county.villages[0]
    assert next_days(for_public(village, ON)) == {
        "财务": date(2018, 7, 20), "名单": None, "年报": date(2019, 3, 31), "电话": None,
    }  # fmt: skip
    raise_year(county.town, 2018, by=WHO, at=AT)
    raise_for_event(
        once, village, trigger=Trigger.FORMED, title="名单", on=ON, calendar=CALENDAR, prompt_workdays=5,
        by=WHO, at=AT,
    )  # fmt: skip
    Obligation.objects.filter(entry=quarterly, period="2018Q3").update(met_on=ON)
    assert next_days(for_public(village, ON)) == {
        "财务": date(2018, 10, 20), "名单": date(2018, 5, 14), "年报": date(2019, 3, 31), "电话": None,
    }  # fmt: skip


def test_a_rhythm_that_ends_with_the_edition_has_no_next_day(county: County) -> None:
    make_entry(make_edition(county.county, until=date(2018, 6, 30)), county.relief, "每季度首个月20日")
    assert set(next_days(for_public(county.town, ON)).values()) == {None}


def test_fields_stand_in_their_order_and_those_that_do_not_apply_with_the_nearest_reason(
    county: County,
) -> None:
    edition = make_edition(county.county)
    for field in (county.affairs, county.relief):
        make_entry(edition, field, "及时公开")
    tax = Field.objects.create(code="05", name="税收管理", order=5)
    school = Field.objects.create(code="23", name="义务教育", order=23)
    for body, field, reason in (
        (county.county, school, "由市里公开"),
        (county.town, tax, "由税务机关公开"),
        (county.town, school, "镇里没有学校"),
    ):
        choose_field(body, field, applies=False, reason=reason, by=WHO, at=AT)
    found = for_public(county.villages[0], ON)
    assert found is not None
    assert [field.field for field in found.fields] == [county.relief, county.affairs]
    assert [(each.field, each.reason) for each in found.absent] == [
        (tax, "由税务机关公开"),
        (school, "镇里没有学校"),
    ]


def test_a_long_directory_costs_the_queries_of_a_short_one(county: County) -> None:
    edition = make_edition(county.county)
    choose_field(county.town, county.affairs, applies=False, reason="没有", by=WHO, at=AT)
    counted = []
    for _ in range(2):
        for number in range(20):
            make_entry(edition, county.relief, "每月10日前", level1=f"事项{number}")
        with CaptureQueriesContext(connection) as seen:
            for_public(county.town, ON)
        counted.append(len(seen))
    assert counted == [5, 5]
