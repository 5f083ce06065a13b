"""Pictures of a Word document: found in a drawing, encoded anew, cut as the page cuts them, set in a plain frame."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped] # it ships no types

from gongkai.records.documents.attachments.rebuild.copy import LeftOut
from gongkai.records.documents.attachments.rebuild.pictures import Crop, reencoded
from gongkai.records.documents.attachments.rebuild.word_rules import R, W
from gongkai.records.documents.extraction.archive import Archive
from gongkai.records.documents.extraction.relations import relations
from gongkai.records.documents.extraction.unreadable import Hostile, Unreadable

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_MOST_BYTES = 30 * 1024 * 1024
_MOST_PICTURES = 500
_POINT, _PIXEL = 12_700, 9_525
"""English metric units."""
_WIDEST = 5_400_000
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_LENGTH = re.compile(r"(width|height):([0-9.]+)(pt|px|in|cm|mm)?")
_UNITS = {"pt": _POINT, "px": _PIXEL, "in": 914_400, "cm": 360_000, "mm": 36_000, "": _POINT}


class PictureShelf:
    """The pictures of the new document. ``media`` maps the new name to bytes; ``related`` is per part."""

    def __init__(self, archive: Archive, left: LeftOut) -> None:
        self.media: dict[str, bytes] = {}
        self._archive, self._left = archive, left

    def reader(self, part: str, related: dict[str, str]) -> PictureReader:
        """For one part of the document; ``related`` collects its relations: id to the target's name."""
        known = {one.id: one.target for one in relations(self._archive, part) if not one.external}
        return PictureReader(self, known, related)

    def shelve(self, source: str, crop: Crop | None) -> tuple[str, int, int] | None:
        """Name, width and height in points of one picture, encoded anew; None when it cannot be read."""
        if source not in self._archive or len(self.media) >= _MOST_PICTURES:
            return None
        try:
            made, told = reencoded(self._archive.read(source, _MOST_BYTES), _FORMATS, crop)
        except Hostile:
            raise
        except Unreadable:
            self._left.add("无法识别的图片")
            return None
        for what in told:
            self._left.add(what)
        content, kind, width, height = made
        name = f"media/picture{len(self.media) + 1}.{kind}"
        self.media[name] = content
        return name, width, height


class PictureReader:
    """Called with a drawing, gives a plain inline drawing, or None for what is no picture."""

    def __init__(self, shelf: PictureShelf, known: dict[str, str], related: dict[str, str]) -> None:
        self._shelf, self._known, self._related = shelf, known, related

    def __call__(self, source: Any) -> Any:
        blip = next(source.iter(f"{{{_A}}}blip"), None)
        if blip is not None:
            target, crop = self._known.get(blip.get(f"{{{R}}}embed", "")), _crop(source)
            size = _extent(source)
        else:
            data = next((one for one in source.iter() if str(one.tag).endswith("}imagedata")), None)
            if data is None:
                return None
            target, crop = self._known.get(data.get(f"{{{R}}}id", "")), _vml_crop(data)
            size = _vml_size(source)
        made = self._shelf.shelve(target, crop) if target else None
        if made is None:
            return None
        name, width, height = made
        if size is None:
            share = min(1.0, _WIDEST / max(1, width * _PIXEL))
            size = (round(width * _PIXEL * share), round(height * _PIXEL * share))
        relation = f"rIdP{len(self._related) + 1}"
        self._related[relation] = name
        return _inline(relation, len(self._related), *size)


def _inline(relation: str, number: int, width: int, height: int) -> Any:
    """A drawing that holds nothing but the picture; sizes in English metric units."""
    source = (
        f'<w:drawing xmlns:w="{W}" xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:pic="{_PIC}" xmlns:r="{R}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="图{number}"/><a:graphic><a:graphicData uri="{_PIC}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="图{number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    return etree.fromstring(source)


def _crop(source: Any) -> Crop | None:
    cut = next(source.iter(f"{{{_A}}}srcRect"), None)
    if cut is None:
        return None
    left, top, right, bottom = (_share(cut.get(side), 100_000) for side in "ltrb")
    return Crop(left, top, right, bottom) if left or top or right or bottom else None


def _vml_crop(data: Any) -> Crop | None:
    cut = [_vml_share(data.get(f"crop{side}")) for side in ("left", "top", "right", "bottom")]
    return Crop(*cut) if any(cut) else None


def _vml_share(written: str | None) -> float:
    if written and written.endswith("f"):
        return _share(written[:-1], 65_536)
    return _share(written, 1)


def _share(written: str | None, whole: int) -> float:
    try:
        return min(0.99, max(0.0, float(written or 0) / whole))
    except ValueError:
        return 0.0


def _extent(source: Any) -> tuple[int, int] | None:
    extent = next(source.iter(f"{{{_WP}}}extent"), None)
    if extent is None:
        return None
    try:
        width, height = int(extent.get("cx", "0")), int(extent.get("cy", "0"))
    except ValueError:
        return None
    return (width, height) if 0 < width < 10**8 and 0 < height < 10**8 else None


def _vml_size(source: Any) -> tuple[int, int] | None:
    for shape in source.iter():
        style = shape.get("style") if isinstance(shape.tag, str) else None
        sizes = {
            key: round(float(size.strip(".") or 0) * _UNITS[unit])
            for key, size, unit in _lengths(style or "")
        }
        if sizes.get("width", 0) > 0 and sizes.get("height", 0) > 0:
            return sizes["width"], sizes["height"]
    return None


def _lengths(style: str) -> list[tuple[str, str, str]]:
    return [
        (key, size, unit)
        for key, size, unit in _LENGTH.findall(style.replace(" ", ""))
        if size.count(".") <= 1
    ]
