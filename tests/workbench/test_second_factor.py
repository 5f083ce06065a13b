"""The second factor: for whom it is a must, setting it up, proving it, recovery codes, a lost telephone."""

from __future__ import annotations

import re
import time
from binascii import unhexlify

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.records.bodies.models import Person
from gongkai.records.ledger.models import Act
from tests.workbench.town import PASSWORD, Town

NEW = "/workbench/second-factor/new/"
PROVE = "/workbench/second-factor/"


def code_for(person: Person) -> str:
    """What the person's telephone shows now."""
    device = TOTPDevice.objects.get(user=person)
    totp = TOTP(unhexlify(device.key.encode()), device.step, device.t0, device.digits, device.drift)
    totp.time = time.time()
    return f"{totp.token():06d}"


def set_up(client: Client, person: Person) -> list[str]:
    """Set the second factor up; returns the recovery codes."""
    client.get(NEW)
    page = client.post(NEW, {"code": code_for(person)}).content.decode()
    return re.findall(r"<code>([a-z2-7]{8})</code>", page)


def allow_again(person: Person) -> None:
    """Time goes by: the code that was used may be followed by another."""
    TOTPDevice.objects.filter(user=person).update(last_t=-1, throttling_failure_count=0)


def test_who_must_have_one_is_sent_to_set_it_up(town: Town, settings: pytest.FixtureRequest) -> None:
    settings.SECOND_FACTOR_ROLES = ("clerk",)  # type: ignore[attr-defined] # the fixture is pytest-django's
    client = town.client("clerk")
    asked = client.get("/workbench/obligations/")
    assert asked.headers["Location"] == f"{NEW}?next=%2Fworkbench%2Fobligations%2F"
    assert town.client("liaison").get("/workbench/obligations/").status_code == 200
    assert len(set_up(client, town.people["clerk"])) == 10
    assert client.get("/workbench/obligations/").status_code == 200


def test_the_square_code_can_be_scanned_and_is_gone_afterwards(town: Town) -> None:
    client = town.client("clerk")
    assert client.get(f"{NEW}code.svg").status_code == 404
    client.get(NEW)
    drawn = client.get(f"{NEW}code.svg")
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in drawn.content
    set_up(client, town.people["clerk"])
    assert client.get(f"{NEW}code.svg").status_code == 404


def test_once_set_up_it_is_asked_at_every_log_in(town: Town) -> None:
    person = town.people["clerk"]
    set_up(town.client("clerk"), person)
    allow_again(person)
    client = Client()
    client.post("/workbench/log-in/", {"login": "clerk", "password": PASSWORD})
    assert client.get("/workbench/").headers["Location"] == f"{PROVE}?next=%2Fworkbench%2F"
    wrong = client.post(PROVE, {"code": "000000"})
    assert wrong.status_code == 400
    assert "验证码不对或已过期" in wrong.content.decode()
    allow_again(person)
    right = client.post(PROVE, {"code": code_for(person), "next": "/workbench/coverage/"})
    assert right.headers["Location"] == "/workbench/coverage/"
    assert client.get("/workbench/").status_code == 200


def test_a_recovery_code_works_once(town: Town) -> None:
    person = town.people["clerk"]
    codes = set_up(town.client("clerk"), person)
    first, second = town.client("clerk"), town.client("clerk")
    assert first.post(PROVE, {"code": codes[0].upper()}).status_code == 303
    assert first.get("/workbench/").status_code == 200
    assert second.post(PROVE, {"code": codes[0]}).status_code == 400
    assert StaticToken.objects.filter(device__user=person).count() == 9


def test_few_codes_left_are_told_and_can_be_made_anew(town: Town) -> None:
    person = town.people["clerk"]
    client = town.client("clerk")
    codes = set_up(client, person)
    StaticToken.objects.filter(token__in=codes[3:]).delete()
    other = town.client("clerk")
    other.post(PROVE, {"code": codes[0]})
    assert "恢复码只剩 2 个" in other.get("/workbench/").content.decode()
    other.post("/workbench/password/again/", {"password": PASSWORD})
    page = other.post("/workbench/second-factor/recovery/").content.decode()
    assert len(re.findall(r"<code>([a-z2-7]{8})</code>", page)) == 10
    assert not StaticToken.objects.filter(token__in=codes).exists()


def test_setting_up_leaves_an_act_without_the_key(town: Town) -> None:
    person = town.people["clerk"]
    set_up(town.client("clerk"), person)
    act = Act.objects.get(verb="enrol_second_factor")
    assert act.subject_key == str(person.pk)
    assert act.detail == {}


def test_the_manager_takes_a_lost_telephone_away(town: Town) -> None:
    person = town.people["clerk"]
    set_up(town.client("clerk"), person)
    manager = town.client("manager")
    manager.post("/workbench/password/again/", {"password": PASSWORD})
    assert manager.post(f"/workbench/people/{person.pk}/second-factor/").status_code == 303
    assert not TOTPDevice.objects.filter(user=person).exists()
    assert town.client("clerk").get("/workbench/").status_code == 200
    assert Act.objects.filter(verb="reset_second_factor", subject_key=str(person.pk)).count() == 1
