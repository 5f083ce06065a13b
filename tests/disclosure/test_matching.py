"""What is offered when an obligation is met: items that could be it, and the next number."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.records.disclosure.fulfilment import meet_obligation
from gongkai.records.disclosure.matching import items_that_could_meet, targets_of
from gongkai.records.disclosure.models import Item
from gongkai.records.disclosure.numbering import propose_number
from tests.workbench.town import NOW, Town, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def another(town: Town, number: str, **more: object) -> Item:
    """One more item of the village in the field of its affairs."""
    said = {"body": town.village, "field": town.affairs, "title": "另一条", "published_on": date(2018, 5, 2)}
    return Item.objects.create(number=number, **(said | more))


def test_items_of_the_body_and_field_from_the_day_the_duty_arose(town: Town) -> None:
    fits = another(town, "a")
    another(town, "b", body=town.other)
    another(town, "c", field=town.relief)
    another(town, "d", published_on=date(2018, 3, 31))
    another(town, "e", withdrawn_on=date(2018, 5, 3), withdrawn_why="有误")
    assert list(items_that_could_meet(town.late)) == [fits, town.item]
    assert list(items_that_could_meet(town.late, "第一季度")) == [town.item]


def test_what_has_met_something_comes_last_and_what_met_this_not_at_all(town: Town) -> None:
    fits = another(town, "a")
    meet_obligation(town.late, fits, by="演示", at=NOW)
    assert list(items_that_could_meet(town.late)) == [town.item]
    third = town.quarterly
    other = type(town.late).objects.get(body=town.village, entry=third, period="2018Q1")
    assert [(item, item.used) for item in items_that_could_meet(other)] == [(town.item, False), (fits, True)]


def test_the_next_number_follows_the_highest_of_the_year(town: Town) -> None:
    assert propose_number(town.village, date(2018, 6, 1)) == "640381106201/2018-00002"
    another(town, "640381106201/2018-00041")
    another(town, "640381106201/2018-旧1")
    assert propose_number(town.village, date(2018, 6, 1)) == "640381106201/2018-00042"
    assert propose_number(town.village, date(2019, 6, 1)) == "640381106201/2019-00001"
    assert propose_number(town.town, date(2018, 6, 1)) == "640381106/2018-00001"


def test_only_places_in_use_are_offered(town: Town) -> None:
    assert list(targets_of(town.village)) == [town.board]
    town.board.until = date(2018, 6, 1)
    town.board.save()
    assert list(targets_of(town.village)) == []
