"""What a picture carries besides its points: EXIF, XMP, comments, text chunks, bytes after its end.

What the picture shows is not read here: that needs character recognition, and is said.
"""

from __future__ import annotations

import re
import struct
import zlib

from gongkai.records.documents.extraction.deep.parts import Emit, Notice, Piece, inside

_MOST_TEXT = 4 * 1024 * 1024
_PRINTABLE = re.compile(rb"(?:[\x20-\x7e]|[\xe4-\xe9][\x80-\xbf]{2}){6,}")
_GPS = 0x8825
_EXIF_TEXTS = {0x010E, 0x013B, 0x8298, 0x9286, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F, 0xA430}
"""Description, artist, copyright, comment, the five fields of Windows, owner."""
_MOST_FIELDS = 2_000


def emit_metadata(content: bytes, kind: str, where: str, emit: Emit) -> None:
    """Texts and place of one picture; unknown kinds are searched for any readable text."""
    if kind == "jpg":
        _jpeg(content, where, emit)
    elif kind == "png":
        _png(content, where, emit)
    else:
        _loose(content, inside(where, "图片附带的文字"), emit)


def _loose(content: bytes, where: str, emit: Emit) -> None:
    """Runs of readable bytes, one a line."""
    found = b"\n".join(_PRINTABLE.findall(content[:_MOST_TEXT]))
    if found:
        emit(Piece(found.decode("utf-8", "replace"), where))


def _jpeg(content: bytes, where: str, emit: Emit) -> None:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in {0xD9, 0xDA}:
            break
        (size,) = struct.unpack_from(">H", content, at + 2)
        segment = content[at + 4 : at + 2 + size]
        if marker == 0xE1 and segment.startswith(b"Exif\x00\x00"):
            _exif(segment[6:], where, emit)
        elif marker == 0xFE or 0xE1 <= marker <= 0xEF:
            _loose(segment, inside(where, "照片信息"), emit)
        at += 2 + max(size, 2)
    end = content.rfind(b"\xff\xd9")
    if end >= 0:
        _loose(content[end + 2 :], inside(where, "图片末尾多余的数据"), emit)


def _png(content: bytes, where: str, emit: Emit) -> None:
    at = 8
    while at + 12 <= len(content):
        (size,) = struct.unpack_from(">I", content, at)
        kind, chunk = content[at + 4 : at + 8], content[at + 8 : at + 8 + size]
        at += 12 + size
        if kind == b"IEND":
            break
        if kind == b"eXIf":
            _exif(chunk, where, emit)
        elif kind in {b"tEXt", b"iTXt", b"zTXt"}:
            _loose(_unpacked(kind, chunk), inside(where, "图片附带的文字"), emit)
    _loose(content[at:], inside(where, "图片末尾多余的数据"), emit)


def _unpacked(kind: bytes, chunk: bytes) -> bytes:
    keyword, _, rest = chunk.partition(b"\x00")
    packed = kind == b"zTXt" or (kind == b"iTXt" and rest[:1] == b"\x01")
    if not packed:
        return keyword + b" " + rest
    body = rest[1:] if kind == b"zTXt" else rest[2:].split(b"\x00", 2)[-1]
    try:
        return keyword + b" " + zlib.decompressobj().decompress(body, _MOST_TEXT)
    except zlib.error:
        return keyword


def _exif(block: bytes, where: str, emit: Emit) -> None:
    """The fields of a TIFF block that hold text, and whether there is a position."""
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None:
        return
    texts: list[str] = []
    located = False
    waiting, seen = [_offset(block, order, 4)], set[int]()
    while waiting and len(seen) < 16:
        directory = waiting.pop()
        if directory in seen:
            continue
        seen.add(directory)
        for tag, kind, value in _fields(block, order, directory):
            if tag == _GPS:
                located = True
            elif tag == 0x8769:
                waiting.append(struct.unpack(f"{order}I", value[:4].ljust(4, b"\x00"))[0])
            elif kind == 2 or tag in _EXIF_TEXTS:
                texts.append(_exif_text(tag, value))
    if any(text.strip() for text in texts):
        emit(Piece("\n".join(texts), inside(where, "照片信息")))
    if located:
        emit(Notice("location", inside(where, "照片信息"), "拍摄地点坐标"))


def _offset(block: bytes, order: str, at: int) -> int:
    return int(struct.unpack_from(f"{order}I", block, at)[0]) if at + 4 <= len(block) else 0


def _fields(block: bytes, order: str, directory: int) -> list[tuple[int, int, bytes]]:
    """Tag, type and bytes of the fields of one directory."""
    sizes = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
    if directory < 8 or directory + 2 > len(block):
        return []
    (count,) = struct.unpack_from(f"{order}H", block, directory)
    found = []
    for number in range(min(count, _MOST_FIELDS)):
        at = directory + 2 + 12 * number
        if at + 12 > len(block):
            break
        tag, kind, amount = struct.unpack_from(f"{order}HHI", block, at)
        size = min(sizes.get(kind, 1) * amount, _MOST_TEXT)
        start = at + 8 if size <= 4 else _offset(block, order, at + 8)
        found.append((tag, kind, block[start : start + size]))
    return found


def _exif_text(tag: int, value: bytes) -> str:
    if 0x9C9B <= tag <= 0x9C9F:
        return value.decode("utf-16-le", "ignore").strip("\x00")
    if tag == 0x9286:
        value = value[8:]
    return value.decode("utf-8", "ignore").strip("\x00 ")
