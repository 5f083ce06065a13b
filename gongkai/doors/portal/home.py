"""The home page: name and search, four doors, two numbers, what is new, the villages, who to call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from gongkai.doors import clock
from gongkai.doors.portal.items import ItemLine
from gongkai.doors.portal.page import public, show
from gongkai.doors.portal.site import HOME
from gongkai.readings.annual.models import Report
from gongkai.readings.annual.public import published_reports
from gongkai.records.bodies.codes import stem
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.public import below, front_body, villages
from gongkai.records.disclosure.public import ItemFilter, count_up_to_limit, matching
from gongkai.records.disclosure.queries import newest_items

_NEWEST = 8


@dataclass(frozen=True, slots=True)
class Door:
    """One of the four doors."""

    name: str
    words: str
    address: str


@public
def page(request: HttpRequest) -> HttpResponse:
    """The page that everybody sees first."""
    today = clock.today()
    town = front_body()
    if town is None:
        return show(request, "portal/empty.html", {}, column=HOME)
    bodies = below(town)
    listed = newest_items(today, limit=_NEWEST)
    latest = published_reports(today).filter(body=town).first()
    year = listed.rows[0].published_on.year if listed.rows else today.year
    return show(
        request,
        "portal/home.html",
        {
            "doors": _doors(town, latest),
            "rows": [ItemLine.of(row) for row in listed.rows],
            "villages": [(body, stem(body.code)) for body in villages(bodies)],
            "numbers": _numbers(today, year),
            "town_code": stem(town.code),
        },
        column=HOME,
        town=town,
    )


def _doors(town: Body, latest: Report | None) -> list[Door]:
    report = (
        reverse("report", args=[stem(town.code), latest.year]) if latest is not None else reverse("annual")
    )
    year = f"{latest.year} 年，每个数字都能点开" if latest is not None else "每个数字都能点开"
    return [
        Door("查信息", "镇里、村里公开过的，都在这里", reverse("items")),
        Door("要信息", "没有公开的，可以申请", reverse("apply")),
        Door("问问题", "打电话、写信、当面问", reverse("ask")),
        Door("看年报", year, report),
    ]


@dataclass(frozen=True, slots=True)
class Count:
    """A number with the list that it counts."""

    number: int
    words: str
    address: str


def _numbers(today: date, year: int) -> list[Count]:
    """A number that the town is proud of, and right behind it the one that it is not."""
    kept = {
        proved: count_up_to_limit(matching(today, ItemFilter(year=year, proved=proved)))
        for proved in (None, False)
    }
    address = reverse("items")
    return [
        Count(kept[None], f"{year} 年公开的信息", f"{address}?year={year}"),
        Count(kept[False], "其中还没有留下公开凭证", f"{address}?year={year}&proof=no"),
    ]
