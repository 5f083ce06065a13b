"""Looking at the pages of a PDF as an eye does: which letters leave no trace on them, and the pages as pictures."""

from __future__ import annotations

import ctypes
import io
import math
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from gongkai.records.documents.extraction.pdf import opened
from gongkai.records.documents.extraction.unreadable import Unreadable

_LOOKING = 1.5
"""Scale at which letters are looked for: 108 points an inch."""
_DRAWING = 150 / 72
_MOST_DRAWN = 200
_FAINTEST = 12
"""Of 255: a letter that differs less from what is around it is not seen."""
_FEWEST = 6
"""Letters of one page that may be missed: dots, thin strokes."""
_SMALLEST = 0.3
_MOST_SIDE = 5_000
_QUALITY = 80


def unseen_characters(content: bytes) -> int:
    """How many letters of the text cannot be seen on the pages that hold them; 0 when (nearly) all can."""
    found = 0
    with opened(content) as document:
        for number in range(len(document)):
            page = document[number]
            try:
                unseen = _unseen(page)
            finally:
                page.close()
            found += unseen if unseen >= _FEWEST else 0
    return found


def redrawn(content: bytes) -> bytes:
    """A PDF of pictures, one a page. Raises Unreadable when there are too many pages."""
    fresh = pikepdf.Pdf.new()
    with opened(content) as document:
        if len(document) > _MOST_DRAWN:
            raise Unreadable(f"有看不见的文字，页数又超过 {_MOST_DRAWN} 页，不能逐页画成图片：请分开保存。")
        for number in range(len(document)):
            page = document[number]
            try:
                width, height = page.get_size()
                _add_picture(fresh, _drawn(page, _DRAWING), width, height)
            finally:
                page.close()
    held = io.BytesIO()
    del fresh.docinfo
    fresh.save(held, deterministic_id=True, fix_metadata_version=False)
    return held.getvalue()


def _unseen(page: Any) -> int:
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    try:
        many = text_page.count_chars()
        if not many:
            return 0
        picture = _drawn(page, _LOOKING)
        edges = [ctypes.c_double() for _ in range(4)]
        x, y = ctypes.c_int(), ctypes.c_int()
        found = 0
        for number in range(many):
            code = pdfium.FPDFText_GetUnicode(text_page.raw, number)
            if (
                code <= 32
                or chr(code).isspace()
                or not pdfium.FPDFText_GetCharBox(text_page.raw, number, *edges)
            ):
                continue
            left, right, bottom, top = (edge.value for edge in edges)
            if right - left < _SMALLEST or top - bottom < _SMALLEST:
                continue
            corners = []
            for across, up in ((left, top), (right, bottom)):
                pdfium.FPDF_PageToDevice(page.raw, 0, 0, picture.width, picture.height, 0, across, up, x, y)
                corners.append((x.value, y.value))
            found += _blank(picture, corners[0], corners[1])
        return found
    finally:
        text_page.close()


def _blank(picture: Image.Image, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Does nothing show between two corners?"""
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    box = (max(0, left), max(0, top), min(picture.width, right + 1), min(picture.height, bottom + 1))
    if box[0] >= box[2] or box[1] >= box[3]:
        return True
    return all(high - low < _FAINTEST for low, high in picture.crop(box).getextrema())  # type: ignore[misc]


def _drawn(page: Any, scale: float) -> Image.Image:
    width, height = page.get_size()
    if not 1 <= width <= 20_000 or not 1 <= height <= 20_000:
        raise Unreadable("有尺寸异常的页，没有读取：请另存为新的 PDF。")
    scale = min(scale, _MOST_SIDE / max(width, height))
    drawn: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    return drawn


def _add_picture(fresh: pikepdf.Pdf, picture: Image.Image, width: float, height: float) -> None:
    """One page of this size in points, filled by the picture."""
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=_QUALITY)
    image = fresh.make_stream(
        held.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    wide, high = math.ceil(width), math.ceil(height)
    content = fresh.make_stream(f"q {wide} 0 0 {high} 0 0 cm /P Do Q".encode())
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, wide, high]),
        Contents=content,
        Resources=Dictionary(XObject=Dictionary(P=image)),
    )
    fresh.pages.append(pikepdf.Page(fresh.make_indirect(page)))
