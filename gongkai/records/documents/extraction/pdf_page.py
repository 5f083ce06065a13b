"""One PDF page as pdfium sees it: characters with their boxes, ruled lines. Everything turned upright."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.records.documents.extraction.unreadable import Unreadable

MOST_CHARACTERS = 200_000
MOST_RULES = 8_000
_THIN = 3.0
"""Points: a filled rectangle thinner than this is a rule."""
_SHORTEST = 4.0
_NESTED_FORMS = 4

# Radicals that stand for whole characters when a PDF names a glyph by its first Unicode value. NFKC knows those of the
# Kangxi block but not the simplified ones of the supplement, and it makes 户 the traditional 戶.
_RADICALS = {
    chr(code): folded
    for code in range(0x2F00, 0x2FD6)
    if len(folded := unicodedata.normalize("NFKC", chr(code))) == 1
} | dict(
    zip(
        "⼾⺠⻁⻄⻅⻆⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻯⻰⻳⺟⻫⻭",
        "户民虎西见角贝车长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿竜龙龟母斉歯",
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and its box in points, y growing upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: ``at`` is its y when it lies, its x when it stands; it reaches from ``first`` to ``last``."""

    standing: bool
    at: float
    first: float
    last: float


Point = tuple[float, float]


def glyphs(page: Any) -> list[Glyph]:
    """The visible characters of ``page`` (a pdfium page) in the order of the file; blanks are left to the layout."""
    import pypdfium2.raw as pdfium

    upright = _upright(page)
    text_page = page.get_textpage()
    try:
        raw, found = text_page.raw, []
        count = text_page.count_chars()
        if count > MOST_CHARACTERS:
            raise Unreadable(f"有一页多达 {count} 个字，没有读取。")
        box = pdfium.FS_RECTF()
        for at in range(count):
            code = pdfium.FPDFText_GetUnicode(raw, at)
            text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
            if not text.strip() or not pdfium.FPDFText_GetLooseCharBox(raw, at, ctypes.byref(box)):
                continue
            one, other = upright((box.left, box.bottom)), upright((box.right, box.top))
            found.append(
                Glyph(
                    _RADICALS.get(text, text),
                    min(one[0], other[0]),
                    min(one[1], other[1]),
                    max(one[0], other[0]),
                    max(one[1], other[1]),
                )
            )
        return found
    finally:
        text_page.close()


def has_picture(page: Any) -> bool:
    """Does the page show a picture?"""
    import pypdfium2.raw as pdfium

    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_NESTED_FORMS))


def rules(page: Any) -> list[Rule]:
    """The ruled lines of ``page``: strokes, thin filled rectangles, borders of boxes. Empty when there are too many."""
    import pypdfium2.raw as pdfium

    upright = _upright(page)
    found: list[Rule] = []
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=_NESTED_FORMS):
        found += _rules_of(path, upright, pdfium)
        if len(found) > MOST_RULES:
            return []
    return found


def _rules_of(path: Any, upright: Callable[[Point], Point], pdfium: Any) -> Iterator[Rule]:
    left, bottom, right, top = path.get_bounds()
    width, height = right - left, top - bottom
    if min(width, height) <= _THIN:
        if max(width, height) >= _SHORTEST:
            middle = ((left + right) / 2, (bottom + top) / 2)
            ends = (
                ((left, middle[1]), (right, middle[1]))
                if width > height
                else ((middle[0], bottom), (middle[0], top))
            )
            yield from _rule(upright(ends[0]), upright(ends[1]))
        return
    stroked, fill = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path.raw, fill, stroked)
    if not stroked.value:
        # A filled area is a background, not a frame.
        return
    matrix = path.get_matrix()
    previous = begin = None
    for at in range(min(pdfium.FPDFPath_CountSegments(path.raw), MOST_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(path.raw, at)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = upright(matrix.on_point(x.value, y.value))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and previous is not None:
            yield from _rule(previous, point)
        previous = point
        if pdfium.FPDFPathSegment_GetClose(segment) and begin is not None:
            yield from _rule(point, begin)


def _rule(one: Point, other: Point) -> Iterator[Rule]:
    across, along = abs(one[0] - other[0]), abs(one[1] - other[1])
    if along < 1 and across >= _SHORTEST:
        yield Rule(False, (one[1] + other[1]) / 2, min(one[0], other[0]), max(one[0], other[0]))
    elif across < 1 and along >= _SHORTEST:
        yield Rule(True, (one[0] + other[0]) / 2, min(one[1], other[1]), max(one[1], other[1]))


def _upright(page: Any) -> Callable[[Point], Point]:
    """From the coordinates of the file to those of the page as it is shown; only differences matter."""
    turns: dict[int, Callable[[Point], Point]] = {
        90: lambda point: (point[1], -point[0]),
        180: lambda point: (-point[0], -point[1]),
        270: lambda point: (-point[1], point[0]),
    }
    return turns.get(page.get_rotation(), lambda point: point)
