"""Somebody leaves: what is open goes to another person, what is done stays under the old name."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.records.bodies.models import Post, Role
from gongkai.records.catalogue.actions import excuse_obligation, hand_over, raise_year
from gongkai.records.catalogue.models import Obligation
from gongkai.records.ledger.models import Act
from gongkai.rules.refusal import Refusal
from tests.catalogue.county import AT, WHO, County, make_county, make_edition, make_entry, make_person

pytestmark = pytest.mark.django_db
ON = date(2018, 5, 1)


@pytest.fixture
def county() -> County:
    county = make_county()
    make_entry(make_edition(county.county), county.affairs, "每季度首个月20日")
    return county


def test_open_duties_of_one_body_go_over_and_the_post_ends(county: County) -> None:
    east, west = county.villages
    old = make_person(east, Role.LIAISON, "jiu")
    Post.objects.create(person=old, body=west, role=Role.LIAISON, since=date(2018, 1, 1))
    new = make_person(east, Role.LIAISON, "xin", since=date(2018, 4, 1))
    raise_year(county.town, 2018, by=WHO, at=AT)
    Obligation.objects.filter(body=east, period="2018Q1").update(met_on=date(2018, 1, 9))
    excused = Obligation.objects.get(body=east, period="2018Q2")
    excuse_obligation(excused, why="没有", first=date(2018, 4, 1), until=ON, by=WHO, at=AT)
    assert hand_over(old, new, east, on=ON, by=WHO, at=AT) == 3
    owners = dict(Obligation.objects.filter(body=east).values_list("period", "owner__login"))
    assert owners == {"2018Q1": "jiu", "2018Q2": "xin", "2018Q3": "xin", "2018Q4": "xin"}
    assert set(Obligation.objects.filter(body=west).values_list("owner__login", flat=True)) == {"jiu"}
    assert {post.body: post.until for post in old.posts.all()} == {east: ON, west: None}
    assert Act.objects.get(verb="hand_over").detail == {"to": new.name, "obligations": 3}


def test_nothing_goes_to_oneself_or_to_somebody_not_in_use(county: County) -> None:
    east = county.villages[0]
    old, new = make_person(east, Role.LIAISON, "jiu"), make_person(east, Role.LIAISON, "xin")
    with pytest.raises(Refusal, match="不能是同一个人"):
        hand_over(old, old, east, on=ON, by=WHO, at=AT)
    new.is_active = False
    with pytest.raises(Refusal, match="已停用"):
        hand_over(old, new, east, on=ON, by=WHO, at=AT)
    assert Post.objects.filter(until__isnull=True).count() == 2
