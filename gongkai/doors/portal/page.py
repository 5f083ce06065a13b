"""What every public page shares: its frame, its meta tags, and answers that a reader's cache can ask about again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from gongkai.doors.portal.look import look_of, switches
from gongkai.doors.portal.site import Article, Column, site_of
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.public import front_body
from gongkai.records.ledger.queries import newest_act_at
from gongkai.rules.refusal import Refusal

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Guard of every page for anybody: reading only, nothing of a person kept, conditional answers.

    What a page refuses (a code that is none) is, for a reader, a page that does not exist.
    """

    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Refusal as refusal:
            raise Http404(str(refusal)) from refusal
        return _conditional(request, response)

    return guarded


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["Cookie"])
    response.headers.setdefault("Cache-Control", "no-cache")
    if response.status_code != 200 or isinstance(response, StreamingHttpResponse):
        return response
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response.headers["ETag"] = etag
    changed = newest_act_at()
    stamp = int(changed.timestamp()) if changed else None
    if stamp is not None:
        response.headers["Last-Modified"] = http_date(stamp)
    answer = get_conditional_response(request, etag=etag, last_modified=stamp, response=response)
    return answer or response


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    column: Column,
    article: Article | None = None,
    town: Body | None = None,
    demonstration: bool = False,
    status: int = 200,
) -> HttpResponse:
    """A page inside the frame, marked when what it shows, or the whole town, is invented.

    ``town`` spares the query for it when the view has it already.
    """
    town = town or front_body()
    look = look_of(request)
    frame = {
        "site": site_of(request, town),
        "town": town,
        "look": look,
        "switches": switches(request, look),
        "column": column,
        "article": article,
        "demonstration": bool(town and town.demonstration) or demonstration,
    }
    return render(request, template, frame | context, status=status)
