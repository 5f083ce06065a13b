"""One obligation: its dates, its article, the text of the directory, what was done, and the acts that are open."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.history import AnAct, acts_for
from gongkai.doors.workbench.inbox import inbox_pane
from gongkai.doors.workbench.marks import acts_on, article_words, limit_words, mark_of, title_of
from gongkai.doors.workbench.obligations import list_pane
from gongkai.doors.workbench.page import show
from gongkai.records.bodies.permissions import changes_content_of, sees_content_of
from gongkai.records.catalogue.models import Carrier, Entry, Obligation
from gongkai.records.disclosure.models import Stage

_ACTS = 5


def the_obligation(desk: Desk, key: int) -> Obligation:
    """The obligation of a key. Raises Http404 for none, and for one of a body this person may not see."""
    found = (
        Obligation.objects.select_related("body", "entry", "entry__edition", "field", "owner", "event")
        .filter(pk=key)
        .first()
    )
    if found is None or not sees_content_of(desk.viewer, found.body):
        raise Http404("没有这项公开义务，或者它不在您能查看的范围内。")
    return found


def facts_of(desk: Desk, duty: Obligation) -> dict[str, Any]:
    """What every page about an obligation shows of it."""
    return {
        "duty": duty,
        "title": title_of(duty),
        "mark": mark_of(duty, desk.today),
        "article": article_words(duty.article),
        "limits": limit_words(duty.entry),
    }


@staff(Door.CONTENT)
def page(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """The obligation beside the list that it was opened from."""
    duty = the_obligation(desk, key)
    beside_inbox = request.GET.get("list") == "inbox"
    pane = inbox_pane(desk) if beside_inbox else list_pane(request, desk)
    acts: list[AnAct] = acts_for("obligation", str(duty.pk), limit=_ACTS + 1)
    context = {
        "pane": "inbox" if beside_inbox else "list",
        "items": [link.item for link in duty.fulfilments.select_related("item").order_by("pk")],
        "acts_open": acts_on(desk, duty),
        "more_by_event": duty.event is not None and changes_content_of(desk.viewer, duty.body),
        "stage": Stage(duty.entry.stage).label if duty.entry.stage in Stage.values else "",
        "acts": acts[:_ACTS],
        "more_acts": len(acts) > _ACTS,
        "boxes": boxes(duty.entry),
    }
    return show(request, desk, "workbench/obligation.html", facts_of(desk, duty) | context | pane)


def boxes(entry: Entry) -> list[tuple[str, str]]:
    """The channel boxes of an entry, as in the directory: ■ required, □ optional."""
    found = []
    for carrier in Carrier:
        if entry.required_carriers & carrier.bit:
            found.append(("■", carrier.label))
        elif entry.optional_carriers & carrier.bit:
            found.append(("□", carrier.label))
    return found
