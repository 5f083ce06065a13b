"""Everything in a PDF: its pages with what lies under boxes, notes, form fields, properties, attached files, older
versions that later changes only cover."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from gongkai.records.documents.extraction.deep.parts import Emit, Gap, Notice, Piece, inside
from gongkai.records.documents.extraction.deep.words import emit_table
from gongkai.records.documents.extraction.pdf import opened, page_blocks
from gongkai.records.documents.extraction.pdf_page import has_picture
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.rules.forms.paper import Line

_XMP = re.compile(rb"<x:xmpmeta.{0,1000000}?</x:xmpmeta>", re.DOTALL)
_REVISION = re.compile(rb"%%EOF[\r\n]*")
_MOST_REVISIONS = 5
_MOST_ANNOTATIONS = 5_000
_FIELDS = {
    "Contents": "批注",
    "T": "批注作者",
    "RC": "批注",
    "Subj": "批注主题",
    "V": "表单内容",
    "DV": "表单默认值",
    "TU": "表单提示",
}
_TAG = re.compile(r"<[^>]*>")


def emit_pdf(content: bytes, where: str, emit: Emit) -> Iterator[tuple[str, bytes]]:
    """Text of every kind; yields the attached files as name and bytes. Raises Unreadable."""
    with opened(content) as document:
        _emit_pages(document, where, emit)
        properties = "\n".join(value for value in document.get_metadata_dict().values() if value)
        if properties:
            emit(Piece(properties, inside(where, "文档属性")))
        for number in range(document.count_attachments()):
            attachment = document.get_attachment(number)
            name = _name(attachment.get_name())
            emit(Piece(name, inside(where, "附件名")))
            yield name, bytes(attachment.get_data())
    for packet in _XMP.findall(content):
        emit(Piece(_TAG.sub("\n", packet.decode("utf-8", "replace")), inside(where, "文档属性")))
    _emit_older(content, where, emit)


def _name(written: str) -> str:
    """The name of an attached file; some writers leave UTF-16 where pdfium expects one byte a character."""
    if not written.startswith("þÿ"):
        return written
    return written.encode("latin-1", "replace")[2:].decode("utf-16-be", "replace")


def _emit_pages(document: Any, where: str, emit: Emit) -> None:
    document.init_forms()
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        try:
            place = inside(where, f"第{number}页")
            written = _emit_page(page, number, place, emit)
            _emit_annotations(page, document.formenv, place, emit)
            if has_picture(page):
                if written:
                    emit(Notice("picture", place, "图片内容未识别，请人工查看"))
                else:
                    emit(Gap(place, "只有图片，没有文字层（需要文字识别 OCR），请人工查看。", picture=True))
        finally:
            page.close()


def _emit_page(page: Any, number: int, place: str, emit: Emit) -> bool:
    """The page as it is laid out, then in the order of the file: text under other text is whole only there."""
    for block in page_blocks(page, number):
        if isinstance(block, Line):
            emit(Piece(block.text, place))
        else:
            emit_table(block, place, emit)
    text_page = page.get_textpage()
    try:
        text = str(text_page.get_text_range())
    finally:
        text_page.close()
    emit(Piece(text, place))
    return bool(text.strip())


def _emit_annotations(page: Any, form: Any, place: str, emit: Emit) -> None:
    import pypdfium2.raw as pdfium

    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        try:
            for key, label in _FIELDS.items():
                text = _text(pdfium.FPDFAnnot_GetStringValue, annotation, key.encode())
                if text.strip():
                    emit(Piece(_TAG.sub(" ", text), inside(place, label)))
            if form:
                value = _text(pdfium.FPDFAnnot_GetFormFieldValue, form.raw, annotation)
                if value.strip():
                    emit(Piece(value, inside(place, "表单内容")))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _text(ask: Any, *about: Any) -> str:
    """A string that pdfium writes as UTF-16 into a buffer, its size asked first."""
    import pypdfium2.raw as pdfium

    size = ask(*about, None, 0)
    if size <= 2 or size > 1 << 24:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(*about, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "ignore")


def _emit_older(content: bytes, where: str, emit: Emit) -> None:
    """Saving a PDF may only append: the version before the last change is still in the file."""
    ends = [match.end() for match in _REVISION.finditer(content)]
    for number, end in enumerate(ends[:-1][-_MOST_REVISIONS:], start=1):
        try:
            with opened(content[:end]) as document:
                _emit_pages(document, inside(where, f"旧版本{number}"), emit)
        except Unreadable:
            # The first part of a file made for fast web view is no document by itself.
            continue
