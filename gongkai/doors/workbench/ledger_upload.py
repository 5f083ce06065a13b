"""上传台账: a file comes in, is looked at, and one press brings it in; the worker takes the long ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.doors.workbench.files import download
from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.ledger_kinds import kind_of, to_write, writer
from gongkai.doors.workbench.ledgers import address_of
from gongkai.doors.workbench.page import show
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.queries import changed_by
from gongkai.records.documents.extraction.ledgers import LARGEST
from gongkai.records.intake.jobs import BRING, bring, look_at
from gongkai.records.intake.uploads import Upload, find_upload, keep
from gongkai.records.ledger.export import Value
from gongkai.records.ledger.intake.kind import LedgerKind
from gongkai.rules.calendar import parse_day
from gongkai.rules.refusal import Refusal

_SHOWN = 200
"""Bad rows on the page; the file holds them all."""
_AGAIN = "2"
"""Seconds after which the page of a long ledger looks again."""
_OPTIONS = ("edition", "since")


@staff(Door.CONTENT, "GET", "HEAD", "POST")
def page(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The form for one file; what was chosen beside it stays when the file is refused."""
    kind = to_write(desk, key)
    bodies = list(changed_by(desk.viewer))
    said = {
        name: request.POST.get(name, request.GET.get(name, "")).strip()[:80] for name in ("body", *_OPTIONS)
    }
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _errors(kind, bodies, said)
        if not errors:
            try:
                upload = _keep(request, desk, kind, said)
            except Refusal as refusal:
                errors["file"] = str(refusal)
            else:
                look_at(upload, kind, writer(desk), at=desk.at)
                return _to(upload)
    context = {
        "kind": kind,
        "bodies": bodies,
        "said": said,
        "errors": errors,
        "largest": LARGEST >> 20,
        "apart": kind.prepare is not None,
    }
    return show(request, desk, "workbench/ledger_upload.html", context, status=400 if errors else 200)


def _errors(kind: LedgerKind, bodies: list[Body], said: dict[str, str]) -> dict[str, str]:
    errors = {}
    if said["body"] and said["body"] not in {body.code for body in bodies}:
        errors["body"] = "只能选自己办理的机构。"
    if kind.prepare is not None:
        if not said["body"]:
            errors["body"] = "请选择这份目录属于哪个机构。"
        if said["since"]:
            try:
                parse_day(said["since"], "施行日期")
            except Refusal as refusal:
                errors["since"] = str(refusal)
    return errors


def _keep(request: HttpRequest, desk: Desk, kind: LedgerKind, said: dict[str, str]) -> Upload:
    file = request.FILES.get("file")
    if file is None or not file.name:
        raise Refusal("请选择要上传的台账文件。")
    options = {name: said[name] for name in _OPTIONS if said[name]} if kind.prepare is not None else {}
    return keep(
        settings.HOME,
        file.name,
        file.chunks(),
        kind=kind.key,
        body=said["body"],
        options=options,
        person=desk.person.pk,
        by=desk.by,
        at=desk.at,
    )


def _to(upload: Upload) -> HttpResponse:
    return HttpResponseRedirect(reverse("workbench:ledger_found", args=[upload.token]), status=303)


@staff(Door.CONTENT, "GET", "HEAD", "POST")
def found(request: HttpRequest, desk: Desk, token: str) -> HttpResponse:
    """What looking at a file found, with the one press that brings it in; ``export`` gives the bad rows."""
    upload = find_upload(settings.HOME, token, desk.person.pk)
    if upload is None:
        raise Http404("这份上传的台账已经不在了（最多保留一天），请重新上传。")
    kind = to_write(desk, upload.said.kind)
    told = upload.found()
    if request.method == "POST":
        return _pressed(request, desk, upload, kind, told)
    if told is None:
        return _under_way(request, desk, upload, kind)
    problems = told.get("problems", [])
    if "export" in request.GET:
        name = f"{kind.label}错误清单"
        return download(
            request.GET["export"], name, ("工作表", "行", "列", "列名", "原因"), _as_rows(problems)
        )
    return show(request, desk, "workbench/ledger_found.html", _context(upload, kind, told, problems))


def _context(
    upload: Upload, kind: LedgerKind, told: dict[str, Any], problems: list[dict[str, Any]]
) -> dict[str, Any]:
    done = told["step"] == BRING and "refused" not in told and not problems
    ready = "refused" not in told and not problems and not done and told["added"] > 0
    source = told.get("source")
    return {
        "kind": kind,
        "said": upload.said,
        "body": Body.objects.filter(code=upload.said.body).first() if upload.said.body else None,
        "result": told,
        "problems": problems[:_SHOWN],
        "count": len(problems),
        "bad": len({(problem["sheet"], problem["row"]) for problem in problems}),
        "done": done,
        # A refusal on the way in (a busy database) leaves the file where it is: the same press may be tried again.
        "ready": ready or ("refused" in told and told["step"] == BRING),
        "exports": [(each.upper(), f"?export={each}") for each in ("xlsx", "csv")],
        "records": address_of(kind, file=str(source)) if source and _keeps_source(kind) else address_of(kind),
    }


def _keeps_source(kind: LedgerKind) -> bool:
    return kind.shelf is not None and any(field.name == "source" for field in kind.shelf.model._meta.fields)


def _as_rows(problems: list[dict[str, Any]]) -> Iterator[tuple[Value, ...]]:
    return (
        (problem["sheet"], problem["row"], problem["letter"], problem["column"], problem["reason"])
        for problem in problems
    )


def _under_way(request: HttpRequest, desk: Desk, upload: Upload, kind: LedgerKind) -> HttpResponse:
    passed, total = upload.passed()
    context = {
        "kind": kind,
        "token": upload.token,
        "said": upload.said,
        "passed": passed,
        "total": total,
        "share": min(99, 100 * passed // total) if total else 0,
    }
    answer = show(request, desk, "workbench/ledger_waiting.html", context)
    answer.headers["Refresh"] = _AGAIN
    return answer


def _pressed(
    request: HttpRequest, desk: Desk, upload: Upload, kind: LedgerKind, told: dict[str, Any] | None
) -> HttpResponse:
    """Bring the file in, or give it up. A second press on what is under way or done changes nothing."""
    if "discard" in request.POST:
        upload.remove()
        messages.success(request, f"“{upload.said.name}”没有导入，上传的文件已删除。")
        return HttpResponseRedirect(address_of(kind_of(kind.key)), status=303)
    if told is not None and _context(upload, kind, told, told.get("problems", []))["ready"]:
        try:
            bring(upload, kind, writer(desk), request.POST.get("digest", ""), at=desk.at)
        except Refusal as refusal:
            upload.write_found({"step": "look", "refused": str(refusal)})
    return _to(upload)
