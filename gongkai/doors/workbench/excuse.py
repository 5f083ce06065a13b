"""说明免除: say why a duty is not owed for a time, and until when; asked once more before it is done."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.obligation import facts_of, the_obligation
from gongkai.doors.workbench.page import show
from gongkai.records.bodies.permissions import excuses_duties_of
from gongkai.records.catalogue.actions import excuse_obligation
from gongkai.records.catalogue.models import Obligation
from gongkai.records.catalogue.turns import OvertakenError, as_seen, state_mark
from gongkai.rules.refusal import Refusal


class ExcuseForm(forms.Form):
    """The reason and the end."""

    why = forms.CharField(label="理由", max_length=200)
    until = forms.DateField(label="免除至")

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date:
        """An excuse that has ended already excuses nothing."""
        until: date = self.cleaned_data["until"]
        if until < self.today:
            raise forms.ValidationError(f"免除的截止日期 {until} 已经过去，请改正。")
        return until


@staff(Door.CONTENT, "GET", "HEAD", "POST")
def page(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """The form, then the page that says what will happen, then the act."""
    duty = the_obligation(desk, key)
    if not excuses_duties_of(desk.viewer, duty.body):
        raise PermissionDenied("免除公开义务由公开办经办人或分管领导确认，本村不能免除自己的义务。")
    form = ExcuseForm(desk.today, request.POST if request.method == "POST" else None)
    overtaken = ""
    status = 400 if form.is_bound and not form.is_valid() else 200
    sure = False
    if form.is_valid() and not request.POST.get("back"):
        sure = True
        if request.POST.get("sure"):
            try:
                return _excuse(request, desk, duty, form)
            except OvertakenError as problem:
                duty.refresh_from_db()
                overtaken, status, sure = str(problem), 409, False
            except Refusal as refusal:
                form.add_error("why", str(refusal))
                status, sure = 400, False
    context = {"form": form, "sure": sure, "overtaken": overtaken, "seen": state_mark(duty)}
    if sure:
        context["seen"] = request.POST.get("seen", "")
    return show(request, desk, "workbench/excuse.html", facts_of(desk, duty) | context, status=status)


def _excuse(request: HttpRequest, desk: Desk, duty: Obligation, form: ExcuseForm) -> HttpResponse:
    said = form.cleaned_data
    with as_seen(duty, request.POST.get("seen", "")) as now:
        excuse_obligation(now, why=said["why"], first=desk.today, until=said["until"], by=desk.by, at=desk.at)
    messages.success(request, f"已免除，到 {said['until']} 为止；到期后这项义务重新列为待办。")
    return HttpResponseRedirect(reverse("workbench:obligation", args=[duty.pk]), status=303)
