"""手机、固定电话、电子邮箱. A mobile is a person's; a telephone with an area code is nearly always an office's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rules.privacy import context
from gongkai.rules.privacy.glyphs import decimal_part, digits_of, inside_word
from gongkai.rules.privacy.spans import Severity, Span

_GAP = "[ -]{1,3}"
_WRITTEN = (
    "1[3-9][0-9]{9}",
    rf"1[3-9][0-9]{_GAP}[0-9]{{4}}{_GAP}?[0-9]{{4}}",
    rf"1[3-9][0-9]{{5}}{_GAP}[0-9]{{4}}",
    rf"1[3-9][0-9]{_GAP}[0-9]{{3}}{_GAP}[0-9]{{5}}",
    rf"1[3-9][0-9]{{2}}{_GAP}[0-9]{{4}}{_GAP}[0-9]{{3}}",
    r"1[ -][3-9](?:[ -][0-9]){9}",
)
_MOBILE = re.compile(rf"(?<![0-9])(?:(?:\+|00)?86[ -]{{0,3}})?(?P<number>{'|'.join(_WRITTEN)})(?![0-9])")
_UNIT = re.compile(r" ?(?:元|万|亿|条|件|次|户|人|吨|公斤|千|亩|平方|立方|米|%|-[0-9])")
_FIXED = re.compile(
    r"(?<![0-9])(?P<area>\(?0(?:10|2[0-9]|[3-9][0-9]{2})\)?)(?P<gap>[ \-]{0,3})"
    r"(?P<local>[2-9][0-9]{2}[ -]?[0-9]{4,5})(?:-[0-9]{1,5})?(?![0-9])"
)
_LOCAL = re.compile(r"(?<![0-9\-])[2-9][0-9]{6,7}(?![0-9\-])")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])(?P<user>[A-Za-z0-9._%+-]{1,64})@(?P<host>[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5})"
)


def masked_mobile(number: str) -> str:
    """``138****1234`` (usage cited in regulations 5.10)."""
    return f"{number[:3]}****{number[-4:]}"


def find_mobiles(flat: str, start: int, end: int, heading: str = "") -> Iterator[Span]:
    """Mobile numbers in ``flat[start:end]``, with or without +86, in order."""
    for match in _MOBILE.finditer(flat, start, end):
        number = match.group("number")
        severity = _mobile_severity(
            flat, *match.span(), parted=len(number) > len("13800000000"), heading=heading
        )
        if severity is not None:
            yield Span("mobile", *match.span(), masked_mobile(digits_of(number)), severity)


def _mobile_severity(flat: str, start: int, end: int, *, parted: bool, heading: str) -> Severity | None:
    if inside_word(flat, start, end) or decimal_part(flat, start, end):
        return None
    near = context.around(flat, start, end, heading)
    labelled = near.labelled(context.TELEPHONE)
    if not labelled and _UNIT.match(flat, end):
        return None
    if parted and re.search(r"[0-9]-$", near.before):
        return None
    return "warning" if near.labelled(context.SERIAL) and not labelled else "error"


def find_phones(flat: str, start: int, end: int, heading: str = "") -> Iterator[Span]:
    """Fixed telephones in ``flat[start:end]``: with an area code, or bare where a label says telephone."""
    for match in _FIXED.finditer(flat, start, end):
        local = digits_of(match.group("local"))
        near = context.around(flat, *match.span(), heading)
        parted = match.group("gap") or ")" in match.group("area")
        if len(local) not in {7, 8} or not (parted or near.labelled(context.TELEPHONE)):
            continue
        area = digits_of(match.group("area"))
        yield Span("phone", *match.span(), f"{area}-****{local[-3:]}", _phone_severity(near))
    for match in _LOCAL.finditer(flat, start, end):
        near = context.around(flat, *match.span(), heading)
        if near.labelled(context.TELEPHONE) and not inside_word(flat, *match.span(), allowed=0):
            yield Span("phone", *match.span(), f"****{match.group()[-3:]}", _phone_severity(near))


def _phone_severity(near: context.Surroundings) -> Severity:
    return "warning" if near.labelled(context.PRIVATE_TELEPHONE) else "info"


def find_emails(flat: str) -> Iterator[Span]:
    """Electronic addresses; always only worth knowing."""
    if "@" not in flat:
        return
    for match in _EMAIL.finditer(flat):
        yield Span("email", *match.span(), f"{match.group('user')[:1]}***@{match.group('host')}", "info")
