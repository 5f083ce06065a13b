"""Reading text whatever it was saved as: UTF-8 with or without a mark, UTF-16, GB18030 (and so GBK, GB2312)."""

from __future__ import annotations

import codecs

from gongkai.records.documents.extraction.unreadable import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096


def decode(content: bytes) -> str:
    """The text of ``content`` without its mark. Raises Unreadable when no Chinese encoding fits."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], name)
    guess = unmarked_utf16(content[:_SAMPLE])
    if guess:
        return _strict(content, guess)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(content, "gb18030")


def _strict(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        raise Unreadable("的文字编码无法识别：请用 WPS 或记事本打开，另存为 UTF-8。") from None


def unmarked_utf16(sample: bytes) -> str | None:
    """The name of the encoding when NULs stand as only UTF-16 without a mark has them.

    Digits, blanks and line ends leave one in every second byte; 一 and 开 leave some few in the others.
    """
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    most, least = max(first, second), min(first, second)
    if most < 2 * least or most * 50 < len(sample) or most == 0:
        return None
    return "utf-16-le" if second > first else "utf-16-be"
