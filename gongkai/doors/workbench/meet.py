"""对上已公开信息: say which public item is what was owed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.obligation import facts_of, the_obligation
from gongkai.doors.workbench.page import show
from gongkai.records.bodies.permissions import changes_content_of
from gongkai.records.catalogue.models import Obligation
from gongkai.records.catalogue.turns import OvertakenError, as_seen, state_mark
from gongkai.records.disclosure.fulfilment import meet_obligation
from gongkai.records.disclosure.matching import items_that_could_meet
from gongkai.rules.refusal import Refusal

_MOST = 50


def to_change(desk: Desk, key: int) -> Obligation:
    """The obligation, for somebody who writes for its body. Raises PermissionDenied for who only reads."""
    duty = the_obligation(desk, key)
    if not changes_content_of(desk.viewer, duty.body):
        raise PermissionDenied(
            f"{duty.body.name}的公开义务由本单位联络员、信息员和公开办经办人办理，您只能查看。"
        )
    return duty


@staff(Door.CONTENT, "GET", "HEAD", "POST")
def page(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """Choose an item; the duty counts as met on the day the item was first public."""
    duty = to_change(desk, key)
    words = request.GET.get("q", "").strip()[:60]
    error, status = "", 200
    if request.method == "POST":
        try:
            return _meet(request, desk, duty)
        except OvertakenError as overtaken:
            duty.refresh_from_db()
            error, status = str(overtaken), 409
        except Refusal as refusal:
            error, status = str(refusal), 400
    found = list(items_that_could_meet(duty, words)[: _MOST + 1])
    context = {
        "items": found[:_MOST],
        "more": len(found) > _MOST,
        "words": words,
        "chosen": request.POST.get("item", ""),
        "seen": state_mark(duty),
        "error": error,
    }
    return show(request, desk, "workbench/meet.html", facts_of(desk, duty) | context, status=status)


def _meet(request: HttpRequest, desk: Desk, duty: Obligation) -> HttpResponse:
    key = request.POST.get("item", "")
    with as_seen(duty, request.POST.get("seen", "")) as now:
        item = items_that_could_meet(now).filter(pk=int(key)).first() if key.isdigit() else None
        if item is None:
            raise Refusal("请先选一条公开信息。列表里没有的，请用“登记公开”。")
        meet_obligation(now, item, by=desk.by, at=desk.at)
    messages.success(request, f"已用“{item.title}”履行，履行日期 {item.published_on}。")
    return HttpResponseRedirect(reverse("workbench:obligation", args=[duty.pk]), status=303)
