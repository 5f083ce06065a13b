"""护照、港澳台通行证号: a letter or two and seven to ten digits, a person's number only where a label says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rules.privacy import context
from gongkai.rules.privacy.spans import Span

_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?:[EGKDSPHMCTL][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|[DSP]E[0-9]{7}|[DSP][0-9]{7}|1[45][0-9]{7}|"
    r"[HM][0-9]{10}|C[A-HJ-NP-Z][0-9]{7})(?![0-9A-Za-z])",
    re.IGNORECASE,
)


def find_passports(flat: str, heading: str = "") -> Iterator[Span]:
    """Passport and pass numbers with a label before them or a heading above."""
    if not (context.TRAVEL.search(heading) or context.TRAVEL.search(flat)):
        return
    for match in _NUMBER.finditer(flat):
        if context.around(flat, *match.span(), heading).labelled(context.TRAVEL):
            number = match.group().upper()
            yield Span(
                "passport", *match.span(), f"{number[:1]}{'*' * (len(number) - 3)}{number[-2:]}", "error"
            )
