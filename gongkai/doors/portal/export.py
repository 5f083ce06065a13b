"""Lists as files: CSV that Excel reads as Chinese and cannot run, and XLSX of plain values."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, cast

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from gongkai.rules.refusal import Refusal

Value = str | int | float | None
MARK = "（演示数据）"
"""What the name of a file of invented records ends in."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_ROWS = 1_048_575
"""Rows that a sheet can hold below its headings."""
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(kind: str, name: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> HttpResponse:
    """A file of a list, streamed. ``kind`` is ``csv`` or ``xlsx``; Refusal for any other."""
    if kind == "csv":
        answer = StreamingHttpResponse(_lines(headings, rows), content_type="text/csv; charset=utf-8")
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


class _Echo:
    """A file that hands back what is written, so that rows leave as they are made."""

    def write(self, line: str) -> str:
        return line


def _lines(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # without this mark Excel takes the file for GBK
    yield writer.writerow(headings)
    for row in rows:
        yield writer.writerow([_inert(value) for value in row])


def _inert(value: Value) -> Value:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA):
        return f"'{value}"
    return value


def _book(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> IO[bytes]:
    import xlsxwriter

    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("记录")
    strong = book.add_format({"bold": True, "bottom": 1})
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, strong)
        sheet.set_column(column, column, 40 if heading in {"标题", "内容"} else 16)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, 1):
        if number > _MOST_ROWS:
            raise Refusal("记录太多，一张表放不下，请改为导出 CSV 或先缩小范围。")
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value[:32_767])
            elif value is not None:
                sheet.write_number(number, column, value)
    book.close()
    file.seek(0)
    return file
