"""日历: what is due on which day of a month; and the same as a feed that a telephone's calendar asks for."""

from __future__ import annotations

import calendar as months
import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from icalendar import Calendar as Sheet
from icalendar import Event

from gongkai.doors import clock
from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.marks import DutyRow, duty_row, title_of
from gongkai.doors.workbench.models import CalendarFeed
from gongkai.doors.workbench.page import show
from gongkai.records.bodies.actions import note_person
from gongkai.records.bodies.permissions import viewer_of
from gongkai.records.bodies.queries import seen_by
from gongkai.records.catalogue.duties import DutyFilter, count_by_day, duties, first_of_each_day
from gongkai.records.catalogue.models import Obligation
from gongkai.rules.calendar import Calendar

_SHOWN = 4
_EARLIEST, _LATEST = 2008, 2100
_BEHIND, _AHEAD = timedelta(days=90), timedelta(days=400)
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the grid."""

    day: date
    inside: bool
    today: bool
    works: bool
    why: str
    rows: tuple[DutyRow, ...]
    more: int
    address: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every day of a grid needs to know."""

    desk: Desk
    first: date
    group: str
    workdays: Calendar

    def cell(self, day: date, found: list[Obligation], count: int) -> Cell:
        """One day with what is due on it; a moved working day or holiday is named."""
        known = self.workdays.day(day)
        as_usual = known.works == (day.weekday() < 5)
        return Cell(
            day=day,
            inside=day.month == self.first.month,
            today=day == self.desk.today,
            works=known.works,
            why="" if as_usual else known.why,
            rows=tuple(duty_row(self.desk, duty) for duty in found),
            more=count - len(found),
            address=f"{reverse('workbench:obligations')}?standing={self.group}&from={day}&to={day}",
        )


@staff(Door.CONTENT)
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A month as weeks; on a telephone the days that have something, one below the other."""
    first = _month(request.GET.get("month", ""), desk.today)
    weeks = months.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
    group = "all" if request.GET.get("show") == "all" else "waiting"
    wanted = DutyFilter(bodies=seen_by(desk.viewer), group=group, due_from=weeks[0][0], due_to=weeks[-1][-1])
    found = duties(wanted, desk.today)
    counts = count_by_day(found)
    by_day: dict[date, list[Obligation]] = {}
    for duty in first_of_each_day(found, _SHOWN):
        by_day.setdefault(duty.due_on, []).append(duty)
    frame = Frame(desk, first, group, Calendar())
    grid = [[frame.cell(day, by_day.get(day, []), counts.get(day, 0)) for day in week] for week in weeks]
    context = {
        "first": first,
        "grid": grid,
        "group": group,
        "count": sum(number for day, number in counts.items() if day.month == first.month),
        "month_list": f"{reverse('workbench:obligations')}?standing={group}&year={first.year}&month={first.month}",
        "before": (first - timedelta(days=1)).strftime("%Y-%m"),
        "after": (first + timedelta(days=32)).strftime("%Y-%m"),
        "this": desk.today.strftime("%Y-%m"),
    }
    return show(request, desk, "workbench/calendar.html", context)


def _month(text: str, today: date) -> date:
    if not text:
        return today.replace(day=1)
    try:
        found = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError as problem:
        raise Http404("月份不对，请写成 2018-05 这样。") from problem
    if not _EARLIEST <= found.year <= _LATEST:
        raise Http404(f"日历只到 {_LATEST} 年为止，{_EARLIEST} 年以前没有公开义务。")
    return found


@staff(Door.CONTENT, "POST")
def feed_address(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new secret address; the old one is dead from this moment. It is shown once."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        CalendarFeed.objects.update_or_create(
            person=desk.person, defaults={"digest": _digest(token), "since": desk.at}
        )
        note_person("renew_feed", desk.person, desk.viewer.home, by=desk.by, at=desk.at)
    address = f"{settings.SITE_ADDRESS}{reverse('workbench:feed', args=[token])}"
    messages.success(request, "新的日历地址已生成，旧地址已失效。")
    return show(request, desk, "workbench/feed.html", {"feed": address})


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever holds the secret, as their posts are today: open duties as whole days.

    A calendar on a telephone is seen over shoulders and synchronised abroad: it names the entry and the body, both
    public, and never the title that somebody typed for an event.
    """
    del request
    at = clock.now()
    found = CalendarFeed.objects.select_related("person").filter(digest=_digest(token)).first()
    if found is None or not found.person.is_active:
        raise Http404("这个日历地址没有或已失效，请在工作台“本人”页重新生成。")
    today = at.date()
    wanted = DutyFilter(
        bodies=seen_by(viewer_of(found.person, today)), due_from=today - _BEHIND, due_to=today + _AHEAD
    )
    sheet = Sheet()
    sheet.add("prodid", "-//gongkai//workbench//ZH")
    sheet.add("version", "2.0")
    sheet.add("x-wr-calname", "政务公开")
    sheet.add("refresh-interval;value=duration", "PT6H")
    for duty in duties(wanted, today)[:_MOST]:
        sheet.add_component(_event(duty, at))
    answer = HttpResponse(sheet.to_ical(), content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _event(duty: Obligation, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"obligation-{duty.pk}@{settings.SITE_ADDRESS.partition('://')[2]}")
    event.add("dtstamp", at)
    event.add("dtstart", duty.due_on)
    event.add("dtend", duty.due_on + timedelta(days=1))
    name = title_of(duty) if duty.event is None else str(duty.entry)
    event.add("summary", f"应公开：{duty.body.name} {name}")
    event.add("url", f"{settings.SITE_ADDRESS}{reverse('workbench:obligation', args=[duty.pk])}")
    event.add("transp", "TRANSPARENT")
    return event
