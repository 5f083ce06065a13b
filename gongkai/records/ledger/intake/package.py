"""The inside of a workbook (ISO/IEC 29500): which part is which sheet, and a look at a sheet before it is read.

The reader proper gives a formula's stored result and never reckons one. What it cannot tell (a formula that has no
stored result looks like a blank cell), and what would make it fill memory (one stray cell at the far end of a sheet),
is found here by looking through the sheet's text once, in blocks.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from gongkai.records.ledger.intake.table import Merged
from gongkai.rules.refusal import Refusal

BLOCK = 1 << 20
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FAR = re.compile(rb'<(?:\w+:)?c r="((?:[J-Z][A-Z]|I[W-Z]|[A-Z]{3})\d+)"[^>]*[^/>]>(?!</)')
"""A cell with content to the right of column 256."""
_FAR_SIEVE = re.compile(rb'c r="(?:[J-Z][A-Z]|I[W-Z]|[A-Z]{3})\d')
"""Whatever :data:`_FAR` finds, this finds too, and it begins with plain letters: five times as quick."""
_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
_PREFIXED_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_FORMULA = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]+)(\d+)"([^>]*)><(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"(?:<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>|(<(?:\w+:)?v ?/>))?"
)
_ERROR = re.compile(rb'<(?:\w+:)?c r="([A-Z]+)(\d+)"[^>]*\bt="e"[^>]*>.*?<(?:\w+:)?v>([^<]*)<', re.S)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_GAP = 1000
"""Rows that may lie blank between the last row and as many as are filled, twice over."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet's name, the part of the package that holds it, and whether a user sees it."""

    name: str
    part: str
    visible: bool


@dataclass(slots=True)
class Survey:
    """What a look through a sheet found; rows count from 1, columns from 0."""

    rows: int = 0
    last_row: int = 0
    broken: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)


def column_index(letters: str) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1


def open_package(path: Path) -> zipfile.ZipFile:
    """The package of a workbook. Raises Refusal when the file is none."""
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as problem:
        raise Refusal(
            f"“{path.name}”不是能打开的 Excel 工作簿（.xlsx）：请用表格软件重新另存为 .xlsx。"
        ) from problem


def sheet_parts(package: zipfile.ZipFile, name: str) -> list[SheetPart]:
    """The worksheets in the workbook's order. Raises Refusal when the package has no workbook in it."""
    try:
        targets = {
            relation.get("Id"): _part(relation.get("Target", ""))
            for relation in _tree(package, "xl/_rels/workbook.xml.rels")
        }
        sheets = [node for node in _tree(package, "xl/workbook.xml").iter() if _is(node, "sheet")]
        known = set(package.namelist())
    except (
        KeyError,
        ElementTree.ParseError,
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
    ) as problem:
        raise Refusal(f"“{name}”里没有完整的工作簿：请用表格软件重新另存为 .xlsx。") from problem
    return [
        SheetPart(node.get("name", ""), part, node.get("state", "visible") == "visible")
        for node in sheets
        if (part := targets.get(node.get(_RELATION), "")) in known and "worksheets/" in part
    ]


def blocks(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The text of a part in blocks, each cut before a row, so that no cell is torn."""
    rest = b""
    with package.open(part) as stream:
        while block := stream.read(BLOCK):
            rest += block
            cut = max(rest.rfind(b"<row "), rest.rfind(b":row "))
            if cut > 0:
                cut = rest.rfind(b"<", 0, cut + 1)
                yield rest[:cut]
                rest = rest[cut:]
    yield rest


def survey(package: zipfile.ZipFile, sheet: SheetPart) -> Survey:
    """Look through a sheet once. Raises Refusal when a cell lies so far out that the sheet cannot be a ledger."""
    found = Survey()
    for block in blocks(package, sheet.part):
        if _FAR_SIEVE.search(block) and (far := _FAR.search(block)):
            raise Refusal(
                f"工作表“{sheet.name}”的单元格 {far[1].decode()} 远在表格之外：请删除多余的内容后重新导入。"
            )
        numbers = (_PREFIXED_ROW if b":row " in block else _ROW).findall(block)
        found.rows += len(numbers)
        if numbers:
            found.last_row = max(found.last_row, int(numbers[-1]))
        if b"<f" in block or b":f" in block:
            _note_formulas(block, found)
        if b't="e"' in block:
            _note_errors(block, found)
        if b"mergeCell" in block:
            found.merged.extend(
                Merged(
                    int(top) - 1, column_index(left.decode()), int(bottom) - 1, column_index(right.decode())
                )
                for left, top, right, bottom in _MERGED.findall(block)
            )
    if found.last_row > 2 * found.rows + _GAP:
        raise Refusal(
            f"工作表“{sheet.name}”在第 {found.last_row} 行还有内容，离表格太远：请删除下方多余的行后重新导入。"
        )
    return found


def _note_formulas(block: bytes, found: Survey) -> None:
    for letters, row, attributes, value, empty in _FORMULA.findall(block):
        stored = value or (b't="str"' in attributes and (empty or b"</" in attributes))
        if not stored and b't="str"' not in attributes:
            cells = found.broken.setdefault(int(row), {})
            cells[column_index(letters.decode())] = "公式没有保存计算结果：请用表格软件打开、重新计算并保存。"


def _note_errors(block: bytes, found: Survey) -> None:
    for letters, row, value in _ERROR.findall(block):
        cells = found.broken.setdefault(int(row), {})
        cells[column_index(letters.decode())] = f"单元格是错误值 {value.decode(errors='replace')}，请改正。"


def _tree(package: zipfile.ZipFile, part: str) -> ElementTree.Element:
    content = package.read(part)
    if b"<!DOCTYPE" in content:
        raise ElementTree.ParseError("a workbook declares no document type")
    return ElementTree.fromstring(content)  # noqa: S314 - no document type, so no entities to expand


def _is(node: ElementTree.Element, name: str) -> bool:
    return node.tag.rpartition("}")[2] == name


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
