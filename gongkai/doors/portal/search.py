"""Search, simple and honest: the words that stand in title or summary, newest first."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from gongkai.doors import clock
from gongkai.doors.portal.items import PAGE, ItemLine, following, parse_key
from gongkai.doors.portal.page import public, show
from gongkai.doors.portal.site import ITEMS
from gongkai.records.disclosure.public import COUNT_LIMIT, ItemFilter, count_up_to_limit, matching
from gongkai.records.disclosure.queries import page_of

_LONGEST = 60


@public
def page(request: HttpRequest) -> HttpResponse:
    """What was found, one page, and how many there are; without words, the box alone."""
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:_LONGEST]
    if not words:
        return show(
            request,
            "portal/search.html",
            {"words": "", "rows": [], "count": 0, "limit": COUNT_LIMIT, "next": "", "first": ""},
            column=ITEMS,
        )
    found = matching(clock.today(), ItemFilter(text=words))
    listed = page_of(found, after=parse_key(request.GET.get("after", "")), limit=PAGE)
    chosen = {"q": words}
    return show(
        request,
        "portal/search.html",
        {
            "words": words,
            "rows": [ItemLine.of(row) for row in listed.rows],
            "count": count_up_to_limit(found),
            "limit": COUNT_LIMIT,
            "next": following(listed.after, chosen),
            "first": f"?{urlencode(chosen)}" if "after" in request.GET else "",
        },
        column=ITEMS,
    )
