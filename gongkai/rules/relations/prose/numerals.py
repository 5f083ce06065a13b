"""Numbers as reports write them: 744, 6.6, 三十二, 两, 一千二百, 百分之八十六点七, with 万 and 亿 behind."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_TENS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"千": Decimal(1000), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
SPOKEN = "零〇一二两三四五六七八九十百千万亿"
"""Characters of a number written in Chinese."""


def spoken_integer(text: str) -> int | None:
    """The value of 三十二 or 一万二千; None for what is not one number (一二, 十千, 二〇一八)."""
    total = section = digit = 0
    pending = False
    smallest = 10_000
    for character in text:
        if character in DIGITS:
            if pending and digit:
                return None
            digit, pending = DIGITS[character], True
        elif character in _TENS:
            unit = _TENS[character]
            if unit >= smallest or (pending and not digit):
                return None
            section += (digit if pending else 1) * unit
            smallest, digit, pending = unit, 0, False
        elif character in "万亿":
            if not section and not pending:
                return None
            total = (total + section + digit) * int(SCALES[character])
            section, digit, pending, smallest = 0, 0, False, 10_000
        else:
            return None
    return total + section + digit


def spoken_number(text: str) -> tuple[Decimal, int] | None:
    """Value and printed decimals of 八十六点七; None for what is not one number."""
    whole, point, rest = text.partition("点")
    if not point:
        value = spoken_integer(whole)
        return None if value is None else (Decimal(value), 0)
    integer = spoken_integer(whole)
    if integer is None or not rest or any(c not in DIGITS for c in rest):
        return None
    decimals = "".join(str(DIGITS[c]) for c in rest)
    return Decimal(f"{integer}.{decimals}"), len(decimals)


def spoken_year(text: str) -> int | None:
    """2018 for 二〇一八; None for anything that is not four digits read out."""
    if len(text) != 4 or any(c not in DIGITS for c in text):
        return None
    return int("".join(str(DIGITS[c]) for c in text))


def arabic_number(text: str) -> tuple[Decimal, int]:
    """Value and printed decimals of a number in Arabic digits."""
    _, _, decimals = text.partition(".")
    return Decimal(text), len(decimals)


def shown(value: Decimal) -> str:
    """The number as a clerk would write it: no exponent, no trailing zeros after the point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
