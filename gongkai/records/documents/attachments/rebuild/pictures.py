"""Pictures: decoded to points and encoded anew, so that position, author, comment and whatever hung on are gone."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps

from gongkai.records.documents.attachments.rebuild.copy import Copy, LeftOut
from gongkai.records.documents.extraction.unreadable import Hostile, Unreadable

MOST_POINTS = 60_000_000
"""Points of one picture: a flood of them is refused before it is decoded."""
LONGEST_SIDE = 4_000
"""Points: what is longer is made smaller."""
_QUALITY = 88
_FORMATS = {"png": "PNG", "jpg": "JPEG"}
_OPAQUE = {"1": "L", "L": "L", "I": "L", "I;16": "L", "F": "L"}


@dataclass(frozen=True, slots=True)
class Crop:
    """What a document cuts off a picture, as shares of its width and height."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


def rebuild_picture(source: BinaryIO, kind: str) -> Copy:
    """The public copy of a photograph. Raises Unreadable: damaged, another format, too many points."""
    content = source.read()
    left = LeftOut()
    made, told = reencoded(content, (_FORMATS[kind],))
    for what in told:
        left.add(what)
    return Copy(made[0], left.told())


def reencoded(
    content: bytes, formats: tuple[str, ...], crop: Crop | None = None
) -> tuple[tuple[bytes, str, int, int], tuple[str, ...]]:
    """Bytes, ``png`` or ``jpg``, width and height of the picture anew; and what is not taken over."""
    try:
        with warnings.catch_warnings():
            # Pillow warns of odd but harmless metadata; none of it is taken over.
            warnings.simplefilter("ignore")
            return _reencoded(content, formats, crop)
    except Unreadable:
        raise
    except Image.DecompressionBombError as problem:
        raise Hostile("的图片尺寸过大，没有读取：请缩小后再上传。") from problem
    except Exception as problem:
        # Every plug-in of Pillow fails in its own way on a damaged file.
        raise Unreadable("不是完整的图片，或已损坏：请重新取得文件。") from problem


def _reencoded(
    content: bytes, formats: tuple[str, ...], crop: Crop | None
) -> tuple[tuple[bytes, str, int, int], tuple[str, ...]]:
    with Image.open(io.BytesIO(content), formats=formats) as opened:
        if opened.width * opened.height > MOST_POINTS:
            raise Hostile("的图片尺寸过大，没有读取：请缩小后再上传。")
        told = (
            ("照片信息（拍摄地点、时间、设备等）",) if opened.info.keys() & {"exif", "comment", "xmp"} else ()
        )
        kind = "jpg" if opened.format == "JPEG" else "png"
        opened.load()
        turned = ImageOps.exif_transpose(opened)
        picture = _plain(turned if turned is not None else opened, kind)
    if crop is not None:
        box = (
            round(picture.width * crop.left),
            round(picture.height * crop.top),
            round(picture.width * (1 - crop.right)),
            round(picture.height * (1 - crop.bottom)),
        )
        if box[0] < box[2] and box[1] < box[3]:
            picture = picture.crop(box)
            told = (*told, "图片裁掉的部分")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    held = io.BytesIO()
    if kind == "jpg":
        bare.save(held, "JPEG", quality=_QUALITY)
    else:
        bare.save(held, "PNG", optimize=False)
    return (held.getvalue(), kind, bare.width, bare.height), told


def _plain(picture: Image.Image, kind: str) -> Image.Image:
    """Points of a usual kind: a palette or a print colour space may carry more than is seen."""
    if picture.mode in _OPAQUE:
        return picture.convert(_OPAQUE[picture.mode])
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        paper = Image.new("RGB", seen.size, "white")
        # What is transparent is not seen: its points do not come along under a veil.
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    return picture if picture.mode == "RGB" and kind == "jpg" else picture.convert("RGB")
