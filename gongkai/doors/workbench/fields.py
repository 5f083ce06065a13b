"""领域选用: which fields a town works in; those that do not apply are published with their reasons."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.page import show
from gongkai.records.bodies.codes import full_code, stem
from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.bodies.permissions import changes_content_of
from gongkai.records.bodies.queries import seen_by
from gongkai.records.catalogue.actions import choose_field
from gongkai.records.catalogue.models import Field, FieldChoice
from gongkai.rules.refusal import Refusal

_KINDS = (BodyKind.TOWN, BodyKind.COUNTY)


@staff(Door.CONTENT, "GET", "HEAD", "POST")
def page(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The fields of one town, and a form at each that its clerk can change."""
    body = _town(desk, code)
    may = changes_content_of(desk.viewer, body)
    error, at_field, typed = "", request.GET.get("at", ""), ""
    if request.method == "POST":
        if not may:
            raise PermissionDenied("领域由公开办经办人选定，您只能查看。")
        at_field = request.POST.get("field", "")
        typed = request.POST.get("reason", "")[:200]
        try:
            return _choose(request, desk, body, at_field, typed)
        except Refusal as refusal:
            error = str(refusal)
    choices = {choice.field_id: choice for choice in FieldChoice.objects.filter(body=body)}
    rows = [(field, choices.get(field.pk)) for field in Field.objects.order_by("order", "code")]
    context = {
        "body": body,
        "rows": rows,
        "may": may,
        "error": error,
        "at_field": at_field,
        "typed": typed,
        "absent": sum(1 for _, choice in rows if choice and not choice.applies),
    }
    return show(request, desk, "workbench/fields.html", context, status=400 if error else 200)


def _town(desk: Desk, code: str) -> Body:
    try:
        full = full_code(code)
    except Refusal as refusal:
        raise Http404(str(refusal)) from refusal
    body = seen_by(desk.viewer).filter(code=full, kind__in=_KINDS).first()
    if body is None:
        raise Http404("没有这个乡镇，或者它不在您能查看的范围内。")
    return body


def _choose(request: HttpRequest, desk: Desk, body: Body, key: str, reason: str) -> HttpResponse:
    field = Field.objects.filter(code=key).first()
    if field is None:
        raise Http404("没有这个领域。")
    applies = request.POST.get("applies") == "1"
    choose_field(body, field, applies=applies, reason=reason, by=desk.by, at=desk.at)
    said = "涉及" if applies else "未涉及"
    later = "请重新生成周期义务" if applies else "已经开始的周期仍须履行，还没有开始的已收回"
    messages.success(request, f"“{field.name}”已记为{said}；{later}。")
    return HttpResponseRedirect(reverse("workbench:fields", args=[stem(body.code)]), status=303)
