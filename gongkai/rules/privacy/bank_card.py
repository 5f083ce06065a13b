"""银行卡号和账号: a financial account is sensitive personal information (个人信息保护法 art 28)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rules.privacy import context
from gongkai.rules.privacy.glyphs import decimal_part, digits_of, inside_word
from gongkai.rules.privacy.spans import Severity, Span

_GAP = "[ -]{1,3}"
_NUMBER = re.compile(
    rf"(?<![0-9])(?:[0-9]{{12,22}}|[0-9]{{4}}(?:{_GAP}[0-9]{{4}}){{2,4}}(?:{_GAP}[0-9]{{1,3}})?|[0-9]{{6}}{_GAP}[0-9]{{10,13}}"
    r")(?![0-9])"
)
"""In one, in fours, 6 + 13."""
_BROKEN = re.compile(r"(?<![0-9])[0-9]{1,18}\r?\n[0-9]{1,18}(?![0-9])")
"""Broken once by a narrow column."""
_UNION = re.compile(r"62[0-9]{14,17}|955[0-9]{13}|955[0-9]{15,16}")
_CARD = re.compile(r"[0-9]{13,19}")
_OFFICE_REACH = 60
_LONGEST = 22


def luhn(number: str) -> bool:
    """Does the last digit fit the others (ISO/IEC 7812)?"""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def masked(number: str) -> str:
    """The first and the last four digits stay, as banks print it."""
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"


def find_bank_cards(flat: str, start: int, end: int, heading: str = "") -> Iterator[Span]:
    """Card and account numbers in ``flat[start:end]``, in order."""
    at = start
    while match := _NUMBER.search(flat, at, end):
        number = digits_of(match.group())
        severity = _severity(flat, match, number, heading) if len(number) <= _LONGEST else None
        if severity is None:
            at = _next_group(match)
            continue
        yield Span("bank_card", *match.span(), masked(number), severity)
        at = match.end()
    for match in _BROKEN.finditer(flat, start, end):
        number = digits_of(match.group())
        if _is_union_card(number) and not inside_word(flat, *match.span(), allowed=0):
            yield Span("bank_card", *match.span(), masked(number), "error")


def _next_group(match: re.Match[str]) -> int:
    """Where to look on when the match was two numbers side by side: after its first group of digits."""
    first = re.match(r"[0-9]+", match.group())
    return match.start() + (first.end() if first else 1)


def _is_union_card(number: str) -> bool:
    return bool(_UNION.fullmatch(number)) and luhn(number)


def _severity(flat: str, match: re.Match[str], number: str, heading: str) -> Severity | None:
    if inside_word(flat, *match.span(), allowed=3) or decimal_part(flat, *match.span()):
        return None
    near = context.around(flat, *match.span(), heading)
    labelled = near.labelled(context.BANK)
    serial = near.labelled(context.SERIAL) and not labelled
    if _is_union_card(number):
        return "warning" if serial else "error"
    if not labelled:
        return None
    if (_CARD.fullmatch(number) and luhn(number)) or context.BANK.search(heading):
        return "error"
    office = context.around(flat, *match.span(), reach=_OFFICE_REACH)
    return "info" if office.labelled(context.OFFICE) else "warning"
