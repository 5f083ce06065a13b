"""DOCX: the official layout for Word and WPS, fonts by the names that a government office has.

Every number in the prose is a field that refers to its cell in the table: whoever edits the table in Word and updates
the fields changes the sentence with it, so that text and table cannot part even outside the platform.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from gongkai.readings.annual.figures import Bound, Paragraph, Words
from gongkai.readings.annual.render.composition import Composition
from gongkai.readings.annual.render.docx_table import W, table_xml
from gongkai.readings.annual.render.parts import Annex, Block, Heading, Table, legal

_EAST = {
    "body": "仿宋_GB2312",
    "heading": "黑体",
    "second": "楷体_GB2312",
    "title": "方正小标宋简体",
    "digits": "宋体",
}
_STAND_INS = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体"}
"""What Word takes when a font of the standard is not installed."""
_LINE = 578
"""28.9 pt in twentieths: 22 lines in 225 mm."""
_SQUEEZE = -5
"""Twentieths of a point between characters: 28 characters of 16 pt fill 156 mm."""
_MILLIMETRE = 1440 / 25.4


def draw(paper: Composition) -> bytes:
    """The report as DOCX. The same report gives the same bytes."""
    from docx import Document

    document = Document()
    _set_page(document, paper)
    _set_styles(document)
    _set_properties(document, paper)
    body = document.element.body
    end = body.sectPr
    for xml in _body(paper):
        end.addprevious(_parsed(xml))
    file = io.BytesIO()
    document.save(file)
    return _settled(file.getvalue())


def _body(paper: Composition) -> list[str]:
    cells = paper.cells
    parts = [_plain("Normal", "")]
    parts.append(_styled("Title", _lines(paper.title_lines)))
    parts.append(_plain("Normal", ""))
    bookmark = 0
    for block in paper.blocks:
        if isinstance(block, Table):
            parts.append(table_xml(block, bookmark))
            bookmark += sum(1 for row in block.rows for cell in row if cell.code)
            parts.append(_plain("TableText", ""))
        else:
            parts.extend(_block(block, cells))
    return parts


def _block(block: Block, cells: dict[str, str]) -> list[str]:
    match block:
        case Heading():
            return [_plain(f"Heading{block.level}", block.text)]
        case Paragraph():
            return [_styled("Normal", "".join(_piece(piece, cells) for piece in block.pieces))]
        case Annex():
            return [
                _plain("AnnexMark", block.mark),
                _plain("Title", block.title),
                _plain("Period", block.period),
            ]
    raise TypeError(block)


def _plain(style: str, text: str) -> str:
    return _styled(style, _run(text) if text else "")


def _styled(style: str, runs: str) -> str:
    return f'<w:p {W}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(legal(text))}</w:t></w:r>'


def _lines(lines: tuple[str, ...]) -> str:
    return "<w:r><w:br/></w:r>".join(_run(line) for line in lines)


def _piece(piece: Words | Bound, cells: dict[str, str]) -> str:
    if isinstance(piece, Words) or cells.get(piece.figure.code) != piece.text:
        return _run(piece.text)
    return _field(f" REF {piece.figure.code} \\h \\* CHARFORMAT ", piece.text)


def _field(instruction: str, text: str) -> str:
    """A field in the long form: readers that know no fields still find the text in an ordinary run."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{_run(text)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _set_page(document: Any, paper: Composition) -> None:
    """A4, margins of the standard, page numbers outside, and the mark of invented data on every page."""
    section = document.sections[0]
    sides = {"top": 37, "right": 26, "bottom": 35, "left": 28, "header": 20, "footer": 25, "gutter": 0}
    margins = " ".join(f'w:{side}="{round(size * _MILLIMETRE)}"' for side, size in sides.items())
    properties = section._sectPr
    for old in list(properties):
        if old.tag.endswith(("}pgSz", "}pgMar", "}cols", "}docGrid")):
            properties.remove(old)
    for xml in (
        f'<w:pgSz {W} w:w="11906" w:h="16838"/>',
        f"<w:pgMar {W} {margins}/>",
        f'<w:cols {W} w:space="425"/>',
        f'<w:docGrid {W} w:type="lines" w:linePitch="{_LINE}"/>',
    ):
        properties.append(_parsed(xml))
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        _replace(footer, f'<w:jc w:val="{side}"/>', _run("— ") + _field(" PAGE ", "1") + _run(" —"), "Footer")
    if paper.mark:
        for header in (section.header, section.even_page_header):
            _replace(header, '<w:jc w:val="center"/>', _run(paper.mark), "Header")


