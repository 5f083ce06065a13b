"""收件箱: the first screen: what is due today, late, near; every row one click from the act that clears it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.page import show
from gongkai.doors.workbench.sources import Basket, sections
from gongkai.records.bodies.codes import stem
from gongkai.records.bodies.models import Body
from gongkai.records.catalogue.duties import Burden

_FEW = 45
_TOWN = 9
"""Digits of a code up to the town."""


@dataclass(frozen=True, slots=True)
class Place:
    """What waits at a body, or at a town with its villages; ``query`` narrows the list to it."""

    name: str
    query: str
    late: int
    today: int
    near: int


@staff(Door.ANYBODY)
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The inbox; who keeps people and no content goes to the people, who holds no post is told so."""
    if not desk.reads:
        if desk.manages:
            return HttpResponseRedirect(reverse("workbench:people"), status=303)
        return show(request, desk, "workbench/no_post.html", {}, status=403)
    return show(request, desk, "workbench/inbox.html", inbox_pane(desk))


def inbox_pane(desk: Desk) -> dict[str, Any]:
    """The sections, and what waits at each body for who sees more than one."""
    basket = Basket(desk)
    found = sections(desk, basket)
    places = _places(basket.burdens)
    return {
        "sections": found,
        "total": sum(section.count for section in found),
        "places": places if len(places) > 1 else [],
    }


def _places(found: list[Burden]) -> list[Place]:
    """A line for every body; where there are many, for every town with its villages."""
    if len(found) <= _FEW:
        return [
            Place(each.name, f"body={stem(each.code)}", each.late, each.today, each.near) for each in found
        ]
    by_town: dict[str, list[Burden]] = {}
    for each in found:
        by_town.setdefault(each.code[:_TOWN], []).append(each)
    codes = [code.ljust(12, "0") for code in by_town]
    names = dict(Body.objects.filter(code__in=codes).values_list("code", "name"))
    return [_town(code, names, inside) for code, inside in by_town.items()]


def _town(code: str, names: dict[str, str], inside: list[Burden]) -> Place:
    full = code.ljust(12, "0")
    root = stem(full)
    # A county's own body is a line like a town's, but what lies under it are all the others.
    return Place(
        names.get(full, inside[0].name),
        f"below={root}" if len(root) == _TOWN else f"body={root}",
        sum(each.late for each in inside),
        sum(each.today for each in inside),
        sum(each.near for each in inside),
    )
