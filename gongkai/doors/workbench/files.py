"""Lists as files: every list of the workbench leaves it as CSV or XLSX."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from typing import cast

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from gongkai.records.ledger.export import Value, csv_lines, write_xlsx

KINDS = ("csv", "xlsx")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(name: str, content: bytes) -> HttpResponse:
    """A finished workbook under a Chinese name."""
    answer = HttpResponse(content, content_type=_XLSX)
    answer.headers["Content-Disposition"] = _attachment(f"{name}.xlsx")
    return answer


def download(kind: str, name: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> HttpResponse:
    """A list as a file of a kind. Raises Http404 for a kind that is none of :data:`KINDS`."""
    if kind == "csv":
        lines = (line.encode() for line in csv_lines(headings, rows))
        answer = cast(HttpResponse, StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"))
    elif kind == "xlsx":
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        write_xlsx(headings, rows, file)
        file.seek(0)
        answer = cast(HttpResponse, FileResponse(file, content_type=_XLSX))
    else:
        raise Http404(f"不能导出为“{kind[:10]}”，只能是 csv 或 xlsx。")
    answer.headers["Content-Disposition"] = _attachment(f"{name}.{kind}")
    return answer


def _attachment(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"
