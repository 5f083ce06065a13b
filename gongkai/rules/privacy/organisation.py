"""统一社会信用代码: the code of an organisation, which is public and must never be taken for a person's number.

GB 32100-2015: 18 characters; weights are the powers of 3 modulo 31; the check is (31 - sum mod 31) mod 31, the last
"mod 31" being needed for check character 0.
"""

from __future__ import annotations

import re

_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUE = {character: value for value, character in enumerate(_CHARACTERS)}
_WEIGHTS = tuple(pow(3, power, 31) for power in range(17))
_SHAPE = re.compile(r"[1-9A-HJ-NP-RTUWXY][1-9A-HJ-NP-RTUWXY][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")
_PLACES = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{18}(?![0-9A-Za-z])")


def check_character(first_seventeen: str) -> str:
    """The 18th character that belongs to the first 17 (GB 32100-2015)."""
    total = sum(
        _VALUE[character] * weight for character, weight in zip(first_seventeen, _WEIGHTS, strict=True)
    )
    return _CHARACTERS[(31 - total % 31) % 31]


def is_organisation_code(code: str) -> bool:
    """Is ``code`` (18 characters, any case) a well-formed 统一社会信用代码 with the right check character?"""
    upper = code.upper()
    return bool(_SHAPE.fullmatch(upper)) and check_character(upper[:17]) == upper[17]


def organisation_places(flat: str) -> list[tuple[int, int]]:
    """Where organisation codes stand in the text, those among them that hold a letter or a right check."""
    return [
        match.span()
        for match in _PLACES.finditer(flat)
        if is_organisation_code(match.group())
        or (_SHAPE.fullmatch(match.group().upper()) and not match.group()[:17].isdigit())
    ]
