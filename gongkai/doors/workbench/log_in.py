"""登录: the name and the password; too many wrong ones close the pair of name and address for a while."""

from __future__ import annotations

from datetime import datetime

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.doors import clock
from gongkai.doors.workbench.guard import BEGAN, PROVED, SEEN, way_back
from gongkai.records.bodies.models import Person
from gongkai.records.bodies.public import front_body

WRONG = "登录名或密码不对。请核对大小写；忘记密码请找系统管理员重置。"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form; signed in, straight on to the page that was asked for."""
    if request.method != "POST":
        if request.user.is_authenticated:
            return HttpResponseRedirect(way_back(request), status=303)
        return _form(request)
    name = request.POST.get("login", "").strip()[:40]
    password = request.POST.get("password", "")[:200]
    if not name or not password:
        return _form(request, "请填写登录名和密码。", status=400)
    person = authenticate(request, login=name, password=password)
    if not isinstance(person, Person):
        return _form(request, WRONG, status=400)
    login(request, person)
    now = clock.now().timestamp()
    request.session[BEGAN] = request.session[SEEN] = request.session[PROVED] = now
    return HttpResponseRedirect(way_back(request), status=303)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return HttpResponseRedirect(f"{reverse('workbench:log_in')}?left=1", status=303)


def locked(request: HttpRequest, response: HttpResponse, credentials: dict[str, str] | None) -> HttpResponse:
    """The page for a pair of name and address that is closed: it says when it opens again."""
    del response
    request.user = AnonymousUser()
    opens = _opens_at(request, (credentials or {}).get("login", ""))
    when = f"{opens:%H:%M}" if opens else f"{settings.AXES_COOLOFF_TIME.seconds // 60} 分钟后"
    told = (
        f"这个登录名在这台电脑所在的网络上连续输错 {settings.AXES_FAILURE_LIMIT} 次，已暂停登录，{when}后可以再试。"
        "其他人不受影响；着急使用请找系统管理员解除。"
    )
    return _form(request, told, status=429)


def client_address(request: HttpRequest) -> str:
    """Where a request comes from. Behind proxies of one's own, what the outermost of them saw.

    A stranger may write whatever they like into the header, but only to the left of what one's own proxies add.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    said: list[str] = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    if not settings.PROXIES or len(said) < settings.PROXIES:
        return direct
    return said[-settings.PROXIES]


def _opens_at(request: HttpRequest, name: str) -> datetime | None:
    address = getattr(request, "axes_ip_address", None)
    last = (
        AccessAttempt.objects.filter(username=name, ip_address=address)
        .order_by("-attempt_time")
        .values_list("attempt_time", flat=True)
        .first()
    )
    return (last + settings.AXES_COOLOFF_TIME).astimezone(clock.CHINA) if last else None


def _form(request: HttpRequest, error: str = "", *, status: int = 200) -> HttpResponse:
    town = front_body()
    told = ""
    if "idle" in request.GET:
        told = f"{int(settings.IDLE_TIME.total_seconds() // 60)} 分钟没有操作，已自动退出。没有提交的内容没有保存。"
    elif "left" in request.GET:
        told = "已退出。"
    context = {
        "town": town.name if town else "",
        "login": request.POST.get("login", ""),
        "next": way_back(request),
        "error": error,
        "told": told,
        "demonstration": settings.DEVELOPMENT and bool(town and town.demonstration),
    }
    return render(request, "workbench/log_in.html", context, status=status)
