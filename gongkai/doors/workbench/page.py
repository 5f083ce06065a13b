"""The frame of every page for staff: the rail with its doors, what was just done, and who is at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.doors.workbench.guard import Desk
from gongkai.doors.workbench.models import SavedView
from gongkai.records.bodies.models import Body, Role


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the rail or of a row."""

    label: str
    address: str
    here: bool = False
    key: str = ""
    """The second key after ``g`` that opens it."""


_CONTENT = (
    ("收件箱", "inbox", "i"),
    ("公开义务", "obligations", "o"),
    ("日历", "calendar", "c"),
    ("目录", "directory", "d"),
    ("覆盖图", "coverage", "m"),
    ("台账", "ledgers", "l"),
)
_PEOPLE = (("人员岗位", "people", "p"),)


def show(
    request: HttpRequest, desk: Desk, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page inside the frame."""
    frame = {
        "desk": desk,
        "rail": _rail(request, desk),
        "saved": _saved(request, desk),
        "held": _posts(desk),
        "told": [str(message) for message in messages.get_messages(request)],
        "address": request.get_full_path(),
        "demonstration": desk.person.demonstration,
    }
    return render(request, template, frame | context, status=status)


def values_of(request: HttpRequest, *names: str) -> dict[str, str]:
    """The filters that stand in the address, without those that are empty."""
    return {name: value for name in names if (value := request.GET.get(name, "").strip()[:80])}


def _rail(request: HttpRequest, desk: Desk) -> list[Link]:
    offered = (_CONTENT if desk.reads else ()) + (_PEOPLE if desk.manages else ())
    home = reverse("workbench:inbox")
    links = []
    for label, name, key in offered:
        address = reverse(f"workbench:{name}")
        here = request.path == address if address == home else request.path.startswith(address)
        links.append(Link(label, address, here, key))
    return links


def _saved(request: HttpRequest, desk: Desk) -> list[Link]:
    here = request.get_full_path()
    views = SavedView.objects.filter(person=desk.person).order_by("name")
    return [Link(view.name, view.address, view.address == here) for view in views]


def _posts(desk: Desk) -> list[str]:
    codes = {code for _, code in desk.viewer.posts}
    if not codes:
        return []
    names = dict(Body.objects.filter(code__in=codes).values_list("code", "name"))
    return sorted(f"{names[code]} {Role(role).label}" for role, code in desk.viewer.posts)
