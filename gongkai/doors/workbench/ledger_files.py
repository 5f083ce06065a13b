"""导入记录: which files brought records in, when, by whom, and how many; each leads to its records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from gongkai.doors.clock import CHINA
from gongkai.doors.workbench.files import download
from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.ledger_kinds import KINDS, sees_everything_below
from gongkai.doors.workbench.ledgers import address_of
from gongkai.doors.workbench.page import show, values_of
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.queries import seen_by
from gongkai.records.ledger.export import Value
from gongkai.records.ledger.models import SourceFile

PAGE = 30
_HEADINGS = ("导入时间", "台账", "文件", "机构", "行数", "新增", "导入人", "SHA-256")
_BY_KEY = {kind.key: kind for kind in KINDS}


@staff(Door.CONTENT)
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The files, newest first; ``export`` gives all of them."""
    values = values_of(request, "kind")
    files = _seen(desk)
    if values.get("kind"):
        files = files.filter(kind=values["kind"])
    if "export" in request.GET:
        return download(request.GET["export"], "导入记录", _HEADINGS, _export(files))
    after = request.GET.get("after", "")
    if after and not (after.isascii() and after.isdigit() and len(after) < 19):
        raise Http404("没有这一页。")
    some = list((files.filter(pk__lt=int(after)) if after else files).order_by("-pk")[: PAGE + 1])
    shown = some[:PAGE]
    context: dict[str, Any] = {
        "rows": [_row(file) for file in _named(shown)],
        "count": files.count(),
        "kinds": [(kind.key, kind.label) for kind in KINDS],
        "values": values,
        "next": f"?{urlencode(values | {'after': str(shown[-1].pk)})}" if len(some) > PAGE else "",
        "first": f"?{urlencode(values)}" if after else "",
        "exports": [(each.upper(), f"?{urlencode(values | {'export': each})}") for each in ("csv", "xlsx")],
    }
    return show(request, desk, "workbench/ledger_files.html", context)


def _seen(desk: Desk) -> QuerySet[SourceFile]:
    """Files whose records all lie where this person sees them; those of no body for who sees everything below."""
    mine = Q(body_code__in=seen_by(desk.viewer).order_by().values("code"))
    if sees_everything_below(desk):
        mine |= Q(body_code="")
    return SourceFile.objects.filter(mine, kind__in=_BY_KEY)


def _named(files: list[SourceFile]) -> list[tuple[SourceFile, str]]:
    names = dict(Body.objects.filter(code__in={file.body_code for file in files}).values_list("code", "name"))
    return [(file, names.get(file.body_code, "")) for file in files]


def _row(named: tuple[SourceFile, str]) -> dict[str, Any]:
    file, body = named
    kind = _BY_KEY[file.kind]
    by_file = kind.shelf is not None and any(each.name == "source" for each in kind.shelf.model._meta.fields)
    return {
        "at": f"{file.at.astimezone(CHINA):%Y-%m-%d %H:%M}",
        "kind": kind.label,
        "name": file.name,
        "body": body,
        "rows": file.rows,
        "added": file.added,
        "actor": file.actor,
        "address": address_of(kind, file=str(file.pk)) if by_file else address_of(kind),
    }


def _export(files: QuerySet[SourceFile]) -> Iterator[tuple[Value, ...]]:
    for file in files.order_by("-pk").iterator(chunk_size=500):
        yield (
            f"{file.at.astimezone(CHINA):%Y-%m-%d %H:%M}",
            _BY_KEY[file.kind].label,
            file.name,
            file.body_code,
            file.rows,
            file.added,
            file.actor,
            file.digest,
        )
