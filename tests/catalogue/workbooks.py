"""Directories as counties send them: the national heading of two rows with its merged cells, and rows below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from gongkai.records.intake import bring_in, find_kind
from gongkai.records.ledger.intake.outcome import Outcome
from tests.catalogue.county import AT, WHO

TITLE = "测试镇基层政务公开标准目录（2018年版）（自2018年1月1日起施行）"
ROW = (
    "1", "最低生活保障", "审批信息", "低保对象名单", "《社会救助暂行办法》", "信息形成之日起20个工作日内", "镇人民政府",
    "■政府网站\n□村公示栏", "√", "", "√", "", "", "√", "√",
)  # fmt: skip
HEADING = (
    ("序号", ()),
    ("公开事项", ("一级事项", "二级事项")),
    ("公开内容（要素）", ()),
    ("公开依据", ()),
    ("公开时限", ()),
    ("公开主体", ()),
    ("公开渠道和载体", ()),
    ("公开对象", ("全社会", "特定群体")),
    ("公开方式", ("主动", "依申请公开")),
    ("公开层级", ("县级", "镇街级", "村（社区）级")),
)
Heading = Sequence[tuple[str, Sequence[str]]]


def changed(**at: str) -> list[str]:
    """The usual row with other words: ``number``, ``level1``, ``limit``, ``boxes``, ``everyone`` and so on."""
    places = {
        "number": 0, "level1": 1, "level2": 2, "elements": 3, "basis": 4, "limit": 5, "publishers": 6, "boxes": 7,
        "everyone": 8, "special": 9, "proactive": 10, "on_request": 11, "county": 12, "town": 13, "village": 14,
    }  # fmt: skip
    row = list(ROW)
    for name, words in at.items():
        row[places[name]] = words
    return row


def directory(
    path: Path,
    sheets: dict[str, Sequence[Sequence[Any]]],
    *,
    title: str = TITLE,
    heading: Heading = HEADING,
    merged: Sequence[tuple[int, int, int, int]] = (),
) -> Path:
    """A workbook with a title, the heading and a sheet a field; ``merged`` are data ranges (top, left, bottom, right)
    counted from the first data row, whose words stand in their first cell."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            width = sum(max(1, len(parts)) for _, parts in heading)
            if title:
                sheet.merge_range(0, 0, 0, width - 1, title)
            at = 0
            for words, parts in heading:
                span = max(1, len(parts))
                if span > 1:
                    sheet.merge_range(1, at, 1, at + span - 1, words)
                    sheet.write_row(2, at, parts)
                elif parts:
                    sheet.write(1, at, words)
                    sheet.write(2, at, parts[0])
                else:
                    sheet.merge_range(1, at, 2, at, words)
                at += span
            for number, row in enumerate(rows, 3):
                sheet.write_row(number, 0, row)
            for top, left, bottom, right in merged:
                sheet.merge_range(top + 3, left, bottom + 3, right, rows[top][left])
    return path


def imported(
    path: Path,
    *,
    body: str = "640999001",
    dry_run: bool = False,
    edition: str = "",
    since: date | None = None,
) -> Outcome:
    """What importing the directory gives."""
    return bring_in(
        find_kind("directory"),
        path,
        body=body,
        by=WHO,
        at=AT,
        dry_run=dry_run,
        options={"edition": edition, "since": since.isoformat() if since else ""},
    )
