"""A small invented county: a town with two villages, a village of another, people of every role, a year of duties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from gongkai.records.bodies.models import Body, BodyKind, Person, Post, Role
from gongkai.records.catalogue.actions import raise_for_event, raise_periodic
from gongkai.records.catalogue.models import Carrier, Edition, Entry, Field, Obligation
from gongkai.records.disclosure.actions import Where, publish_item
from gongkai.records.disclosure.models import Channel, Item, Stage, Target
from gongkai.rules.calendar import Calendar
from gongkai.rules.limits import read_limits

CHINA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2018, 6, 15, 10, 0, tzinfo=CHINA)
TODAY = NOW.date()
SINCE = date(2018, 1, 1)
PASSWORD = "yanshi-mima-2018"
PEOPLE = {
    "clerk": (Role.CLERK, "640381106000"),
    "liaison": (Role.LIAISON, "640381106201"),
    "other": (Role.LIAISON, "640381106202"),
    "reviewer": (Role.REVIEWER, "640381106000"),
    "leader": (Role.LEADER, "640381106000"),
    "auditor": (Role.AUDITOR, "640381106000"),
    "manager": (Role.MANAGER, "640381106000"),
}


@dataclass(frozen=True)
class Town:
    """What the tests ask for by name."""

    town: Body
    village: Body
    other: Body
    far: Body
    relief: Field
    affairs: Field
    edition: Edition
    quarterly: Entry
    by_event: Entry
    people: dict[str, Person]
    late: Obligation
    near: Obligation
    event_duty: Obligation
    item: Item
    board: Target

    def client(self, login: str) -> Client:
        """The browser of a person; nobody's for an empty name."""
        browser = Client()
        if login:
            browser.force_login(self.people[login], backend="django.contrib.auth.backends.ModelBackend")
        return browser


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The county on a Friday in June."""
    monkeypatch.setattr("gongkai.doors.clock.now", lambda: NOW)
    return make_town()


def make_town() -> Town:
    """The rows in the database."""
    town, village, other, far = _bodies()
    relief = Field.objects.create(code="11", name="社会救助", key=True, order=1)
    affairs = Field.objects.create(code="16", name="村务公开", order=2)
    Field.objects.create(code="17", name="税收管理", order=3)
    edition = Edition.objects.create(body=town, name="演示镇标准目录（演示数据）", since=SINCE)
    quarterly = _entry(
        edition, affairs, "1", "村级财务", "每季度首个月20日前公开", at_village=True, at_town=False
    )
    by_event = _entry(
        edition, relief, "2", "低保审批结果", "自审批结果确定之日起20个工作日内", at_village=True
    )
    people = {login: _person(login, role, code) for login, (role, code) in PEOPLE.items()}
    people["idle"] = Person.objects.create_person("idle", "演示离任", None)
    raise_periodic(edition, [town, village, other], 2018, by="演示", at=NOW)
    (event_duty,) = raise_for_event(
        by_event,
        village,
        trigger="result_fixed",
        title="第二批低保审批结果（演示数据）",
        on=date(2018, 5, 22),
        calendar=Calendar(),
        prompt_workdays=20,
        by="演示",
        at=NOW,
    )
    board = Target.objects.create(body=village, channel=Channel.BOARD, name="演示村公开栏", since=SINCE)
    item = publish_item(
        body=village,
        number="640381106201/2018-00001",
        title="演示村第一季度村级财务（演示数据）",
        published_on=date(2018, 4, 3),
        places=[Where(Channel.BOARD, date(2018, 4, 3), board)],
        by="演示",
        at=NOW,
        field=affairs,
        stage=Stage.RESULT,
    )
    duties = Obligation.objects.filter(body=village, entry=quarterly)
    return Town(
        town=town,
        village=village,
        other=other,
        far=far,
        relief=relief,
        affairs=affairs,
        edition=edition,
        quarterly=quarterly,
        by_event=by_event,
        people=people,
        late=duties.get(period="2018Q2"),
        near=event_duty,
        event_duty=event_duty,
        item=item,
        board=board,
    )


def _bodies() -> tuple[Body, Body, Body, Body]:
    made = [
        Body.objects.create(code=code, name=name, kind=kind, demonstration=True)
        for code, name, kind in (
            ("640381106000", "演示镇", BodyKind.TOWN),
            ("640381106201", "演示村", BodyKind.VILLAGE),
            ("640381106202", "邻村", BodyKind.VILLAGE),
            ("640381107201", "外镇村", BodyKind.VILLAGE),
        )
    ]
    return made[0], made[1], made[2], made[3]


def _entry(
    edition: Edition,
    field: Field,
    number: str,
    name: str,
    limit: str,
    *,
    at_village: bool,
    at_town: bool = True,
) -> Entry:
    return Entry.objects.create(
        edition=edition,
        field=field,
        number=number,
        level1=field.name,
        level2=name,
        elements="名单、标准、金额",
        basis="《政府信息公开条例》",
        limit_text=limit,
        limits=[each.as_json() for each in read_limits(limit)],
        publishers="演示镇人民政府、各村民委员会",
        required_carriers=Carrier.BOARD.bit,
        optional_carriers=Carrier.PORTAL.bit,
        at_village=at_village,
        at_town=at_town,
        stage=Stage.RESULT,
    )


def _person(login: str, role: Role, code: str) -> Person:
    person = Person.objects.create_person(login, f"演示{role.label}", PASSWORD)
    Post.objects.create(person=person, body=Body.objects.get(code=code), role=role, since=SINCE)
    return person
