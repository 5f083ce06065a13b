"""车牌号 (GA 36): a province's short name, a letter, five characters, six for new energy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rules.privacy.spans import Span

_LETTER = "A-HJ-NP-Za-hj-np-z"
_PLATE = re.compile(
    rf"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][{_LETTER}][ ·•・.\-]?"
    rf"(?P<tail>[A-HJKa-hjk][{_LETTER}0-9][0-9]{{4}}|[0-9]{{5}}[A-HJKa-hjk]|[{_LETTER}0-9]{{4}}[{_LETTER}0-9挂学警港澳领])"
    r"(?![0-9A-Za-z])"
)
_FEWEST_DIGITS = 3


def find_plates(flat: str) -> Iterator[Span]:
    """Vehicle plates, private and official alike: a person decides."""
    for match in _PLATE.finditer(flat):
        tail = match.group("tail")
        if sum(character.isdigit() for character in tail) >= _FEWEST_DIGITS:
            shown = f"{match.group()[:2].upper()}{'*' * (len(tail) - 2)}{tail[-2:].upper()}"
            yield Span("plate", *match.span(), shown, "warning")
