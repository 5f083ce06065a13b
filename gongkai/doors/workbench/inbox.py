"""收件箱: the first screen: what is due today, late, near; every row one click from the act that clears it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.page import show
from gongkai.doors.workbench.sources import Basket, sections
from gongkai.records.bodies.codes import stem


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
    bodies = [(burden, stem(burden.code)) for burden in basket.burdens]
    return {
        "sections": found,
        "total": sum(section.count for section in found),
        "burdens": bodies if len(bodies) > 1 else [],
    }
