"""本人: one's own posts, password, second factor, calendar address and saved views; and the help page."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.models import CalendarFeed, SavedView
from gongkai.doors.workbench.page import show
from gongkai.doors.workbench.second_factor import has_second_factor

_KEPT = ("inbox", "obligations", "calendar", "directory", "coverage", "people")
_MOST = 20


@staff(Door.ANYBODY)
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the workbench knows of the person at the desk."""
    context = {
        "factor": has_second_factor(desk.person),
        "views": list(SavedView.objects.filter(person=desk.person).order_by("name")),
        "feed": CalendarFeed.objects.filter(person=desk.person).first(),
        "idle": int(settings.IDLE_TIME.total_seconds() // 60),
    }
    return show(request, desk, "workbench/own.html", context)


@staff(Door.ANYBODY)
def help_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How the workbench works, on one page."""
    return show(request, desk, "workbench/help.html", {"idle": int(settings.IDLE_TIME.total_seconds() // 60)})


@staff(Door.ANYBODY, "POST")
def keep_view(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep a list with its filters under a name; the same name again replaces it."""
    address = request.POST.get("address", "")
    name = request.POST.get("name", "").strip()[:20]
    path = address.partition("?")[0]
    if path not in {reverse(f"workbench:{each}") for each in _KEPT} or len(address) > 500:
        raise Http404("这个页面不能存为常用查看。")
    views = SavedView.objects.filter(person=desk.person)
    if not name:
        messages.error(request, "没有保存：请先给这个查看起个名字。")
    elif views.count() >= _MOST and not views.filter(name=name).exists():
        messages.error(request, f"没有保存：常用查看最多 {_MOST} 个，请先在“本人”页删去不用的。")
    else:
        SavedView.objects.update_or_create(person=desk.person, name=name, defaults={"address": address})
        messages.success(request, f"已存为常用查看“{name}”。")
    return HttpResponseRedirect(address, status=303)


@staff(Door.ANYBODY, "POST")
def drop_view(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """Drop a saved view of one's own."""
    dropped, _ = SavedView.objects.filter(person=desk.person, pk=key).delete()
    if not dropped:
        raise Http404("没有这个常用查看。")
    messages.success(request, "已删去这个常用查看。")
    return HttpResponseRedirect(reverse("workbench:self"), status=303)
