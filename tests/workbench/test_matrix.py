"""The route matrix of the workbench: every viewer at every address, by reading and by sending."""

from __future__ import annotations

import pytest
from django.test import Client

from gongkai.doors.workbench.urls import urlpatterns
from gongkai.records.bodies.models import Post
from gongkai.records.ledger.models import Act
from tests.workbench.routes import ANONYMOUS, ROUTES, VIEWERS, Route
from tests.workbench.town import Town


def address(route: Route, town: Town) -> str:
    """The sample with keys in their places."""
    liaison = town.people["liaison"]
    return "/workbench/" + route.sample.format(
        late=town.late.pk,
        by_event=town.by_event.pk,
        quarterly=town.quarterly.pk,
        edition=town.edition.pk,
        liaison=liaison.pk,
        post=Post.objects.get(person=liaison).pk,
        village=town.village.pk,
    )


def test_every_address_is_in_the_matrix_and_none_that_is_gone() -> None:
    assert {str(pattern.pattern) for pattern in urlpatterns} == {route.pattern for route in ROUTES}


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_viewer_gets_what_the_matrix_says(viewer: str, town: Town) -> None:
    client = town.client(viewer)
    wrong = []
    for route in ROUTES:
        where = address(route, town)
        status = client.get(where).status_code
        if status != route.expected(viewer):
            wrong.append(f"{where}: {status}, expected {route.expected(viewer)}")
    assert wrong == []


@pytest.mark.parametrize("viewer", VIEWERS)
def test_who_may_not_read_a_page_cannot_send_it_either(viewer: str, town: Town) -> None:
    client = town.client(viewer)
    wrong = []
    for route in ROUTES:
        if route.expected(viewer) not in {403, 404} or not route.post:
            continue
        status = client.post(address(route, town)).status_code
        if status != route.expected(viewer):
            wrong.append(f"{route.sample}: {status}")
    assert wrong == []


def test_what_takes_no_form_answers_405_to_one(town: Town) -> None:
    client = town.client("clerk")
    for route in ROUTES:
        if not route.post and route.expected("clerk") == 200:
            assert client.post(address(route, town)).status_code == 405, route.sample


def test_nothing_is_changed_by_reading(town: Town) -> None:
    before = Act.objects.count()
    for viewer in VIEWERS:
        client = town.client(viewer)
        for route in ROUTES:
            client.get(address(route, town))
    assert Act.objects.count() == before


def test_every_form_asks_for_its_key(town: Town) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.people["clerk"], backend="django.contrib.auth.backends.ModelBackend")
    for route in ROUTES:
        if route.post:
            answer = client.post(address(route, town))
            assert answer.status_code == 403, route.sample
            assert "页面已过期" in answer.content.decode(), route.sample


def test_staff_pages_are_kept_by_no_cache(town: Town) -> None:
    client = town.client("clerk")
    for route in ROUTES:
        if route.guard == "staff":
            assert client.get(address(route, town)).headers["Cache-Control"] == "no-store", route.sample


def test_a_page_that_does_not_exist_and_one_that_may_not_be_seen_say_the_same(town: Town) -> None:
    client = town.client("other")
    hidden = client.get(f"/workbench/obligations/{town.late.pk}/").content.decode()
    assert "不在您能查看的范围内" in hidden
    absent = client.get("/workbench/obligations/999999/").content.decode()
    assert "不在您能查看的范围内" in absent
    assert town.village.name not in hidden


def test_nobody_signed_in_is_sent_to_log_in_and_back(town: Town) -> None:
    answer = town.client(ANONYMOUS).get("/workbench/obligations/?field=11")
    assert answer.headers["Location"] == "/workbench/log-in/?next=%2Fworkbench%2Fobligations%2F%3Ffield%3D11"
