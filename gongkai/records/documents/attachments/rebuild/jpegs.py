"""A JPEG without what is not its picture: no camera data, no comment, nothing after its end.

The points stay as they are.
"""

from __future__ import annotations

from gongkai.records.documents.extraction.unreadable import Unreadable

_KEPT = frozenset({0xE0, 0xEE})
"""APP0 (how to read the colours) and APP14 (Adobe: the same); all other APP segments and comments go."""


def bare_jpeg(content: bytes) -> bytes:
    """The same points. Raises Unreadable when the segments do not fit together."""
    if not content.startswith(b"\xff\xd8"):
        raise Unreadable("里面的图片已损坏：请另存为新的 PDF。")
    pieces, at = [b"\xff\xd8"], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xDA:
            end = content.rfind(b"\xff\xd9")
            return b"".join([*pieces, content[at : end + 2 if end >= at else len(content)]])
        size = int.from_bytes(content[at + 2 : at + 4], "big")
        segment = content[at : at + 2 + max(2, size)]
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or (marker in _KEPT and size <= 64):
            pieces.append(segment)
        at += 2 + max(2, size)
    raise Unreadable("里面的图片已损坏：请另存为新的 PDF。")
