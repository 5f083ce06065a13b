"""The route matrix: every viewer at every address, and no address that nobody thought of."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from gongkai.readings.annual.models import Report
from gongkai.records.bodies.models import Body, BodyKind, Person, Post, Role
from gongkai.records.disclosure.models import Channel, Item, Placement
from tests.house.ground import HOUSE
from tests.house.routes import ANONYMOUS, READERS_ONLY, ROUTES, VIEWERS, Route
from tests.house.staff_routes import STAFF_ROUTES


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the house with its pattern."""
    for entry in resolver.url_patterns:
        where = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, where)
        else:
            yield where, entry


def guards_of(pattern: URLPattern) -> list[str]:
    """Names of the decorators that the view of an address carries."""
    view = inspect.unwrap(pattern.callback)
    (source,) = [found for found in HOUSE.sources if found.module == view.__module__]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef) and node.name == view.__name__:
            named = [made.func if isinstance(made, ast.Call) else made for made in node.decorator_list]
            return [name.id for name in named if isinstance(name, ast.Name)]
    return []


def unguarded(found: Iterable[tuple[str, URLPattern]], routes: Iterable[Route]) -> list[str]:
    """Addresses that the matrix does not have, or whose view does not carry the guard that the matrix names."""
    named = {route.pattern: route.guard for route in routes}
    return [
        f"{where or '/'}: the view carries {guards_of(pattern)}, the matrix says {named.get(where)}"
        for where, pattern in found
        if named.get(where) not in guards_of(pattern)
    ]


def test_every_address_is_in_the_matrix_with_the_guard_of_its_view() -> None:
    assert unguarded(addresses(get_resolver()), (*ROUTES, *STAFF_ROUTES)) == []


def test_the_matrix_has_no_address_that_is_gone() -> None:
    assert {route.pattern for route in (*ROUTES, *STAFF_ROUTES)} <= {
        where for where, _ in addresses(get_resolver())
    }


def test_an_address_nobody_listed_and_a_view_without_its_guard_are_found() -> None:
    home = next(pattern for where, pattern in addresses(get_resolver()) if where == "")
    assert len(unguarded([("new/", home)], ROUTES)) == 1
    assert len(unguarded([("", home)], [Route("", "staff", "/")])) == 1


@pytest.fixture
def samples(db: None) -> dict[str, int]:
    """A town with a village, one item of each kind that a viewer may ask for, and a report."""
    town = Body.objects.create(code="640381106000", name="演示镇", kind=BodyKind.TOWN, demonstration=True)
    Body.objects.create(code="640381106201", name="演示村", kind=BodyKind.VILLAGE, demonstration=True)
    kept = {"body": town, "title": "低保名单（演示数据）"}
    item = Item.objects.create(number="1", published_on=date(2018, 3, 1), **kept)
    gone = {"withdrawn_on": date(2018, 4, 1), "withdrawn_why": "公示期满"}
    withdrawn = Item.objects.create(number="2", published_on=date(2018, 3, 1), **kept, **gone)
    for one in (item, withdrawn):
        Placement.objects.create(body=town, item=one, channel=Channel.BOARD, placed_on=date(2018, 3, 1))
    future = Item.objects.create(number="3", published_on=date(2999, 1, 1), **kept)
    Report.objects.create(body=town, year=2018, form="2014", title="年报", published_on=date(2019, 1, 20))
    return {"item": item.pk, "withdrawn": withdrawn.pk, "future": future.pk}


def signed_in(viewer: str) -> Client:
    """The browser of a viewer; whoever has a role holds it at the town."""
    client = Client()
    if viewer == ANONYMOUS:
        return client
    person = Person.objects.create_person(viewer, "演示员", None)
    if viewer in Role.values:
        town = Body.objects.get(code="640381106000")
        Post.objects.create(person=person, body=town, role=viewer, since=date(2018, 1, 1))
    client.force_login(person)
    return client


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_viewer_gets_what_the_matrix_says(viewer: str, samples: dict[str, int]) -> None:
    client = signed_in(viewer)
    wrong = []
    for route in ROUTES:
        status = client.get(route.sample.format(**samples)).status_code
        if status != route.expected(viewer):
            wrong.append(f"{route.sample}: {status}, expected {route.expected(viewer)}")
    assert wrong == []


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_page_for_readers_answers_to_nothing_else(method: str, samples: dict[str, int]) -> None:
    client = Client(enforce_csrf_checks=False)
    readers = [route for route in ROUTES if route.guard in READERS_ONLY]
    asked = {
        route.sample: getattr(client, method)(route.sample.format(**samples)).status_code for route in readers
    }
    assert {sample: status for sample, status in asked.items() if status != 405} == {}


def test_every_answer_carries_the_policy_and_gives_no_cookie_to_a_reader(samples: dict[str, int]) -> None:
    client = Client()
    for route in ROUTES:
        answer = client.get(route.sample.format(**samples))
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"], route.sample
        assert answer.headers["X-Content-Type-Options"] == "nosniff", route.sample
        assert answer.headers["X-Frame-Options"] == "DENY", route.sample
        assert {"sessionid", "csrftoken"}.isdisjoint(answer.cookies), route.sample


def test_a_look_never_leads_to_another_host() -> None:
    answer = Client().get("/look/?next=https://elsewhere.example/")
    assert answer.headers["Location"] == "/"
