"""Ledger files made for tests: workbooks cell by cell, text in any encoding, and what breaks readers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.intake import bring_in, find_kind
from gongkai.records.ledger.intake.outcome import Outcome

AT = datetime(2019, 1, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
WHO = "测试经办人"
Rows = Sequence[Sequence[Any]]


def workbook(path: Path, rows: Rows, *, more: Mapping[str, Rows] | None = None, sheet: str = "台账") -> Path:
    """A workbook with one sheet of rows, and more by name; dates get a date format."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        looks = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, lines in {sheet: rows, **(more or {})}.items():
            page = book.add_worksheet(name)
            for number, cells in enumerate(lines):
                for at, cell in enumerate(cells):
                    if isinstance(cell, date):
                        page.write_datetime(number, at, cell, looks)
                    elif cell is not None:
                        page.write(number, at, cell)
    return path


def text(path: Path, rows: Rows, *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """A text file of rows; no cell needs quotes."""
    lines = [delimiter.join("" if cell is None else str(cell) for cell in cells) for cells in rows]
    path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    return path


def rewritten(path: Path, part: str, old: str, new: str) -> Path:
    """The workbook with one part of its package changed."""
    content = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(content) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            inside = before.read(name).decode()
            if name == part:
                assert old in inside
                inside = inside.replace(old, new)
            after.writestr(name, inside)
    return path


def town() -> Body:
    """A town with two villages."""
    made = Body.objects.create(
        code="640999001000", name="测试镇", full_name="测试市测试镇人民政府", kind=BodyKind.TOWN
    )
    Body.objects.create(code="640999001201", name="东村", kind=BodyKind.VILLAGE)
    Body.objects.create(code="640999001202", name="西村", kind=BodyKind.VILLAGE)
    return made


def brought(kind: str, path: Path, *, body: str = "", dry_run: bool = False) -> Outcome:
    """What importing the file gives."""
    return bring_in(find_kind(kind), path, body=body, by=WHO, at=AT, dry_run=dry_run)


def imported(kind: str, folder: Path, rows: Rows, *, body: str = "") -> Outcome:
    """What importing a workbook of these rows gives; the first row holds the headings."""
    return brought(kind, workbook(folder / f"{kind}.xlsx", rows), body=body)


def reasons(outcome: Outcome) -> list[tuple[int, str, str]]:
    """Row, column and reason of every problem."""
    return [(problem.row, problem.column, problem.reason) for problem in outcome.problems]
