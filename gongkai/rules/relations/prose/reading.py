"""Everything that a check of the text may look at: the sentences, the table, the year, the body, last year's table."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from gongkai.rules.forms.edition import edition_id_for
from gongkai.rules.forms.paper import Line, Place
from gongkai.rules.forms.recognised import BodyName, Cell, Chapter, Number, YearMention
from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.breakdowns import breakdowns_in
from gongkai.rules.relations.prose.parts import Breakdown, Counted
from gongkai.rules.relations.prose.passages import Passage, passages_of
from gongkai.rules.relations.prose.sentences import Sentence, sentences_of

_QUANTITIES_BACK = 24
"""How far above a list its total may stand."""


@dataclass(frozen=True)
class Reading:
    """One report as the checks of the text see it. ``year`` is None when the report does not give itself one."""

    chapters: tuple[Chapter, ...]
    form: str | None = None
    values: Mapping[str, Number | None] = field(default_factory=dict)
    cells: Mapping[str, Cell] = field(default_factory=dict)
    previous: Mapping[str, Number | None] | None = None
    """Last year's cells, None when last year's report was not given."""
    year: int | None = None
    """The year that most of the report's own words give it."""
    asked_year: int | None = None
    """The year that was asked for (--year)."""
    years: tuple[YearMention, ...] = ()
    body: BodyName | None = None
    title: str = ""
    title_place: Place = field(default_factory=Place)
    asked_body: str | None = None
    """The name that was asked for (--body-name)."""
    table_titles: tuple[Line, ...] = ()
    """The printed titles of the statistics table."""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return passages_of(self.chapters)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return sentences_of(self.passages, self.year)

    @cached_property
    def breakdowns(self) -> tuple[Breakdown, ...]:
        """Every total with its parts, in reading order."""
        found: list[Breakdown] = []
        above: deque[Counted] = deque(maxlen=_QUANTITIES_BACK)
        for sentence in self.sentences:
            if above and above[0][0].passage.chapter != sentence.passage.chapter:
                above.clear()
            here = list(breakdowns_in(sentence, above))
            found.extend(here)
            parts = {part.start for one in here for part in (*one.parts, *one.nested)}
            above.extendleft((sentence, q) for q in reversed(sentence.quantities) if q.start not in parts)
        return tuple(found)

    @cached_property
    def above(self) -> Mapping[int, Sentence]:
        """The sentence before each sentence of a chapter, by the identity of the latter."""
        pairs = zip(self.sentences, self.sentences[1:], strict=False)
        return {id(two): one for one, two in pairs if one.passage.chapter == two.passage.chapter}

    @cached_property
    def below(self) -> Mapping[int, Sentence]:
        """The sentence behind each sentence of a chapter."""
        pairs = zip(self.sentences, self.sentences[1:], strict=False)
        return {id(one): two for one, two in pairs if one.passage.chapter == two.passage.chapter}

    @cached_property
    def numbers(self) -> Mapping[tuple[str, str], Counter[Decimal]]:
        """How often each number stands in a chapter, by the chapter's title and the kind of quantity."""
        found: dict[tuple[str, str], Counter[Decimal]] = defaultdict(Counter)
        for sentence in self.sentences:
            for quantity in sentence.quantities:
                found[sentence.passage.chapter, quantity.kind][quantity.value] += 1
        return found

    @cached_property
    def parents(self) -> Mapping[tuple[int, int], Breakdown]:
        """The breakdown that a quantity is a part of, by sentence (its identity) and offset."""
        return {
            (id(one.sentence), part.start): one for one in reversed(self.breakdowns) for part in one.parts
        }

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every printed line of the text, as written."""
        return tuple(line for chapter in self.chapters for line in chapter.lines)

    @property
    def wording(self) -> str | None:
        """The form whose words the text uses: that of the table, or of the year when there is no table."""
        if self.form is not None:
            return self.form
        return edition_id_for(self.year) if self.year is not None and 2014 <= self.year <= 2100 else None

    def cell(self, code: str) -> Decimal | None:
        """The value of a cell; None when it is blank, missing, or the form has no such row."""
        return _decimal(self.values.get(code))

    def last_year(self, code: str) -> Decimal | None:
        """The value of the cell in last year's report; None when it is not known."""
        return None if self.previous is None else _decimal(self.previous.get(code))


Check = Callable[[Reading], Iterator[Finding]]
"""A check of the text. It yields what it finds, in reading order."""


def _decimal(value: Number | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
