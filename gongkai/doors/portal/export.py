"""Lists as downloads, under Chinese names."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from typing import IO, cast

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from gongkai.records.ledger.export import Value, csv_lines, write_xlsx
from gongkai.rules.refusal import Refusal

MARK = "（演示数据）"
"""What the name of a file of invented records ends in."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(kind: str, name: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> HttpResponse:
    """A file of a list, streamed. ``kind`` is ``csv`` or ``xlsx``; Refusal for any other."""
    if kind == "csv":
        answer = StreamingHttpResponse(csv_lines(headings, rows), content_type="text/csv; charset=utf-8")
    elif kind == "xlsx":
        answer = FileResponse(_book(headings, rows), content_type=_XLSX)
    else:
        raise Refusal(f"不能导出为“{kind}”，只能是 csv 或 xlsx。")
    answer.headers["Content-Disposition"] = _attachment(f"{name}.{kind}")
    return cast(HttpResponse, answer)


def attachment(name: str, content: bytes, content_type: str) -> HttpResponse:
    """A finished file under a Chinese name."""
    answer = HttpResponse(content, content_type=content_type)
    answer.headers["Content-Disposition"] = _attachment(name)
    return answer


def _attachment(name: str) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


def _book(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(headings, rows, file)
    file.seek(0)
    return file
