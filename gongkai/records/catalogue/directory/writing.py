"""An edition as a workbook in the county's layout: a sheet a field, a title, and the national heading of two rows."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from gongkai.records.catalogue.directory.boxes import Boxes, write_boxes
from gongkai.records.catalogue.directory.rows import OTHER_WORDS, SPECIAL, STAGES
from gongkai.records.catalogue.models import Edition, Entry, Method
from gongkai.rules.refusal import Refusal

_HEADINGS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("序号", (), 6),
    ("公开事项", ("一级事项", "二级事项", "三级事项"), 16),
    ("公开内容（要素）", (), 40),
    ("公开依据", (), 32),
    ("公开时限", (), 22),
    ("公开主体", (), 18),
    ("公开渠道和载体", (), 30),
    ("公开对象", ("全社会", "特定群体"), 8),
    ("公开方式", ("主动", "依申请"), 8),
    ("公开层级", ("县级", "乡级", "村级"), 7),
    ("五公开", (), 8),
)
"""Heading, its parts, and the width of each column in characters."""
_TICK = "√"
_SHEET_NAME = re.compile(r"[^\[\]:*?/\\']{1,31}")
_FONT = {"font_name": "Microsoft YaHei", "font_size": 10, "text_wrap": True, "valign": "vcenter"}
_LEGEND = "“■”为必选渠道，“□”为可选渠道；适用的填“√”。"


def directory_workbook(edition: Edition) -> bytes:
    """The workbook that brings the same edition in again; the same edition makes the same bytes."""
    entries: dict[str, list[Entry]] = {}
    for entry in edition.entries.select_related("field").order_by("field__order", "field__code", "id"):
        entries.setdefault(entry.field.name, []).append(entry)
    return workbook_of(title_of(edition.name, edition.since), entries)


def title_of(name: str, since: date) -> str:
    """The title that names an edition and its first day, as an import reads them."""
    return f"{name}（自{since.year}年{since.month}月{since.day}日起施行）"


def write_blank(path: Path) -> None:
    """The layout with nothing below its headings. Raises Refusal when the file cannot be written."""
    if path.suffix.lower() != ".xlsx":
        raise Refusal(f"模板文件名应以 .xlsx 结尾：{path.name}。")
    content = workbook_of("××镇基层政务公开标准目录（自2018年1月1日起施行）", {"请改为领域名称": []})
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise Refusal(f"不能写文件“{path}”：请检查文件夹是否存在、文件是否正被打开。") from problem


def workbook_of(title: str, entries: Mapping[str, Sequence[Entry]]) -> bytes:
    """Entries by field, saved or not, as a workbook with this title over every sheet."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": title, "created": datetime(2018, 1, 1)})  # noqa: DTZ001 - no time of its own
    looks = {
        "title": book.add_format(_FONT | {"bold": True, "font_size": 14, "align": "center"}),
        "head": book.add_format(
            _FONT | {"bold": True, "align": "center", "border": 1, "bg_color": "#e3efef"}
        ),
        "cell": book.add_format(_FONT | {"border": 1, "num_format": "@"}),
    }
    for number, (field, rows) in enumerate(entries.items(), 1):
        named = _SHEET_NAME.fullmatch(field) is not None
        sheet = book.add_worksheet(field if named else f"领域{number}")
        _sheet(sheet, looks, title, rows, field="" if named else field)
    book.close()
    return content.getvalue()


def _sheet(sheet: Any, looks: dict[str, Any], title: str, rows: Sequence[Entry], *, field: str) -> None:
    """One sheet; with ``field`` (a name that no sheet can bear) the field has a column of its own."""
    extras = list(dict.fromkeys(key for entry in rows for key in entry.remarks if key != OTHER_WORDS))
    headings = [*_HEADINGS, *((heading, (), 14) for heading in (*(["领域"] if field else []), *extras))]
    last = _write_headings(sheet, looks, title, headings)
    for line, entry in enumerate(rows, 3):
        cells = [*_cells(entry), *([field] if field else []), *(entry.remarks.get(key, "") for key in extras)]
        for at, words in enumerate(cells):
            sheet.write_string(line, at, words, looks["cell"])
    sheet.freeze_panes(3, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1, 2)
    sheet.print_area(0, 0, max(3, len(rows) + 2), last)
    sheet.set_footer(f"&L{_LEGEND}")


def _write_headings(
    sheet: Any, looks: dict[str, Any], title: str, headings: Iterable[tuple[str, tuple[str, ...], int]]
) -> int:
    """Title and two heading rows; returns the last column."""
    at = 0
    for heading, parts, width in headings:
        span = max(1, len(parts))
        sheet.set_column(at, at + span - 1, width)
        if parts:
            sheet.merge_range(1, at, 1, at + span - 1, heading, looks["head"])
            for place, part in enumerate(parts):
                sheet.write_string(2, at + place, part, looks["head"])
        else:
            sheet.merge_range(1, at, 2, at, heading, looks["head"])
        at += span
    sheet.merge_range(0, 0, 0, at - 1, title, looks["title"])
    sheet.set_row(0, 30)
    return at - 1


def _cells(entry: Entry) -> list[str]:
    special = entry.special_audience
    stages = {value: words for words, value in STAGES.items()}
    return [
        entry.number,
        entry.level1,
        entry.level2,
        entry.level3,
        entry.elements,
        entry.basis,
        entry.limit_text,
        entry.publishers,
        write_boxes(
            Boxes(entry.required_carriers, entry.optional_carriers, entry.remarks.get(OTHER_WORDS, ""))
        ),
        _TICK if entry.everyone else "",
        _TICK if special == SPECIAL else special,
        _TICK if entry.method == Method.PROACTIVE else "",
        _TICK if entry.method == Method.ON_REQUEST else "",
        _TICK if entry.at_county else "",
        _TICK if entry.at_town else "",
        _TICK if entry.at_village else "",
        stages.get(entry.stage, ""),
    ]
