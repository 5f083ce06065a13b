"""Who may come to a page of the workbench, before the page does anything.

A page for staff is a function of the request and the :class:`Desk`. The guard asks in this order: signed in and not
idle, a password of one's own, the second factor, a post that opens this kind of page. What one may not see is a page
that does not exist (404); what one may see but not do is refused in words (403).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from gongkai.doors import clock
from gongkai.records.bodies.models import Person, Role
from gongkai.records.bodies.permissions import (
    OWN_BODY_ROLES,
    SUBTREE_ROLES,
    WRITING_ROLES,
    Viewer,
    viewer_of,
)

Rest = ParamSpec("Rest")
BEGAN = "began_at"
SEEN = "seen_at"
PROVED = "proved_at"
_TOUCH = 60
"""Seconds after which the session notes again that somebody is there: not a write for every page."""
PROOF_LASTS = 600
"""Seconds for which a password that was just given counts for a grave act."""


class Door(Enum):
    """What a page is about, and so which posts open it."""

    CONTENT = "内容"
    PEOPLE = "人员"
    ANYBODY = "本人"


@dataclass(frozen=True, slots=True)
class Desk:
    """The person at the page, as they are at this moment."""

    person: Person
    viewer: Viewer
    at: datetime

    @property
    def today(self) -> date:
        """The day in China."""
        return self.at.date()

    @property
    def reads(self) -> bool:
        """Whether any post opens content."""
        return self.viewer.holds(*OWN_BODY_ROLES, *SUBTREE_ROLES)

    @property
    def writes(self) -> bool:
        """Whether any post writes content."""
        return self.viewer.holds(*WRITING_ROLES)

    @property
    def manages(self) -> bool:
        """Whether any post keeps people and settings."""
        return self.viewer.holds(Role.MANAGER)

    @property
    def by(self) -> str:
        """The name that acts carry: two people of one name are told apart by their log-in."""
        return f"{self.person.name}（{self.person.login}）"


Page = Callable[Concatenate[HttpRequest, Desk, Rest], HttpResponse]


def staff(
    door: Door, *methods: str, unfinished: bool = False
) -> Callable[[Page[Rest]], Callable[Concatenate[HttpRequest, Rest], HttpResponse]]:
    """Guard of a page. ``unfinished`` lets in somebody who has yet to set a password or prove a second factor."""
    allowed = methods or ("GET", "HEAD")

    def guard(page: Page[Rest]) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
        @wraps(page)
        def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            at = clock.now()
            answer = _not_yet(request, at, unfinished)
            if answer is None:
                person = here(request)
                desk = Desk(person, viewer_of(person, at.date()), at)
                answer = _behind(request, desk, door, allowed) or _run(page, request, desk, *args, **kwargs)
            answer.headers["Cache-Control"] = "no-store"
            return answer

        return guarded

    return guard


def _run(
    page: Page[Rest], request: HttpRequest, desk: Desk, *args: Rest.args, **kwargs: Rest.kwargs
) -> HttpResponse:
    from gongkai.doors.workbench import faults

    try:
        return page(request, desk, *args, **kwargs)
    except Http404 as missing:
        return faults.missing(request, desk, missing)
    except PermissionDenied as denied:
        return faults.denied(request, desk, str(denied))


def _not_yet(request: HttpRequest, at: datetime, unfinished: bool) -> HttpResponse | None:
    """Where somebody is sent who has not come in yet; None for who has."""
    if not request.user.is_authenticated:
        return to_log_in(request)
    if _idle(request, at):
        logout(request)
        return to_log_in(request, idle="1")
    if unfinished:
        return None
    person = here(request)
    if person.password_once:
        return HttpResponseRedirect(reverse("workbench:password"), status=303)
    step = second_factor_step(person, at.date())
    if step:
        return HttpResponseRedirect(
            f"{reverse(step)}?{urlencode({'next': request.get_full_path()})}", status=303
        )
    return None


def _behind(request: HttpRequest, desk: Desk, door: Door, allowed: tuple[str, ...]) -> HttpResponse | None:
    from gongkai.doors.workbench import faults

    if request.method not in allowed:
        return HttpResponseNotAllowed(allowed)
    if (door is Door.CONTENT and not desk.reads) or (door is Door.PEOPLE and not desk.manages):
        return faults.denied(request, desk, _why_closed(desk, door))
    return None


def _why_closed(desk: Desk, door: Door) -> str:
    if not desk.viewer.posts:
        return "您现在没有在任的岗位，看不到任何内容。请联系系统管理员登记岗位。"
    if door is Door.PEOPLE:
        return "人员和岗位由系统管理员办理，您的岗位不能打开这一页。"
    return "系统管理员管理人员和设置，不接触公开内容。需要查看内容，请另设岗位。"


def to_log_in(request: HttpRequest, **said: str) -> HttpResponse:
    """To the log-in page, and back to the page that was asked for."""
    wish = {"next": request.get_full_path()} if request.method == "GET" else {}
    address = reverse("workbench:log_in")
    return HttpResponseRedirect(f"{address}?{urlencode(wish | said)}" if wish | said else address, status=303)


def here(request: HttpRequest) -> Person:
    """Who is signed in; asked only behind the question whether anybody is."""
    if not isinstance(request.user, Person):
        raise PermissionDenied("请先登录。")
    return request.user


def _idle(request: HttpRequest, at: datetime) -> bool:
    """Whether nobody was there for too long, or the visit lasts longer than a working day; else it is noted."""
    now = at.timestamp()
    seen = request.session.get(SEEN)
    if now - request.session.setdefault(BEGAN, now) > settings.SESSION_COOKIE_AGE:
        return True
    if seen is not None and now - seen > settings.IDLE_TIME.total_seconds():
        return True
    if seen is None or now - seen > _TOUCH:
        request.session[SEEN] = now
    return False


def second_factor_step(person: Person, on: date) -> str:
    """The name of the page on which the second factor is still to be proved or set up; empty when all is done."""
    from django_otp.plugins.otp_totp.models import TOTPDevice

    if getattr(person, "otp_device", None) is not None:
        return ""
    if TOTPDevice.objects.filter(user=person, confirmed=True).exists():
        return "workbench:second_factor"
    if settings.SECOND_FACTOR_ROLES and viewer_of(person, on).holds(*map(Role, settings.SECOND_FACTOR_ROLES)):
        return "workbench:enrol"
    return ""


def again(request: HttpRequest, desk: Desk) -> HttpResponse | None:
    """For a grave act: to the page that asks for the password once more, unless it was given just now."""
    proved = request.session.get(PROVED, 0)
    if desk.at.timestamp() - proved <= PROOF_LASTS:
        return None
    back = request.path if request.method != "GET" else request.get_full_path()
    return HttpResponseRedirect(f"{reverse('workbench:again')}?{urlencode({'next': back})}", status=303)


def way_back(request: HttpRequest) -> str:
    """The page of this workbench that ``next`` names; the inbox for anything else."""
    wish = request.POST.get("next") or request.GET.get("next") or ""
    home = reverse("workbench:inbox")
    safe = url_has_allowed_host_and_scheme(wish, allowed_hosts=None) and wish.startswith(home)
    return wish if safe else home
