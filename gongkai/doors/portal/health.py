"""For those who watch the machine: alive, and able to serve."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.records.bodies.public import front_body


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    del request
    return _plain("正常", 200)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers with the tables that pages need; 503 with the reason otherwise."""
    del request
    try:
        town = front_body()
    except DatabaseError:
        return _plain("不能服务：数据库连不上，或还没有建表。请执行 gongkai doctor。", 503)
    return _plain("可以服务" if town else "可以服务：还没有机构数据，请执行 gongkai demo 或导入台账。", 200)


def _plain(text: str, status: int) -> HttpResponse:
    response = HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
