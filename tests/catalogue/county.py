"""An invented county for the tests of the directory: a town, two villages, a community, fields, editions, entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.records.bodies.models import Body, BodyKind, Person, Post, Role
from gongkai.records.catalogue.models import Edition, Entry, Field, Obligation
from gongkai.rules.calendar import Calendar
from gongkai.rules.limits import read_limits

AT = datetime(2018, 1, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
WHO = "测试经办人"
CALENDAR = Calendar()
_numbers = count(1)


@dataclass(frozen=True)
class County:
    """The bodies and fields."""

    county: Body
    town: Body
    villages: tuple[Body, Body]
    community: Body
    relief: Field
    affairs: Field

    @property
    def bodies(self) -> list[Body]:
        return [self.town, *self.villages, self.community]


def make_county() -> County:
    """The county in the database, with two fields and nothing owed."""
    return County(
        Body.objects.create(code="640999000000", name="测试市", kind=BodyKind.COUNTY),
        Body.objects.create(code="640999001000", name="测试镇", kind=BodyKind.TOWN),
        (
            Body.objects.create(code="640999001201", name="东村", kind=BodyKind.VILLAGE),
            Body.objects.create(code="640999001202", name="西村", kind=BodyKind.VILLAGE),
        ),
        Body.objects.create(code="640999001001", name="测试社区", kind=BodyKind.COMMUNITY),
        Field.objects.create(code="19", name="社会救助", order=19),
        Field.objects.create(code="31", name="村务公开", order=31),
    )


def make_edition(
    body: Body, since: date = date(2018, 1, 1), until: date | None = None, name: str = "测试目录"
) -> Edition:
    """An edition without entries."""
    return Edition.objects.create(body=body, name=name, since=since, until=until)


def make_entry(edition: Edition, field: Field, limit: str, **said: Any) -> Entry:
    """An entry whose limits are read from the words of the limit; owed by towns and villages unless said otherwise."""
    values: dict[str, Any] = {
        "number": str(next(_numbers)),
        "level1": "综合业务",
        "elements": "要素",
        "publishers": "测试镇人民政府",
        "at_village": True,
    }
    return Entry.objects.create(
        edition=edition,
        field=field,
        limit_text=limit,
        limits=[each.as_json() for each in read_limits(limit)],
        **values | said,
    )


def make_person(body: Body, role: Role, login: str, since: date = date(2018, 1, 1)) -> Person:
    """Somebody with one post."""
    person = Person.objects.create_person(login, f"{login}先生")
    Post.objects.create(person=person, body=body, role=role, since=since)
    return person


def owed(body: Body) -> list[tuple[str, date]]:
    """Periods and due days of what a body owes, in the order of days."""
    found = Obligation.objects.filter(body=body).order_by("due_on", "period", "id")
    return list(found.values_list("period", "due_on"))
