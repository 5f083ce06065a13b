"""The inbox: what waits, in order, for whom; one click to the act; few queries whatever the number of rows."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.doors.workbench.guard import Desk
from gongkai.doors.workbench.sources import ROWS, SOURCES, Basket, Source, sections
from gongkai.records.bodies.permissions import viewer_of
from gongkai.records.catalogue.models import Obligation
from tests.workbench.town import NOW, TODAY, Town


def desk(town: Town, login: str) -> Desk:
    """Somebody's desk."""
    person = town.people[login]
    return Desk(person, viewer_of(person, TODAY), NOW)


def found(town: Town, login: str) -> dict[str, int]:
    """Counts by section."""
    at = desk(town, login)
    return {section.key: section.count for section in sections(at, Basket(at))}


def test_the_liaison_sees_her_village_alone_and_the_clerk_the_town(town: Town) -> None:
    assert found(town, "liaison") == {"late": 2, "near": 1}
    assert found(town, "other") == {"late": 2}
    assert found(town, "clerk") == {"late": 4, "near": 1}
    assert found(town, "auditor") == found(town, "clerk")
    page = town.client("liaison").get("/workbench/").content.decode()
    assert town.other.name not in page


def test_today_comes_first_and_is_not_counted_twice(town: Town) -> None:
    Obligation.objects.filter(pk=town.near.pk).update(due_on=TODAY)
    at = desk(town, "liaison")
    shown = sections(at, Basket(at))
    assert [section.key for section in shown] == ["today", "late"]
    assert "今天到期" in town.client("liaison").get("/workbench/").content.decode()


def test_each_row_is_one_click_from_the_act_that_clears_it(town: Town) -> None:
    page = town.client("liaison").get("/workbench/").content.decode()
    for name in ("publish", "meet"):
        assert reverse(f"workbench:{name}", args=[town.near.pk]) in page
    assert reverse("workbench:excuse", args=[town.near.pk]) not in page
    assert (
        reverse("workbench:excuse", args=[town.near.pk])
        in town.client("leader").get("/workbench/").content.decode()
    )
    reads = town.client("auditor").get("/workbench/").content.decode()
    assert "/publish/" not in reads
    assert "/excuse/" not in reads


def test_an_excuse_that_is_about_to_end_comes_back_in_sight(town: Town) -> None:
    Obligation.objects.filter(pk=town.late.pk).update(
        excused_from=TODAY - timedelta(days=30),
        excused_until=TODAY + timedelta(days=3),
        excused_why="没有发生",
        excused_by="演示",
    )
    assert found(town, "liaison") == {"late": 1, "near": 1, "ending": 1}


def test_an_empty_inbox_says_what_would_be_here(town: Town) -> None:
    Obligation.objects.update(met_on=TODAY)
    page = town.client("liaison").get("/workbench/").content.decode()
    assert "没有等您办理的事" in page


def test_a_room_adds_its_section_through_the_registry(town: Town) -> None:
    at = desk(town, "clerk")
    basket = Basket(at)
    more = Source(
        "returned",
        "退回",
        lambda each: 1,
        lambda each: Obligation.objects.filter(pk=town.near.pk),
        "standing=all",
    )
    shown = sections(at, basket, [*SOURCES, more])
    assert shown[-1].label == "退回"
    assert [row.pk for row in shown[-1].rows] == [town.near.pk]


def test_the_number_of_queries_does_not_grow_with_the_rows(town: Town) -> None:
    client = town.client("clerk")
    client.get("/workbench/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/workbench/")
    made = [
        Obligation(
            body=town.other,
            entry=town.quarterly,
            field=town.affairs,
            key=f"more-{number}",
            arose_on=TODAY,
            due_on=TODAY - timedelta(days=number % 40),
        )
        for number in range(ROWS * 20)
    ]
    Obligation.objects.bulk_create(made)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/workbench/").content.decode()
    assert "全部" in page
    assert len(many) <= len(few) + 1  # one section more: something is due today
    assert len(many) <= 12
