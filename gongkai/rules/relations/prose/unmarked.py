"""Totals whose parts follow without 其中: 收到申请12件，当面3件、网络9件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.rules.relations.prose.labels import channel, family
from gongkai.rules.relations.prose.parts import (
    BREAK,
    Breakdown,
    Counted,
    adds_up,
    earlier_total,
    label_of,
    prefix_agrees,
)
from gongkai.rules.relations.prose.quantities import Quantity
from gongkai.rules.relations.prose.sentences import Sentence

_RESULT = re.compile(r"维持|纠错|撤销|驳回|确认违法")
_IN_BRACKETS = re.compile(r"（[^（）]*）")
_OF_APPLICATIONS = re.compile(r"申请(?!行政)")
_OF_REMEDIES = re.compile(r"复议|诉讼")
_OF_ITEMS = re.compile(r"主动公开|公开[^，。；]{0,10}信息")
_FEWEST_CHANNELS = 3
"""How many channels a sentence without a total must name to be the list of one said before it."""

Lists = Iterator[Breakdown]


def unmarked(sentence: Sentence, above: Sequence[Counted], counts: list[Quantity], taken: set[int]) -> Lists:
    """What follows a total names the ways, the applicants, the results or the channels one after another.

    ``taken`` are the first parts of the lists that were found by their 其中.
    """
    for index, total in enumerate(counts):
        near = sentence.near(total)
        behind = counts[index + 1 :]
        if not total.exact or total.each:
            continue
        if _OF_APPLICATIONS.search(near):
            yield from _of_kind(sentence, total, behind, "way", taken)
            yield from _of_kind(sentence, total, behind, "applicant", taken)
        elif _OF_REMEDIES.search(near):
            yield from _of_kind(sentence, total, behind, "outcome", taken)
        elif _OF_ITEMS.search(near) and channel(near) is None:
            yield from _of_kind(sentence, total, behind, "channel", taken)
    if len(counts) >= _FEWEST_CHANNELS and all(_kind(sentence, q, "channel") for q in counts):
        earlier = earlier_total(above, counts) if counts[0].start not in taken else None
        if earlier is not None and len({q.unit for q in counts}) == 1:
            labels = tuple(label_of(sentence, part) for part in counts)
            yield Breakdown(sentence, *earlier, tuple(counts), labels, (), True, False, False)


def _of_kind(
    sentence: Sentence, total: Quantity, behind: list[Quantity], kind: str, taken: set[int]
) -> Lists:
    """The list of one kind that follows the total; a list of applicants may stand behind that of the ways."""
    if _is(kind, sentence.near(total)):
        return
    parts: list[Quantity] = []
    for quantity in behind:
        gap = _IN_BRACKETS.sub("", sentence.text[(parts[-1] if parts else total).end : quantity.start])
        alike = quantity.unit == total.unit and not quantity.delta and _kind(sentence, quantity, kind)
        if kind == "applicant" and not parts and not alike:
            continue
        if not alike or BREAK.search(gap) or re.search(r"[。（）]" if not parts else r"[；。（）]", gap):
            break
        if not parts and kind != "applicant" and "；" in gap:
            break
        parts.append(quantity)
    if len(parts) >= 2 and parts[0].start not in taken:
        labels = tuple(label_of(sentence, part) for part in parts)
        agrees = adds_up(total, parts) or prefix_agrees(sentence, total, parts)
        open_ = kind == "channel"
        yield Breakdown(sentence, sentence, total, tuple(parts), labels, (), open_, False, agrees)


def _kind(sentence: Sentence, quantity: Quantity, kind: str) -> bool:
    return _is(kind, label_of(sentence, quantity))


def _is(kind: str, label: str) -> bool:
    if kind == "channel":
        return channel(label) is not None
    return family(label) == kind and (kind != "outcome" or bool(_RESULT.search(label)))
