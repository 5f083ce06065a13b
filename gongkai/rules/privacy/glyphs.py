"""Seeing through the ways in which one number can be written: full-width digits, odd dashes, invisible blanks.

:func:`flatten` keeps the length of the text, so that a place in the flat text is the same place in the original.
"""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = "\u200b"
"""What every zero-width character becomes, until :func:`squeeze` drops it."""


_BLOCKS = (range(0x80, 0x3100), range(0xFE00, 0x10000), range(0x1D7CE, 0x1D800))
"""Where Unicode keeps blanks, dashes, invisible characters and the digits of living scripts and of fancy fonts."""


def _table() -> dict[int, str]:
    table: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for punctuation in "，：；！？":
        # They part words in Chinese prose, and the patterns know them.
        del table[ord(punctuation)]
    plain = {"Zs": " ", "Pd": "-", "Cf": INVISIBLE}
    for code in (code for block in _BLOCKS for code in block):
        category = unicodedata.category(chr(code))
        if category == "Nd":
            table[code] = str(unicodedata.decimal(chr(code)))
        elif category in plain:
            table[code] = plain[category]
    table.update(dict.fromkeys((0x2212, 0x2500, 0x2501, 0x00AF, 0x30FC), "-"))
    table.update(dict.fromkeys((0x0425, 0x0445, 0x03A7, 0x03C7, 0x00D7, 0x2169), "X"))
    return table


_TABLE = _table()

GAP = r"[ \-\r\n]{0,3}+"
"""What may stand between two digits of one number: blanks, hyphens, a line break."""


def flatten(text: str) -> str:
    """``text`` with digits, letters, dashes and blanks in their plain form; exactly as long as before."""
    return text if text.isascii() else text.translate(_TABLE)


def squeeze(flat: str) -> tuple[str, list[int] | None]:
    """``flat`` without invisible characters, and the old place of every character that is left.

    The places are None when nothing was invisible, which is nearly always.
    """
    if INVISIBLE not in flat:
        return flat, None
    places = [place for place, character in enumerate(flat) if character != INVISIBLE]
    return flat.replace(INVISIBLE, ""), places


def digits_of(piece: str) -> str:
    """The digits (and a closing X) of a matched number, without what stands between them."""
    return re.sub(r"[^0-9Xx]", "", piece).upper()


def groups_of(piece: str) -> tuple[int, ...]:
    """How the number was written: the lengths of its groups of digits."""
    return tuple(len(group) for group in re.findall(r"[0-9Xx]+", piece))


def one_by_one(groups: tuple[int, ...]) -> bool:
    """Every digit stands alone, as in the boxes of a paper form."""
    return set(groups) == {1}


def inside_word(flat: str, start: int, end: int, allowed: int = 6) -> bool:
    """Is the number a part of a longer code of letters and digits (a digest, a serial), not a number with a label?

    ``allowed`` letters may touch it, as in ``tel13800000000``.
    """
    left = start
    while left > 0 and start - left <= allowed and _alphanumeric(flat[left - 1]):
        left -= 1
    right = end
    while right < len(flat) and right - end <= allowed and _alphanumeric(flat[right]):
        right += 1
    return (start - left) + (right - end) > allowed


def _alphanumeric(character: str) -> bool:
    return character.isascii() and character.isalnum()


def decimal_part(flat: str, start: int, end: int) -> bool:
    """Is it an amount (``13800000000.50``, ``1,380,000``) and not a number that names something?"""
    before = flat[max(0, start - 2) : start]
    after = flat[end : end + 2]
    return bool(re.fullmatch(r"[0-9][.,]", before) or re.fullmatch(r"\.[0-9]", after))
