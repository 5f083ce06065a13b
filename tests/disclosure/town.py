"""A small invented town for the tests of disclosure: a town, two villages, a community, three fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from zoneinfo import ZoneInfo

from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.catalogue.models import Field
from gongkai.records.disclosure.actions import Where, publish_item
from gongkai.records.disclosure.models import Channel, Item

AT = datetime(2019, 1, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
WHO = "测试经办人"
_numbers = count(1)


@dataclass(frozen=True)
class Town:
    """The bodies and fields of the town."""

    town: Body
    villages: tuple[Body, ...]
    fields: tuple[Field, ...]

    @property
    def bodies(self) -> tuple[Body, ...]:
        return (self.town, *self.villages)


def make_town() -> Town:
    """The town in the database."""
    town = Body.objects.create(
        code="640999001000", name="测试镇", full_name="测试市测试镇人民政府", kind=BodyKind.TOWN
    )
    villages = (
        Body.objects.create(code="640999001201", name="东村", kind=BodyKind.VILLAGE),
        Body.objects.create(code="640999001202", name="西村", kind=BodyKind.VILLAGE),
        Body.objects.create(code="640999001001", name="测试社区", kind=BodyKind.COMMUNITY),
    )
    fields = tuple(
        Field.objects.create(code=code, name=name, key=key, order=order)
        for order, (code, name, key) in enumerate(
            [("jiuye", "就业", True), ("jiuzai", "救灾", True), ("huji", "户籍管理", False)]
        )
    )
    return Town(town, villages, fields)


def publish(body: Body, *places: Where, field: Field | None = None, normative: bool = False) -> Item:
    """An item of a body, placed as said; published on the first day that it was placed (or on 1 January 2018)."""
    return publish_item(
        body=body,
        number=f"C-{next(_numbers):05d}",
        title="关于测试的公开信息",
        published_on=min((place.placed_on for place in places), default=date(2018, 1, 1)),
        places=places,
        field=field,
        normative=normative,
        by=WHO,
        at=AT,
    )


def on(channel: Channel, month: int, day: int = 1, year: int = 2018) -> Where:
    """A place of a channel on a day."""
    return Where(channel, date(year, month, day))
