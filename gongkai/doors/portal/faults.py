"""Pages for what went wrong, in words, without asking the database for anything."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

_LOST = "没有这个页面。地址可能写错了，或者内容已经挪走。"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404. Says the reason that the page gave, when it was one of ours."""
    told = str(exception.args[0]) if isinstance(exception, Http404) and exception.args else ""
    # Django's own reasons are English or a dict of addresses: not for readers.
    why = told if any("\u4e00" <= character <= "\u9fff" for character in told) else _LOST
    return _fault(request, 404, "没有找到", why)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    del exception
    return _fault(request, 400, "看不懂这个请求", "地址里有看不懂的内容，请从首页重新查找。")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    del exception
    return _fault(request, 403, "不能打开", "这个页面不对外开放。")


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    return _fault(request, 500, "出了故障", "系统出了故障，已经记录下来。请过一会儿再试，或打电话给镇政府。")


def _fault(request: HttpRequest, status: int, title: str, why: str) -> HttpResponse:
    response = render(request, "portal/fault.html", {"title": title, "why": why}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
