"""居民身份证号: 18 digits (GB 11643-1999, check digit by ISO 7064 MOD 11-2) and the 15 digits used until 1999.

A whole number is sensitive personal information (个人信息保护法 arts 28, 51): it is what leaks most, in rosters
attached to subsidy and relief notices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.rules.privacy import context
from gongkai.rules.privacy.glyphs import GAP, decimal_part, digits_of, groups_of, inside_word, one_by_one
from gongkai.rules.privacy.organisation import is_organisation_code
from gongkai.rules.privacy.spans import Severity, Span

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_EARLIEST = 1900
_SERIALS_BEGIN = 2000
"""A serial number made of area, day and order looks like a person born in this century."""

_PROVINCES = frozenset(
    re.findall("..", "111213141521222331323334353637414243444546505152535461626364657181828391")
)
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_DIGIT = "[0-9]"
_NEXT = GAP + _DIGIT
_LONG = re.compile(
    rf"(?<![0-9])[1-9](?:{_NEXT}){{5}}{GAP}(?:1{GAP}9|2{GAP}0)(?:{_NEXT}){{2}}"
    rf"{GAP}(?:0{GAP}[1-9]|1{GAP}[0-2]){GAP}[0-3](?:{_NEXT}){{4}}{GAP}[0-9Xx]"
    r"(?=(?:[1-7][1-4])?(?![0-9]))"
)
_OLD = re.compile(r"(?<![0-9])(?:[1-9][0-9]{14}|[1-9][0-9]{5}[ -][0-9]{6}[ -][0-9]{3})(?![0-9Xx])")
_PLAIN_GROUPS = {(18,), (6, 8, 4), (6, 4, 4, 4), (14, 4)}
_MOST_GROUPS = 6


def check_digit(first_seventeen: str) -> str:
    """The 18th character that belongs to the first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def born(number: str) -> date | None:
    """The day of birth written in a number of 18 or 15 digits; None when there is no such day."""
    written = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    try:
        day = date(int(written[:4]), int(written[4:6]), int(written[6:8]))
    except ValueError:
        return None
    return day if day.year >= _EARLIEST else None


def plausible(number: str, today: date | None) -> bool:
    """A real province and a day of birth that is not later than ``today``."""
    province = number[1:3] if number[0] == "9" and number[:2] != "91" else number[:2]
    day = born(number)
    return province in _PROVINCES and day is not None and (today is None or day <= today)


def is_resident_id(number: str, today: date | None = None) -> bool:
    """18 characters, nothing between them, everything right."""
    return (
        bool(re.fullmatch(r"[0-9]{17}[0-9X]", number))
        and plausible(number, today)
        and check_digit(number[:17]) == number[17]
    )


def masked(number: str) -> str:
    """``35*************123``: the first two and the last three stay (usage cited in regulations 5.10)."""
    return f"{number[:2]}{'*' * (len(number) - 5)}{number[-3:]}"


def find_resident_ids(
    flat: str, start: int, end: int, today: date | None, heading: str = ""
) -> Iterator[Span]:
    """Resident ID numbers in ``flat[start:end]``, in order."""
    at = start
    while match := _LONG.search(flat, at, end):
        severity = _long_severity(flat, match, today, heading)
        if severity is None:
            at = match.start() + 1
            continue
        yield Span("resident_id", match.start(), match.end(), masked(digits_of(match.group())), severity)
        at = match.end()


def find_old_resident_ids(
    flat: str, start: int, end: int, today: date | None, heading: str = ""
) -> Iterator[Span]:
    """Numbers of 15 digits: without a check digit they are an error only where a label says what they are."""
    for match in _OLD.finditer(flat, start, end):
        number = digits_of(match.group())
        if not plausible(number, today) or not _usual_area(number):
            continue
        if inside_word(flat, *match.span(), allowed=3) or decimal_part(flat, *match.span()):
            continue
        near = context.around(flat, *match.span(), heading)
        labelled = near.labelled(context.RESIDENT)
        if not labelled and (near.labelled(context.SERIAL) or near.labelled(context.BANK)):
            continue
        yield Span("resident_id", *match.span(), masked(number), "error" if labelled else "warning")


def _long_severity(flat: str, match: re.Match[str], today: date | None, heading: str) -> Severity | None:
    number, groups = digits_of(match.group()), groups_of(match.group())
    if not plausible(number, today) or match.group().count("\n") > 1:
        return None
    if len(groups) > _MOST_GROUPS and not one_by_one(groups):
        return None
    # A disabled person's certificate is the holder's number and two digits more: they are no longer code.
    longer = 2 if flat[match.end() : match.end() + 2].isdigit() else 0
    if inside_word(flat, match.start(), match.end() + longer) or decimal_part(flat, *match.span()):
        return None
    near = context.around(flat, *match.span(), heading)
    labelled = near.labelled(context.RESIDENT) or bool(context.RESIDENT.search(near.after))
    serial = near.labelled(context.SERIAL) and not labelled
    if check_digit(number[:17]) == number[17]:
        recent = int(number[6:10]) >= _SERIALS_BEGIN
        return "warning" if serial and recent else "error"
    if longer or groups not in _PLAIN_GROUPS or "\n" in match.group():
        return None
    if labelled:
        return "error"
    if serial or is_organisation_code(number) or not _usual_area(number) or near.labelled(context.BANK):
        return None
    return "warning"


def _usual_area(number: str) -> bool:
    """City and county digits in the ranges of GB/T 2260; asked only where no check digit confirms the number."""
    city, county = int(number[2:4]), int(number[4:6])
    if number[:2] in _MUNICIPALITIES:
        return 1 <= city <= 3 and county >= 1
    return (1 <= city <= 46 or city == 90) and 1 <= county <= 86
