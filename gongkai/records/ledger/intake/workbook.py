"""Ledgers as Excel workbooks. Formulas are never reckoned: a cell's stored result is what counts.

A sheet of usual size is read in one go. A long one is cut into pieces of some thousand rows, each handed to the
reader as a small workbook of its own, so that memory stays flat whatever the length.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from gongkai.records.ledger.intake.package import SheetPart, open_package, sheet_parts, survey
from gongkai.records.ledger.intake.pieces import UnusualWritingError, piece_workbooks
from gongkai.records.ledger.intake.table import LedgerFile, NumberedRow, Table
from gongkai.rules.refusal import Refusal

LONG_ROWS = 15_000
LONG_BYTES = 16 << 20


def read_workbook(path: Path, *, cut: bool = True) -> LedgerFile:
    """The visible sheets of a workbook. Raises Refusal when it cannot be opened or has a cell out of reach.

    Without ``cut`` every sheet is read in one go: where memory is limited anyway and no file can be written.
    """
    with open_package(path) as package:
        parts = sheet_parts(package, path.name)
        shown = [part for part in parts if part.visible]
        tables = tuple(_table(path, package, sheet, cut=cut) for sheet in shown)
    return LedgerFile(
        tables, tuple((part.name, "隐藏的工作表，没有读取") for part in parts if not part.visible)
    )


def _table(path: Path, package: zipfile.ZipFile, sheet: SheetPart, *, cut: bool) -> Table:
    try:
        looked = survey(package, sheet)
        size = package.getinfo(sheet.part).file_size
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, zlib.error) as problem:
        raise _unreadable(path) from problem
    long = cut and (looked.rows > LONG_ROWS or size > LONG_BYTES)

    @lru_cache(maxsize=1)
    def whole() -> CalamineSheet:
        return _sheet(path, sheet.name)

    def rows() -> Iterator[NumberedRow]:
        return _long_rows(path, sheet) if long else _numbered(whole())

    return Table(sheet.name, rows, looked.last_row, tuple(looked.merged), looked.broken)


def _long_rows(path: Path, sheet: SheetPart) -> Iterator[NumberedRow]:
    """The rows piece by piece; a workbook that is written in an unusual way is read in one go after all."""
    last = 0
    try:
        for content in piece_workbooks(path, sheet.part):
            with CalamineWorkbook.from_filelike(content) as workbook:
                piece = workbook.get_sheet_by_index(0)
                top, left = piece.start or (0, 0)
                for last, cells in enumerate(piece.to_python(), top + 1):
                    yield last, [*[""] * left, *cells]
    except (UnusualWritingError, CalamineError):
        yield from islice(_numbered(_sheet(path, sheet.name)), last, None)


def _numbered(sheet: CalamineSheet) -> Iterator[NumberedRow]:
    """The rows from the sheet's first on; the reader leaves out the columns before the first that is filled."""
    left = [""] * (sheet.start or (0, 0))[1]
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield number, [*left, *cells] if left else cells


def _sheet(path: Path, name: str) -> CalamineSheet:
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            return workbook.get_sheet_by_name(name)
    except PasswordError as problem:
        raise Refusal(f"“{path.name}”设有打开密码：请取消密码后重新导入。") from problem
    except (CalamineError, OSError, ValueError) as problem:
        raise _unreadable(path) from problem


def _unreadable(path: Path) -> Refusal:
    return Refusal(f"“{path.name}”已损坏或不是 Excel 工作簿（.xlsx）：请用表格软件重新另存为 .xlsx。")
