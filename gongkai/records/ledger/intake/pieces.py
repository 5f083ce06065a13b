"""Cutting a long sheet into small workbooks, so that its reader never holds the whole of it.

A piece is a run of rows with the styles of the workbook (they tell dates from numbers) and only those shared texts
that its cells name. All shared texts stand in a temporary file with an index of eight bytes each.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from gongkai.records.ledger.intake.package import BLOCK, blocks

PIECE_BYTES = 2 << 20
PIECE_ROWS = 3_000
_HEAD = re.compile(rb"<sheetData ?>")
_SHARED = re.compile(rb't="s"([^>]*)><v>(\d+)</v>')
_TEXT = re.compile(rb"<si>.*?</si>|<si ?/>", re.S)
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = b"http://schemas.openxmlformats.org/package/2006/"
_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="' + _PACKAGE + b'content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_ROOT = (
    b'<?xml version="1.0"?><Relationships xmlns="' + _PACKAGE + b'relationships"><Relationship Id="r1" Type="'
    + _OFFICE + b'/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)  # fmt: skip
_RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="' + _PACKAGE + b'relationships">'
    b'<Relationship Id="r1" Type="' + _OFFICE + b'/worksheet" Target="worksheets/sheet1.xml"/>'
    b'<Relationship Id="r2" Type="' + _OFFICE + b'/styles" Target="styles.xml"/>'
    b'<Relationship Id="r3" Type="'
    + _OFFICE
    + b'/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
_SHEET_END = b"</sheetData></worksheet>"


class UnusualWritingError(Exception):
    """The sheet is written in a way that this module does not cut; it has to be read in one go."""


class SharedTexts:
    """The shared texts of a workbook, in a temporary file, found by number."""

    def __init__(self, package: zipfile.ZipFile, part: str) -> None:
        self._ends = array("Q")
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        if part in package.namelist():
            self._copy(package, part)

    def _copy(self, package: zipfile.ZipFile, part: str) -> None:
        rest, end = b"", 0
        with package.open(part) as stream:
            while block := stream.read(BLOCK):
                rest += block
                done = 0
                for match in _TEXT.finditer(rest):
                    self._file.write(match[0])
                    end += len(match[0])
                    self._ends.append(end)
                    done = match.end()
                rest = rest[done:]
        if b"<si" in rest or b":si" in rest:
            raise UnusualWritingError("shared texts with a prefix or attributes")

    def text(self, number: int) -> bytes:
        """One text with its tags. Raises UnusualWritingError for a number that no text has."""
        if number >= len(self._ends):
            raise UnusualWritingError("a cell names a text that is not there")
        start = self._ends[number - 1] if number else 0
        self._file.seek(start)
        return self._file.read(self._ends[number] - start)

    def close(self) -> None:
        """Let the temporary file go."""
        self._file.close()


def piece_workbooks(path: Path, part: str) -> Iterator[io.BytesIO]:
    """The small workbooks, in order. Raises UnusualWritingError."""
    with zipfile.ZipFile(path) as package:
        styles = package.read("xl/styles.xml") if "xl/styles.xml" in package.namelist() else None
        old_days = re.search(rb'date1904="(?:1|true)"', package.read("xl/workbook.xml")) is not None
        texts = SharedTexts(package, "xl/sharedStrings.xml")
        try:
            for rows in _runs_of_rows(package, part):
                if b"<row " in rows:
                    yield _small_workbook(rows, texts, styles, old_days=old_days)
        finally:
            texts.close()


def _runs_of_rows(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The text between ``<sheetData>`` and its end, cut before a row every so often."""
    gathered, rows, begun = b"", 0, False
    for block in blocks(package, part):
        if not begun:
            gathered += block
            head = _HEAD.search(gathered)
            if head is None:
                continue
            begun, gathered = True, gathered[head.end() :]
        else:
            gathered += block
        rows += block.count(b"<row ")
        if len(gathered) >= PIECE_BYTES or rows >= PIECE_ROWS:
            yield gathered
            gathered, rows = b"", 0
    if not begun:
        raise UnusualWritingError("no plain sheetData")
    yield gathered.partition(b"</sheetData>")[0]


def _small_workbook(rows: bytes, texts: SharedTexts, styles: bytes | None, *, old_days: bool) -> io.BytesIO:
    if b"<row>" in rows or b"t='s'" in rows:
        raise UnusualWritingError("rows without numbers, or attributes in single quotes")
    numbers: dict[int, int] = {}

    def renumbered(match: re.Match[bytes]) -> bytes:
        place = numbers.setdefault(int(match[2]), len(numbers))
        return b't="s"%b><v>%d</v>' % (match[1], place)

    rows, replaced = _SHARED.subn(renumbered, rows)
    if replaced != rows.count(b't="s"'):
        raise UnusualWritingError("a cell names its text in another way")
    shared = b"".join(texts.text(number) for number in numbers)
    workbook = b'<?xml version="1.0"?><workbook xmlns="%b" xmlns:r="%b"><workbookPr date1904="%d"/>' % (
        _MAIN, _OFFICE, old_days,
    ) + b'<sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>'  # fmt: skip
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _ROOT)
        package.writestr("xl/workbook.xml", workbook)
        package.writestr("xl/_rels/workbook.xml.rels", _RELATIONS)
        package.writestr("xl/styles.xml", styles or b'<styleSheet xmlns="%b"/>' % _MAIN)
        package.writestr("xl/sharedStrings.xml", b'<sst xmlns="%b">%b</sst>' % (_MAIN, shared))
        sheet = b'<?xml version="1.0"?><worksheet xmlns="%b"><sheetData>%b%b' % (_MAIN, rows, _SHEET_END)
        package.writestr("xl/worksheets/sheet1.xml", sheet)
    content.seek(0)
    return content
