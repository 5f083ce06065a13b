"""Numbers that belong to nobody, made when a test runs, and the search for them in every byte of a file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pikepdf

from gongkai.rules.privacy.resident_id import check_digit

_FIRST = "640381" + "19800101" + "017"
NUMBER = _FIRST + check_digit(_FIRST)
"""The number that no public byte may hold."""
MASKED = f"{NUMBER[:2]}{'*' * 13}{NUMBER[-3:]}"


def unpacked(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes and whatever is packed in them: members of archives, streams of PDFs, texts in UTF-16."""
    yield content
    if depth > 5:
        return
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name), depth + 1)
    elif content.startswith(b"%PDF"):
        yield from _streams(content)


def _streams(content: bytes) -> Iterator[bytes]:
    import pypdfium2

    with pikepdf.open(io.BytesIO(content)) as document:
        yield str(document.trailer).encode()
        for one in document.objects:
            if isinstance(one, pikepdf.Stream):
                yield one.read_raw_bytes()
                try:
                    yield one.read_bytes()
                except pikepdf.PdfError:
                    # A picture: its raw bytes were given already.
                    continue
            yield pikepdf.Object.unparse(one, resolved=True)
    document = pypdfium2.PdfDocument(content)
    try:
        for number in range(len(document)):
            text = document[number].get_textpage()
            yield text.get_text_range().encode()
            text.close()
    finally:
        document.close()


def holds(content: bytes, number: str = NUMBER) -> bool:
    """Does any byte of it hold the number, tags between its digits or not?"""
    written, wide = number.encode(), number.encode("utf-16-be")
    for piece in unpacked(content):
        bare = re.sub(rb"<[^<>]*>|[ \-\r\n]", b"", piece)
        if written in piece or written in bare or wide in piece or number.encode("utf-16-le") in piece:
            return True
        # A PDF may set each digit apart: (6) 12 (4) 0 (0).
        if written in b"".join(re.findall(rb"\(([0-9X]{1,18})\)", piece)):
            return True
    return False
