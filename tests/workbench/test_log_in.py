"""Coming in and being put out: passwords, the lock, idle and long visits, one's own password, giving it once more."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from gongkai.records.bodies.models import Post
from tests.workbench.town import NOW, PASSWORD, TODAY, Town

LOG_IN = "/workbench/log-in/"


def come_in(client: Client, login: str, password: str = PASSWORD, address: str = "10.0.0.1") -> int:
    """The status of a try to log in from an address."""
    return client.post(LOG_IN, {"login": login, "password": password}, REMOTE_ADDR=address).status_code


def test_the_right_password_leads_to_the_page_that_was_asked_for(town: Town) -> None:
    client = Client()
    asked = client.get("/workbench/obligations/?standing=late").headers["Location"]
    answer = client.post(
        asked, {"login": "liaison", "password": PASSWORD, "next": "/workbench/obligations/?standing=late"}
    )
    assert answer.headers["Location"] == "/workbench/obligations/?standing=late"
    assert client.get("/workbench/").status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "/items/", "javascript:0"]
)
def test_nobody_is_led_out_of_the_workbench(town: Town, elsewhere: str) -> None:
    answer = Client().post(LOG_IN, {"login": "liaison", "password": PASSWORD, "next": elsewhere})
    assert answer.headers["Location"] == "/workbench/"


def test_a_wrong_password_and_an_unknown_name_are_told_alike(town: Town) -> None:
    known = Client().post(LOG_IN, {"login": "liaison", "password": "no"}, REMOTE_ADDR="10.0.0.2")
    unknown = Client().post(LOG_IN, {"login": "nobody", "password": "no"}, REMOTE_ADDR="10.0.0.2")
    assert known.status_code == unknown.status_code == 400

    def said(answer: Any, name: str) -> str:
        return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(name, "")

    assert said(known, "liaison") == said(unknown, "nobody")


def test_wrong_passwords_close_the_name_at_the_address_and_nobody_else(town: Town) -> None:
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert come_in(client, "liaison", "no") == 400
    closed = client.post(LOG_IN, {"login": "liaison", "password": "no"}, REMOTE_ADDR="10.0.0.1")
    assert closed.status_code == 429
    assert "后可以再试" in closed.content.decode()
    assert come_in(client, "liaison") == 429
    assert come_in(Client(), "clerk") == 303
    assert come_in(Client(), "liaison", address="10.0.0.9") == 303


def test_behind_a_proxy_the_lock_follows_the_address_that_the_proxy_saw(town: Town, settings: Any) -> None:
    settings.PROXIES = 1
    said = {"login": "liaison", "password": "no"}
    for number in range(settings.AXES_FAILURE_LIMIT):
        # The stranger invents an address of their own every time; the proxy adds the true one.
        forwarded = f"198.51.100.{number}, 203.0.113.7"
        last = Client().post(LOG_IN, said, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert last.status_code == 429
    right = {"login": "liaison", "password": PASSWORD}
    elsewhere = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.8"}
    assert Client().post(LOG_IN, right, **elsewhere).status_code == 303


def test_without_a_proxy_of_ones_own_the_header_is_nobodys(town: Town, settings: Any) -> None:
    said = {"login": "liaison", "password": "no"}
    for number in range(settings.AXES_FAILURE_LIMIT):
        last = Client().post(LOG_IN, said, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    assert last.status_code == 429


def test_who_left_or_has_no_password_cannot_come_in(town: Town) -> None:
    person = town.people["liaison"]
    person.is_active = False
    person.save()
    assert come_in(Client(), "liaison") == 400
    assert come_in(Client(), "idle") == 400


def test_a_live_visit_ends_when_the_person_is_retired_or_the_post_ends(town: Town) -> None:
    client = town.client("liaison")
    assert client.get(f"/workbench/obligations/{town.late.pk}/").status_code == 200
    Post.objects.filter(person=town.people["liaison"]).update(until=TODAY - timedelta(days=1))
    assert client.get(f"/workbench/obligations/{town.late.pk}/").status_code == 403
    type(town.people["liaison"]).objects.filter(pk=town.people["liaison"].pk).update(is_active=False)
    assert client.get("/workbench/self/").status_code == 303


def test_an_idle_visit_ends_and_says_so(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    client = town.client("clerk")
    client.get("/workbench/")
    monkeypatch.setattr("gongkai.doors.clock.now", lambda: NOW + settings.IDLE_TIME + timedelta(seconds=1))
    answer = client.get("/workbench/")
    assert answer.status_code == 303
    assert "idle=1" in answer.headers["Location"]
    assert "没有操作，已自动退出" in client.get(answer.headers["Location"]).content.decode()


def test_a_busy_visit_ends_after_a_working_day(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    client = town.client("clerk")
    statuses = []
    for half_hours in range(18):
        at = NOW + timedelta(minutes=30 * half_hours)
        monkeypatch.setattr("gongkai.doors.clock.now", lambda at=at: at)
        statuses.append(client.get("/workbench/help/").status_code)
    assert statuses[:17] == [200] * 17
    assert statuses[17] == 303


def test_leaving_takes_a_form_and_ends_the_visit(town: Town) -> None:
    client = town.client("clerk")
    assert client.get("/workbench/log-out/").status_code == 405
    assert client.post("/workbench/log-out/").status_code == 303
    assert client.get("/workbench/").status_code == 303


def test_a_one_time_password_opens_nothing_but_the_page_for_a_new_one(town: Town) -> None:
    person = town.people["clerk"]
    person.password_once = True
    person.save()
    client = town.client("clerk")
    assert client.get("/workbench/").headers["Location"] == "/workbench/password/"
    weak = client.post("/workbench/password/", {"new": "12345678", "again": "12345678"})
    assert weak.status_code == 400
    assert "密码" in weak.content.decode()
    differ = client.post("/workbench/password/", {"new": "a-long-enough-one", "again": "another-long-one"})
    assert "两次输入的新密码不一样" in differ.content.decode()
    same = client.post("/workbench/password/", {"new": PASSWORD, "again": PASSWORD})
    assert "和现在的密码相同" in same.content.decode()
    new = "a-long-enough-one"
    assert client.post("/workbench/password/", {"new": new, "again": new}).status_code == 303
    assert client.get("/workbench/").status_code == 200
    assert come_in(Client(), "clerk", new) == 303


def test_changing_the_password_asks_for_the_old_one_and_ends_other_visits(town: Town) -> None:
    here, elsewhere = town.client("clerk"), town.client("clerk")
    new = "a-long-enough-one"
    wrong = here.post("/workbench/password/", {"old": "no", "new": new, "again": new})
    assert "现在的密码不对" in wrong.content.decode()
    right = here.post("/workbench/password/", {"old": PASSWORD, "new": new, "again": new})
    assert right.status_code == 303
    assert here.get("/workbench/").status_code == 200
    assert elsewhere.get("/workbench/").status_code == 303


def test_a_grave_act_asks_for_the_password_once_more(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    client = town.client("manager")
    asked = client.get("/workbench/people/new/")
    assert asked.headers["Location"] == "/workbench/password/again/?next=%2Fworkbench%2Fpeople%2Fnew%2F"
    assert client.post("/workbench/password/again/", {"password": "no"}).status_code == 400
    given = {"password": PASSWORD, "next": "/workbench/people/new/"}
    assert client.post("/workbench/password/again/", given).headers["Location"] == "/workbench/people/new/"
    assert client.get("/workbench/people/new/").status_code == 200
    monkeypatch.setattr("gongkai.doors.clock.now", lambda: NOW + timedelta(minutes=11))
    assert client.get("/workbench/people/new/").status_code == 303
