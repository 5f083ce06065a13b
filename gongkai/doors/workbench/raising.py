"""生成周期义务 and 适用情形: what a clerk does to the directory once a year, and when a village's situation changes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.doors.workbench.directory import entry_row, scopes_of
from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.page import show
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.permissions import changes_content_of
from gongkai.records.bodies.queries import subtree
from gongkai.records.catalogue.actions import choose_scope, raise_year
from gongkai.records.catalogue.models import Edition, Entry
from gongkai.records.catalogue.queries import applies_to
from gongkai.rules.refusal import Refusal


@staff(Door.CONTENT, "GET", "HEAD", "POST")
def year(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """Raise a year's duties by rhythm for the body of an edition and everything under it; said and asked before."""
    edition = Edition.objects.select_related("body").filter(pk=key).first()
    if edition is None:
        raise Http404("没有这个目录版本。")
    _refuse_reader(desk, edition.body)
    chosen = _year(request, desk.today)
    error = ""
    if request.method == "POST":
        try:
            raised = raise_year(edition.body, chosen, by=desk.by, at=desk.at)
        except Refusal as refusal:
            error = str(refusal)
        else:
            ownerless = f"，其中 {raised.ownerless} 项没有责任人" if raised.ownerless else ""
            told = f"{chosen} 年新生成 {raised.fresh} 项义务{ownerless}，原有 {raised.known} 项不变。"
            messages.success(request, told)
            address = f"{reverse('workbench:obligations')}?standing=all&year={chosen}"
            return HttpResponseRedirect(address, status=303)
    context = {
        "edition": edition,
        "year": chosen,
        "years": range(desk.today.year - 1, desk.today.year + 2),
        "bodies": subtree(edition.body).count(),
        "error": error,
    }
    return show(request, desk, "workbench/raise.html", context, status=400 if error else 200)


def _refuse_reader(desk: Desk, body: Body) -> None:
    if not changes_content_of(desk.viewer, body):
        raise PermissionDenied(f"这件事由{body.name}公开办经办人办理，您只能查看。")


def _year(request: HttpRequest, today: date) -> int:
    wish = request.POST.get("year") or request.GET.get("year") or ""
    return int(wish) if wish.isascii() and wish.isdigit() and 2008 <= int(wish) <= 2100 else today.year


class ScopeForm(forms.Form):
    """Which body is in which situation, and since when."""

    body = forms.ChoiceField(label="机构")
    scope = forms.ChoiceField(label="情形")
    since = forms.DateField(label="起始日期")

    def __init__(self, bodies: list[Body], scopes: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {body.code: body for body in bodies}
        self.fields["body"].choices = [(body.code, body.name) for body in bodies]  # type: ignore[attr-defined] # stubs know the base class alone
        self.fields["scope"].choices = [(scope, scope) for scope in scopes]  # type: ignore[attr-defined] # stubs know the base class alone


@staff(Door.CONTENT, "GET", "HEAD", "POST")
def scope(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """Say that a body falls under the stricter rhythm of an entry (集体财务往来较多的，每月公布)."""
    entry = Entry.objects.select_related("field", "edition", "edition__body").filter(pk=key).first()
    if entry is None:
        raise Http404("没有这个目录事项。")
    _refuse_reader(desk, entry.edition.body)
    scopes = scopes_of(entry)
    if not scopes:
        raise Http404(f"“{entry}”只有一种周期，没有可以选的情形。")
    bodies = [body for body in subtree(entry.edition.body) if applies_to(entry, body)]
    form = ScopeForm(
        bodies, scopes, request.POST if request.method == "POST" else None, initial={"since": desk.today}
    )
    if form.is_valid():
        said = form.cleaned_data
        body = form.bodies[said["body"]]
        choose_scope(body, entry, said["scope"], since=said["since"], by=desk.by, at=desk.at)
        messages.success(request, f"已登记{body.name}适用“{said['scope']}”；请重新生成周期义务。")
        return HttpResponseRedirect(reverse("workbench:entry", args=[entry.pk]), status=303)
    context = {"form": form, "row": entry_row(entry), "entry": entry}
    return show(request, desk, "workbench/scope.html", context, status=400 if form.is_bound else 200)
