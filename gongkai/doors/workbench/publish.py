"""登记公开: register a new public item, where it was placed, and the obligation that it meets, in one act."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.marks import title_of
from gongkai.doors.workbench.meet import to_change
from gongkai.doors.workbench.obligation import boxes, facts_of
from gongkai.doors.workbench.page import show
from gongkai.records.catalogue.models import Obligation
from gongkai.records.catalogue.turns import OvertakenError, as_seen, state_mark
from gongkai.records.disclosure.actions import Where, publish_item
from gongkai.records.disclosure.fulfilment import meet_obligation
from gongkai.records.disclosure.matching import targets_of
from gongkai.records.disclosure.models import Channel, Item, Stage, Target
from gongkai.records.disclosure.numbering import propose_number, take_number
from gongkai.rules.refusal import Refusal

_CHANNELS = [(channel.value, channel.label) for channel in Channel]


class PublishForm(forms.Form):
    """What a clerk says of a new item. The day of publication is not asked: it is the server's day."""

    title = forms.CharField(label="标题", max_length=200)
    number = forms.CharField(label="索引号", max_length=60)
    stage = forms.ChoiceField(
        label="五公开", required=False, choices=[("", "不属于任何一项"), *Stage.choices]
    )
    formed_on = forms.DateField(label="形成日期", required=False)
    summary = forms.CharField(label="内容概述", required=False, max_length=2000)
    targets = forms.MultipleChoiceField(label="投放点", required=False)
    channels = forms.MultipleChoiceField(label="其他渠道", required=False, choices=_CHANNELS)
    link = forms.CharField(label="链接或位置", required=False, max_length=300)

    def __init__(self, desk: Desk, targets: list[Target], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk
        self.known = {str(target.pk): target for target in targets}
        self.fields["targets"].choices = [  # type: ignore[attr-defined] # stubs know the base class alone
            (key, f"{target.get_channel_display()}：{target.name}") for key, target in self.known.items()
        ]

    def clean_formed_on(self) -> Any:
        """A paper that is formed after it is public would make the times of the directory meaningless."""
        formed = self.cleaned_data["formed_on"]
        if formed and formed > self.desk.today:
            raise forms.ValidationError(f"形成日期 {formed} 在今天之后，请改正。")
        return formed

    def clean(self) -> dict[str, Any]:
        """At least one place: what hangs nowhere is not public."""
        said = super().clean() or {}
        if "targets" in said and "channels" in said and not (said["targets"] or said["channels"]):
            self.add_error("targets", "请至少选一个投放点或渠道：哪里都没有公开，就不算公开。")
        return said

    def places(self) -> list[Where]:
        """Every place that was chosen, today."""
        link = self.cleaned_data["link"]
        chosen = [self.known[key] for key in self.cleaned_data["targets"]]
        places = [Where(Channel(each.channel), self.desk.today, each, link) for each in chosen]
        return places + [
            Where(Channel(key), self.desk.today, None, link) for key in self.cleaned_data["channels"]
        ]


@staff(Door.CONTENT, "GET", "HEAD", "POST")
def page(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """The form with a proposed number and title; sent, the item is public and the duty met."""
    duty = to_change(desk, key)
    targets = list(targets_of(duty.body))
    status = 200
    overtaken = ""
    if request.method == "POST":
        form = PublishForm(desk, targets, request.POST)
        status = 400
        if form.is_valid():
            try:
                item = _publish(request, desk, duty, form)
            except OvertakenError as problem:
                duty.refresh_from_db()
                overtaken, status = str(problem), 409
            except Refusal as refusal:
                form.add_error("number" if "索引号" in str(refusal) else "targets", str(refusal))
            else:
                messages.success(request, f"已登记“{item.title}”，索引号 {item.number}，这项义务已履行。")
                return HttpResponseRedirect(reverse("workbench:obligation", args=[duty.pk]), status=303)
    else:
        form = PublishForm(desk, targets, initial=_initial(desk, duty))
    context = {
        "form": form,
        "overtaken": overtaken,
        "seen": state_mark(duty),
        "proposed": request.POST.get("proposed") or form["number"].value(),
        "boxes": boxes(duty.entry),
    }
    return show(request, desk, "workbench/publish.html", facts_of(desk, duty) | context, status=status)


def _initial(desk: Desk, duty: Obligation) -> dict[str, str]:
    return {
        "number": propose_number(duty.body, desk.today),
        "title": f"{duty.body.name}{title_of(duty)}"[:200],
        "stage": duty.entry.stage,
    }


def _publish(request: HttpRequest, desk: Desk, duty: Obligation, form: PublishForm) -> Item:
    said = form.cleaned_data
    with as_seen(duty, request.POST.get("seen", "")) as now:
        number = said["number"]
        if number == request.POST.get("proposed"):
            # Two people may have been offered the same number; who did not choose it does not mind the next one.
            number = take_number(now.body, desk.today)
        item = publish_item(
            body=now.body,
            number=number,
            title=said["title"],
            published_on=desk.today,
            places=form.places(),
            by=desk.by,
            at=desk.at,
            field=now.field,
            stage=Stage(said["stage"]) if said["stage"] else None,
            summary=said["summary"],
            formed_on=said["formed_on"],
        )
        meet_obligation(now, item, by=desk.by, at=desk.at)
    return item
