"""The calendar: a month as a grid, and the feed that a telephone asks for with a secret."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar as Sheet

from gongkai.doors.workbench.models import CalendarFeed
from gongkai.records.bodies.models import Post
from gongkai.records.catalogue.models import Obligation
from gongkai.records.ledger.models import Act
from tests.workbench.town import TODAY, Town

MONTH = "/workbench/calendar/"


def address(client: Client) -> str:
    """A new feed address, without the host."""
    page = client.post(f"{MONTH}address/").content.decode()
    found = re.search(r'value="http://127.0.0.1:8000(/workbench/calendar/[\w-]+\.ics)"', page)
    assert found is not None
    return found[1]


def summaries(client: Client, where: str) -> list[str]:
    """What a feed holds."""
    sheet = Sheet.from_ical(client.get(where).content)
    return [str(event["summary"]) for event in sheet.walk("VEVENT")]


def test_each_duty_stands_on_its_day(town: Town) -> None:
    page = town.client("liaison").get(f"{MONTH}?month=2018-06").content.decode()
    cell = re.search(r'<time datetime="2018-06-20">.*?</td>', page, re.DOTALL)
    assert cell is not None
    assert "第二批低保审批结果" in cell[0]
    assert "<strong>1 项</strong>" in page


def test_moved_working_days_are_named(town: Town) -> None:
    page = town.client("liaison").get(f"{MONTH}?month=2018-02").content.decode()
    assert page.count("班<span") == 2  # 11 and 24 February 2018 were worked for the Spring Festival
    assert "休<span" in page


def test_a_full_day_leads_to_the_list_of_that_day(town: Town) -> None:
    Obligation.objects.bulk_create(
        Obligation(
            body=town.village,
            entry=town.quarterly,
            field=town.affairs,
            key=f"more-{number}",
            arose_on=TODAY,
            due_on=date(2018, 6, 21),
        )
        for number in range(7)
    )
    page = town.client("liaison").get(MONTH).content.decode()
    assert "还有 3 项" in page
    assert "from=2018-06-21&amp;to=2018-06-21" in page


@pytest.mark.parametrize("month", ["2018", "2018-13", "x", "1999-01", "2999-01"])
def test_a_month_that_there_is_not_is_told(town: Town, month: str) -> None:
    assert town.client("clerk").get(f"{MONTH}?month={month}").status_code == 404


def test_the_feed_shows_what_its_person_may_see_and_no_typed_title(town: Town) -> None:
    found = summaries(Client(), address(town.client("liaison")))
    assert "应公开：演示村 低保审批结果" in found
    assert not any("邻村" in summary or "第二批" in summary for summary in found)
    # The two of the first quarter are more than 90 days back.
    assert len(summaries(Client(), address(town.client("clerk")))) == 7


def test_a_renewed_address_kills_the_old_one_and_only_a_digest_is_kept(town: Town) -> None:
    client = town.client("liaison")
    first = address(client)
    second = address(client)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    kept = CalendarFeed.objects.get(person=town.people["liaison"])
    assert kept.digest not in second
    assert Act.objects.filter(verb="renew_feed").count() == 2


def test_the_feed_ends_with_the_post_and_with_the_person(town: Town) -> None:
    where = address(town.client("liaison"))
    Post.objects.filter(person=town.people["liaison"]).update(until=date(2018, 6, 14))
    assert summaries(Client(), where) == []
    person = town.people["liaison"]
    person.is_active = False
    person.save()
    assert Client().get(where).status_code == 404


def test_a_duty_is_one_whole_day_under_a_lasting_name(town: Town) -> None:
    sheet = Sheet.from_ical(Client().get(address(town.client("liaison"))).content)
    event = next(each for each in sheet.walk("VEVENT") if "低保" in str(each["summary"]))
    assert event["dtstart"].dt == date(2018, 6, 20)
    assert str(event["uid"]) == f"obligation-{town.near.pk}@127.0.0.1:8000"