def _replace(part: Any, properties: str, runs: str, style: str) -> None:
    part.is_linked_to_previous = False
    old = part.paragraphs[0]._p
    indent = '<w:ind w:leftChars="100" w:rightChars="100"/>' if style == "Footer" else ""
    old.getparent().replace(
        old,
        _parsed(f'<w:p {W}><w:pPr><w:pStyle w:val="{style}"/>{indent}{properties}</w:pPr>{runs}</w:p>'),
    )


def _set_styles(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    # No gap between Chinese and figures, as on official paper; only the text keeps to the grid of lines.
    close = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    free = close + '<w:snapToGrid w:val="0"/>'
    exact = close + f'<w:spacing w:before="0" w:after="0" w:line="{_LINE}" w:lineRule="exact"/>'
    big = free + '<w:spacing w:before="0" w:after="0" w:line="720" w:lineRule="exact"/>'
    small = free + '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    text = '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>'
    none = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    keep = "<w:keepNext/><w:keepLines/>"
    looks = {
        "Normal": ("body", 32, exact + text),
        "Title": ("title", 44, keep + big + none + '<w:jc w:val="center"/>'),
        "Heading 1": ("heading", 32, keep + exact + text + '<w:outlineLvl w:val="0"/>'),
        "Heading 2": ("second", 32, keep + exact + text + '<w:outlineLvl w:val="1"/>'),
        "Annex Mark": ("heading", 32, "<w:keepNext/><w:pageBreakBefore/>" + exact + none),
        "Period": ("body", 32, keep + exact + none + '<w:jc w:val="center"/>'),
        "Table Text": ("body", 21, small + none + '<w:jc w:val="left"/>'),
        "Header": ("heading", 21, small + none + '<w:jc w:val="center"/>'),
        "Footer": ("digits", 28, small + none),
    }
    for name, (face, size, paragraph) in looks.items():
        if name not in document.styles:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _restyle(document.styles[name].element, face, size, paragraph, squeeze=size == 32)
    _name_stand_ins(document)


def _restyle(style: Any, face: str, size: int, paragraph: str, *, squeeze: bool) -> None:
    """Give a style its look anew: the template's own colours and borders would show through otherwise."""
    for old in list(style):
        if old.tag.endswith(("}pPr", "}rPr")):
            style.remove(old)
    font = quoteattr(_EAST[face])
    spacing = f'<w:spacing w:val="{_SQUEEZE}"/>' if squeeze else '<w:spacing w:val="0"/>'
    style.append(_parsed(f"<w:pPr {W}>{paragraph}</w:pPr>"))
    style.append(
        _parsed(
            f'<w:rPr {W}><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia={font} '
            f'w:cs="Times New Roman"/><w:b w:val="0"/><w:i w:val="0"/><w:color w:val="000000"/>{spacing}'
            f'<w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
            f'<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
        )
    )


def _name_stand_ins(document: Any) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE

    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(other)}/></w:font>"
        for name, other in _STAND_INS.items()
    )
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    part._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {W}>{fonts}</w:fonts>'.encode()
    )


def _set_properties(document: Any, paper: Composition) -> None:
    moment = datetime(paper.year, 12, 31, tzinfo=UTC)
    about = document.core_properties
    about.title, about.author, about.last_modified_by = paper.title, paper.author, paper.author
    about.language, about.comments, about.keywords = "zh-CN", paper.mark, ""
    about.created = about.modified = moment
    about.revision = 1


def _parsed(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)


def _settled(made: bytes) -> bytes:
    """The archive with fixed times, so that the same report gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, entry.external_attr
            new.writestr(fixed, old.read(entry.filename))
    return out.getvalue()
