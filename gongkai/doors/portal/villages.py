"""A village or community: who to call, what it put out, by month and channel."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from gongkai.doors import clock
from gongkai.doors.portal.items import ItemLine
from gongkai.doors.portal.page import public, show
from gongkai.doors.portal.site import VILLAGES
from gongkai.readings.annual.render.chart import strips
from gongkai.records.bodies.codes import stem
from gongkai.records.bodies.models import BodyKind
from gongkai.records.bodies.queries import find_body
from gongkai.records.disclosure.public import ItemFilter, count_up_to_limit, matching, months
from gongkai.records.disclosure.queries import page_of

_NEWEST = 10


@public
def page(request: HttpRequest, code: str) -> HttpResponse:
    """What one body put out. Offices and governments have no page of this kind."""
    body = find_body(code)
    if body.kind == BodyKind.OFFICE:
        raise Http404(f"{body.name}是站所，没有单独的页面，请在“查信息”里按机构查找。")
    today = clock.today()
    found = matching(today, ItemFilter(body_id=body.pk))
    listed = page_of(found, limit=_NEWEST)
    year = listed.rows[0].published_on.year if listed.rows else today.year
    by_channel = months([body.pk], year)
    return show(
        request,
        "portal/village.html",
        {
            "body": body,
            "code": stem(body.code),
            "rows": [ItemLine.of(row) for row in listed.rows],
            "count": count_up_to_limit(found),
            "year": year,
            "strips": strips({channel.label: numbers for channel, numbers in by_channel.items()}),
        },
        column=VILLAGES,
        demonstration=body.demonstration,
    )
