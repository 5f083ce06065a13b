"""个人信息检测: text in, spans out. No file is opened here, no clock read, and no value is ever returned whole."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from gongkai.rules.privacy.address import find_addresses
from gongkai.rules.privacy.bank_card import find_bank_cards
from gongkai.rules.privacy.contacts import find_emails, find_mobiles, find_phones
from gongkai.rules.privacy.documents_of_travel import find_passports
from gongkai.rules.privacy.glyphs import GAP, flatten, squeeze
from gongkai.rules.privacy.names import find_names
from gongkai.rules.privacy.organisation import organisation_places
from gongkai.rules.privacy.plate import find_plates
from gongkai.rules.privacy.resident_id import find_old_resident_ids, find_resident_ids
from gongkai.rules.privacy.spans import Severity, Span, at_least

_RUN = re.compile(rf"[+(]?[0-9](?:{GAP}\)?[0-9]){{6,}}[Xx]?")
"""Seven digits or more, whatever stands between them: the only places where numbers of persons can be."""


_POSSIBLE = re.compile(r"\d|[@＠:：组号室户社队]")
"""Every kind needs a digit, an at sign, a label or the end of an address."""


def find(text: str, *, today: date | None = None, heading: str = "") -> list[Span]:
    """All personal information in ``text``, in order, no two spans overlapping.

    ``today`` bars days of birth in the future; ``heading`` is what stands above the text when it is the cell of a
    table (姓名, 身份证号), and counts as a label. Linear in the length of ``text``.
    """
    if not _POSSIBLE.search(text):
        return []
    flat, places = squeeze(flatten(text))
    if places is None and flat.isascii() and not _RUN.search(flat) and "@" not in flat:
        # A short number, the commonest cell of all: nothing else is written without a Chinese character.
        return [*find_passports(flat, heading)] if heading else []
    claims = _Claims()
    claims.add(_numbers(flat, today, heading))
    claims.add(find_passports(flat, heading))
    claims.add(find_emails(flat))
    claims.add(find_plates(flat))
    claims.add(find_addresses(flat, heading))
    claims.add(find_names(flat))
    if places is None:
        return claims.spans
    return [replace(span, start=places[span.start], end=places[span.end - 1] + 1) for span in claims.spans]


def mask(text: str, *, today: date | None = None, heading: str = "", least: Severity = "warning") -> str:
    """``text`` with every span of severity ``least`` or graver replaced by its masked form.

    Office telephones, electronic addresses and names are information of the lowest severity and stay by default.
    """
    pieces: list[str] = []
    at = 0
    for span in find(text, today=today, heading=heading):
        if at_least(span.severity, least):
            pieces += (text[at : span.start], span.masked)
            at = span.end
    return "".join([*pieces, text[at:]])


class _Claims:
    """Spans found so far, in order; what one detector has claimed the next ones leave alone."""

    def __init__(self) -> None:
        self.spans: list[Span] = []

    def add(self, found: Iterable[Span]) -> None:
        for span in found:
            place = bisect(self.spans, span.start, key=lambda claimed: claimed.start)
            before_ends = self.spans[place - 1].end if place else 0
            after_starts = self.spans[place].start if place < len(self.spans) else span.end
            if before_ends <= span.start and span.end <= after_starts:
                self.spans.insert(place, span)


def _numbers(flat: str, today: date | None, heading: str) -> Iterator[Span]:
    organisations: list[tuple[int, int]] | None = None
    detectors: tuple[Callable[[int, int], Iterator[Span]], ...] = (
        lambda start, end: find_bank_cards(flat, start, end, heading),
        lambda start, end: find_old_resident_ids(flat, start, end, today, heading),
        lambda start, end: find_mobiles(flat, start, end, heading),
        lambda start, end: find_phones(flat, start, end, heading),
    )
    for run in _RUN.finditer(flat):
        # An ID that is right in every digit is never hidden behind an organisation's code.
        yield from find_resident_ids(flat, *run.span(), today, heading)
        if organisations is None:
            organisations = organisation_places(flat)
        for detector in detectors:
            yield from (span for span in detector(*run.span()) if not _within(organisations, span))


def _within(places: list[tuple[int, int]], span: Span) -> bool:
    """Does the span touch one of ``places`` (in order, apart from each other)?"""
    at = bisect(places, span.end, key=lambda place: place[0])
    return at > 0 and places[at - 1][1] > span.start
