"""A total with its stated parts, and what every way of finding one asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.rules.relations.prose.labels import family
from gongkai.rules.relations.prose.quantities import Quantity
from gongkai.rules.relations.prose.sentences import OTHER, PART, PREVIOUS, Sentence

BREAK = re.compile(
    r"合计|总计|累计|(?<!公)共(?![享建青同产治资])|全年|年内|截至|同比|[比较](?:上年|去年|同期|20)|此外|同时|办结率|答复率|点击|阅读|浏览|访问|转发|关注|"
    r"粉丝|参加|参与|覆盖|涉及金额|同期"
)
"""Where a list ends: the clause turns to something else."""
_SINCE = re.compile(r"以来|历年|历次|自20\d\d年")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total and the parts stated for it, in the same sentence or (按内容分，……) in one behind it."""

    sentence: Sentence
    """Where the parts are."""
    whole: Sentence
    """Where the total is."""
    total: Quantity
    parts: tuple[Quantity, ...]
    """The parts of the first level, in order, up to where the list ends."""
    labels: tuple[str, ...]
    """The words before (or behind) each part."""
    nested: tuple[Quantity, ...]
    """Quantities of deeper lists that are no parts of this total."""
    open: bool
    """Says itself that it does not list everything (等, 主要包括): the parts may sum to less."""
    firm: bool
    """Says itself that it lists everything (其他, 分别, a complete pair): the parts must sum to the total."""
    agrees: bool
    """Whether some reading of the list (nested, parallel, followed by another statement) adds up."""

    @property
    def sum(self) -> Decimal:
        """The sum of the parts."""
        return sum((part.value for part in self.parts), Decimal(0))

    def named(self, part: Quantity) -> str:
        """The words by which the part is named."""
        return self.labels[self.parts.index(part)]


Counted = tuple[Sentence, Quantity]
"""A quantity and the sentence that it stands in."""


def depth_at(text: str, offset: int) -> int:
    """How many brackets are open at the offset."""
    return text.count("（", 0, offset) - text.count("）", 0, offset)


def adds_up(total: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether the parts sum to the total."""
    return sum((part.value for part in parts), Decimal(0)) == total.value


def prefix_agrees(sentence: Sentence, total: Quantity, same: list[Quantity]) -> bool:
    """A second classification may follow a list that is already complete: of another kind, or summing up again."""
    running = Decimal(0)
    for i, quantity in enumerate(same):
        running += quantity.value
        if i >= 1 and running == total.value:
            rest = same[i + 1 :]
            turns = rest and family(label_of(sentence, rest[0])) != family(label_of(sentence, quantity))
            return not rest or bool(turns) or adds_up(total, rest)
    return False


def label_of(sentence: Sentence, quantity: Quantity) -> str:
    """The words that name a part: those before its number, failing them those behind."""
    near = re.sub(
        r"^(?:其中|包括|具体为|主要包括|主要有|主要是|主要为|和|及|以及|与)", "", sentence.near(quantity)
    )
    return near or sentence.tail(quantity)


def earlier_total(above: Sequence[Counted], inside: Sequence[Quantity]) -> Counted | None:
    """What a list is of whose own sentence has no total: a number that it adds up to, or the nearest chief one that
    can hold its largest part."""
    same = [q for q in inside if q.unit == inside[0].unit]
    sum_ = sum((part.value for part in same), Decimal(0))
    largest = max(part.value for part in same)
    found = [
        (sentence, q)
        for sentence, q in above
        if q.unit == inside[0].unit
        and q.exact
        and q.value >= largest
        and sentence.scope(q) not in (PREVIOUS, OTHER, PART)
        and not _SINCE.search(sentence.text, 0, q.start)
    ]
    return next((one for one in found if one[1].value == sum_), found[0] if found else None)
