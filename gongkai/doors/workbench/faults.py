"""Pages for what is not there, may not be done, or lost its key, in words."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.doors.workbench.guard import Desk
from gongkai.doors.workbench.page import show

_EXPIRED = "页面放得太久，或者浏览器没有保存 Cookie，所以没有办理。请返回上一页刷新后再试。"
_NOT_THERE = "没有这个页面，或者它不在您能查看的范围内。"


def missing(request: HttpRequest, desk: Desk, problem: Http404) -> HttpResponse:
    """404: the same words for what does not exist and for what this person may not see."""
    told = str(problem.args[0]) if problem.args else ""
    why = told if any("\u4e00" <= character <= "\u9fff" for character in told) else _NOT_THERE
    return show(request, desk, "workbench/fault.html", {"title": "没有找到", "why": why}, status=404)


def denied(request: HttpRequest, desk: Desk, why: str) -> HttpResponse:
    """403: what the person's posts do not allow, and who does it instead."""
    told = why or "您的岗位不能办理这件事。"
    return show(request, desk, "workbench/fault.html", {"title": "不能办理", "why": told}, status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose key is missing or old: nothing was done."""
    del reason
    context = {
        "title": "页面已过期",
        "why": _EXPIRED,
    }
    return render(request, "workbench/outside.html", context, status=403)
