"""Writing a workbook of plain values: no formula, no name, no property, nothing that a program would run or hide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from gongkai.records.documents.attachments.rebuild.copy import Package
from gongkai.records.documents.attachments.rebuild.sheet_survey import Style
from gongkai.records.documents.extraction.plain import letters

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN = Style()
_PLAIN_USE = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
_BUFFER = 1 << 16
_LONGEST = 32_767
"""Characters that a cell can hold."""


def clean(text: str) -> str:
    """Text that XML can carry; what it cannot is no character that anybody sees."""
    return "".join(
        sign for sign in text if sign in "\t\n\r" or (ord(sign) >= 32 and sign not in "\ufffe\uffff")
    )


class BookWriter:
    """Sheets one after another; styles are gathered as they are used."""

    def __init__(self, *, since_1904: bool = False) -> None:
        self._package = Package()
        self._names: list[str] = []
        self._styles: dict[Style, int] = {}
        self._since_1904 = since_1904

    def sheet(
        self, name: str, widths: Iterable[tuple[int, int, float]], merges: Iterable[str]
    ) -> SheetWriter:
        """The next sheet; it must be finished before another begins."""
        self._names.append(clean(name)[:31] or f"表{len(self._names) + 1}")
        target = self._package.open(f"xl/worksheets/sheet{len(self._names)}.xml")
        return SheetWriter(target, list(widths), list(merges))

    def style(self, look: Style) -> int:
        """The number of a style of the copy."""
        return self._styles.setdefault(look, len(self._styles) + 1) if look != _PLAIN else 0

    def finish(self) -> bytes:
        """The whole workbook."""
        add = self._package.add
        sheets = range(1, len(self._names) + 1)
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{one}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
            for one in sheets
        )
        add(
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{parts}</Types>',
        )
        add("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        listed = "".join(
            f'<sheet name={quoteattr(name)} sheetId="{one}" r:id="rId{one}"/>'
            for one, name in zip(sheets, self._names, strict=True)
        )
        calendar = '<workbookPr date1904="1"/>' if self._since_1904 else ""
        add(
            "xl/workbook.xml",
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{calendar}<sheets>{listed}</sheets></workbook>',
        )
        targets = [("worksheet", f"worksheets/sheet{one}.xml") for one in sheets]
        add("xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")]))
        add("xl/styles.xml", self._styles_part())
        return self._package.finish()

    def _styles_part(self) -> str:
        codes = {
            code: 164 + at
            for at, code in enumerate(dict.fromkeys(look.code for look in self._styles if look.code))
        }
        formats = "".join(
            f'<numFmt numFmtId="{number}" formatCode={quoteattr(clean(code))}/>'
            for code, number in codes.items()
        )
        line = '<{0} style="thin"><color auto="1"/></{0}>'
        sides = "".join(line.format(side) for side in ("left", "right", "top", "bottom"))
        uses = "".join(_use(look, codes) for look in self._styles)
        return (
            f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
            '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/>'
            '</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
            '<patternFill patternType="gray125"/></fill></fills><borders count="2">'
            "<border><left/><right/><top/><bottom/></border>"
            f'<border>{sides}</border></borders><cellStyleXfs count="1">{_PLAIN_USE}</cellStyleXfs>'
            f'<cellXfs count="{len(self._styles) + 1}">{_PLAIN_USE}{uses}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        ).replace('<numFmts count="0"></numFmts>', "")


class SheetWriter:
    """One sheet, row by row in order, cells in order inside each."""

    def __init__(self, target: IO[bytes], widths: list[tuple[int, int, float]], merges: list[str]) -> None:
        self._target, self._merges = target, merges
        self._held: list[str] = [f'{_HEAD}<worksheet xmlns="{_MAIN}">']
        self._size = 0
        if widths:
            columns = "".join(
                f'<col min="{first + 1}" max="{last + 1}" width="{width:.2f}" customWidth="1"/>'
                for first, last, width in widths
            )
            self._held.append(f"<cols>{columns}</cols>")
        self._held.append("<sheetData>")

    def row(self, row: int, cells: Iterable[tuple[int, str | None, str, int]]) -> None:
        """Cells as column, number (None for a text), text, style."""
        written = [f'<row r="{row + 1}">']
        for column, number, text, style in cells:
            place = f'r="{letters(column)}{row + 1}"' + (f' s="{style}"' if style else "")
            if number is not None:
                written.append(f"<c {place}><v>{number}</v></c>")
            elif text:
                shown = escape(clean(text)[:_LONGEST])
                written.append(f'<c {place} t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>')
            else:
                written.append(f"<c {place}/>")
        written.append("</row>")
        whole = "".join(written)
        self._held.append(whole)
        self._size += len(whole)
        if self._size > _BUFFER:
            self._flush()

    def finish(self) -> None:
        self._held.append("</sheetData>")
        if self._merges:
            merged = "".join(f'<mergeCell ref="{one}"/>' for one in self._merges)
            self._held.append(f'<mergeCells count="{len(self._merges)}">{merged}</mergeCells>')
        self._held.append("</worksheet>")
        self._flush()
        self._target.close()

    def _flush(self) -> None:
        self._target.write("".join(self._held).encode("utf-8", "replace"))
        self._held, self._size = [], 0


def _use(look: Style, codes: dict[str, int]) -> str:
    number = codes.get(look.code or "", 0)
    across = f' horizontal="{look.across}"' if look.across else ""
    wrap = ' wrapText="1"' if look.wrap else ""
    return (
        f'<xf numFmtId="{number}" fontId="{int(look.bold)}" fillId="0" borderId="{int(look.bordered)}" xfId="0" '
        f'applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment{across}{wrap}'
        ' vertical="center"/></xf>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'
