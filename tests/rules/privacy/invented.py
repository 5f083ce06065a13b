"""Invented numbers, made when a test runs: right in form, nobody's. None is written out in the repository."""

from __future__ import annotations

from gongkai.rules.privacy.organisation import check_character
from gongkai.rules.privacy.resident_id import check_digit

AREA = "640381"


def resident_id(area: str = AREA, born: str = "19900101", order: str = "123") -> str:
    """18 characters, right in every digit."""
    first = area + born + order
    return first + check_digit(first)


def mistyped(number: str) -> str:
    """The same number with a check digit that does not fit."""
    return number[:17] + ("1" if number[17] != "1" else "2")


def mobile(order: int = 5678) -> str:
    return f"138{1234:04d}{order:04d}"


def bank_card(first: str = "621700123456789012") -> str:
    """``first`` and the digit that makes it pass Luhn."""
    total = 0
    for place, digit in enumerate(reversed(first)):
        value = int(digit) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    return first + str(-total % 10)


def organisation_code(first: str = "11640381MA75ABCD1") -> str:
    return first + check_character(first)
