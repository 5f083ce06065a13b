"""登记事由: something happened that makes an entry due; the due day is shown before it is registered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.doors.workbench.directory import entry_row
from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.page import show
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.queries import changed_by
from gongkai.records.catalogue.actions import limits_for_event, raise_for_event
from gongkai.records.catalogue.models import Entry, Event, Obligation, Trigger
from gongkai.records.catalogue.queries import applies_to
from gongkai.records.ledger.actions import take_turn
from gongkai.rules.calendar import EARLIEST, Calendar
from gongkai.rules.limits import due_after
from gongkai.rules.refusal import Refusal


class EventForm(forms.Form):
    """What happened, where and when."""

    body = forms.ChoiceField(label="机构")
    trigger = forms.ChoiceField(label="事由", choices=Trigger.choices)
    title = forms.CharField(label="名称", max_length=200)
    on = forms.DateField(label="发生日期")

    def __init__(self, desk: Desk, bodies: list[Body], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk
        self.bodies = {body.code: body for body in bodies}
        self.fields["body"].choices = [(body.code, body.name) for body in bodies]  # type: ignore[attr-defined] # stubs know the base class alone

    def clean_on(self) -> date:
        """An event of tomorrow has not happened; one before the law began made nothing due."""
        on: date = self.cleaned_data["on"]
        if on > self.desk.today:
            raise forms.ValidationError(f"发生日期 {on} 在今天之后：等发生了再登记。")
        if on < EARLIEST:
            raise forms.ValidationError(f"发生日期 {on} 太早，请核对年份。")
        return on


@dataclass(frozen=True, slots=True)
class Due:
    """One limit and the day that follows from it."""

    words: str
    day: date
    provisional: bool


@staff(Door.CONTENT, "GET", "HEAD", "POST")
def page(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """The form, the due days it leads to, and the act."""
    entry = Entry.objects.select_related("field", "edition").filter(pk=key).first()
    if entry is None:
        raise Http404("没有这个目录事项。")
    if not changed_by(desk.viewer).exists():
        raise PermissionDenied("登记事由由联络员、信息员和公开办经办人办理，您只能查看。")
    bodies = [body for body in changed_by(desk.viewer) if applies_to(entry, body)]
    if not bodies:
        raise PermissionDenied(f"“{entry}”不在您单位的公开层级，不用登记。")
    form = EventForm(
        desk,
        bodies,
        request.POST if request.method == "POST" else None,
        initial={"body": request.GET.get("body", ""), "trigger": _trigger(entry), "on": desk.today},
    )
    status = 400 if form.is_bound and not form.is_valid() else 200
    due: list[Due] = []
    if form.is_valid() and not request.POST.get("back"):
        try:
            due = _due_days(entry, form)
            if request.POST.get("sure"):
                return _register(request, desk, entry, form)
        except Refusal as refusal:
            form.add_error("on" if "施行期" in str(refusal) else "title", str(refusal))
            due, status = [], 400
    context = {"form": form, "entry": entry, "row": entry_row(entry), "due": due}
    return show(request, desk, "workbench/event.html", context, status=status)


def _trigger(entry: Entry) -> str:
    """The trigger that the entry's own limit names."""
    named = (limit.get("trigger", "") for limit in entry.limits)
    return next((trigger for trigger in named if trigger), Trigger.FORMED)


def _due_days(entry: Entry, form: EventForm) -> list[Due]:
    said = form.cleaned_data
    found = []
    for limit in limits_for_event(entry, form.bodies[said["body"]], said["trigger"]):
        due = due_after(limit, said["on"], Calendar(), prompt_workdays=settings.PROMPT_WORKDAYS)
        if due is not None:
            found.append(Due(limit.words, due.day, due.provisional))
    return found


def _register(request: HttpRequest, desk: Desk, entry: Entry, form: EventForm) -> HttpResponse:
    said = form.cleaned_data
    body = form.bodies[said["body"]]
    with transaction.atomic():
        take_turn()
        same = Event.objects.filter(
            body=body, entry=entry, trigger=said["trigger"], title=said["title"], on=said["on"]
        )
        if same.exists():
            raise Refusal("这件事由已经登记过，不用再登记；确实是另一件的，请在名称里写出区别。")
        made: list[Obligation] = raise_for_event(
            entry,
            body,
            trigger=said["trigger"],
            title=said["title"],
            on=said["on"],
            calendar=Calendar(),
            prompt_workdays=settings.PROMPT_WORKDAYS,
            by=desk.by,
            at=desk.at,
        )
    first = min(made, key=lambda duty: duty.due_on)
    messages.success(request, f"已登记，{body.name}应在 {first.due_on} 前公开。")
    return HttpResponseRedirect(reverse("workbench:obligation", args=[first.pk]), status=303)
