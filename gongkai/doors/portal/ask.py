"""问问题: how to ask the town a question today, and where questions of the past went."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from gongkai.doors.portal.page import public, show
from gongkai.doors.portal.site import ASK
from gongkai.records.bodies.codes import stem
from gongkai.records.bodies.public import below, front_body, villages


@public
def page(request: HttpRequest) -> HttpResponse:
    """Telephones and addresses of the town and of every village."""
    town = front_body()
    bodies = below(town) if town else []
    places = [(body, stem(body.code)) for body in villages(bodies)]
    return show(
        request,
        "portal/ask.html",
        {
            "reachable": [(body, code) for body, code in places if body.telephone],
            "unreachable": [(body, code) for body, code in places if not body.telephone],
        },
        column=ASK,
        town=town,
    )
