"""机构代码: a 12-digit area code (2 province, 2 city, 2 county, 3 town, 3 village) and an optional suffix.

A shorter area code means the same body: 640381106 is 640381106000. A subtree is a prefix of the code.
"""

from __future__ import annotations

import re

from gongkai.rules.refusal import Refusal

_FULL = 12
_LEVELS = (2, 4, 6, 9, 12)
_SHAPE = re.compile(r"(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})(?:-([0-9A-Z]{1,7}))?")


def full_code(text: str) -> str:
    """``640381106`` -> ``640381106000``. Raises Refusal for what has not the shape of a code."""
    match = _SHAPE.fullmatch(text.strip())
    if match is None:
        raise Refusal(f"机构代码“{text}”不对：应为 2、4、6、9 或 12 位区划代码，如 640381106。")
    digits, suffix = match.groups()
    return digits.ljust(_FULL, "0") + (f"-{suffix}" if suffix else "")


def stem(code: str) -> str:
    """The prefix that the body and everything under it share: ``640381106000`` -> ``640381106``.

    A body with a suffix (an office) has nothing under it but what begins with its whole code.
    """
    if "-" in code:
        return code
    for length in _LEVELS:
        if code[length:].strip("0") == "":
            return code[:length]
    return code


def ancestors(code: str) -> list[str]:
    """Codes of the bodies above, the nearest first: a village's town, county, city, province."""
    digits, suffix = code[:_FULL], code[_FULL:]
    above = [digits] if suffix else []
    for length in reversed(_LEVELS[:-1]):
        higher = digits[:length].ljust(_FULL, "0")
        if higher != digits and higher not in above:
            above.append(higher)
    return above
