"""Sentences: a passage cut at its full stops, with its quantities and the year each of them speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gongkai.rules.forms.paper import Place
from gongkai.rules.relations.prose.numerals import spoken_year
from gongkai.rules.relations.prose.passages import Passage
from gongkai.rules.relations.prose.quantities import Quantity, quantities_in

THIS, PREVIOUS, OTHER, SO_FAR, PART = "this", "previous", "other", "so far", "part"
"""What a quantity speaks of: the year of the report, the year before, another, all years up to now, some months."""

_LONGEST = 3000
"""Characters of one sentence."""
_TAIL_END = re.compile(r"[，。；：、（）！？]")
_STOP = re.compile(r"[。！？](?!其中|具体(?:为|是|如下)|分别)")
_MASKED = re.compile(
    r"《[^《》]{0,120}》|〔[^〔〕]{0,40}〕|(?:https?://|www\.)[A-Za-z0-9_./?=&%-]+|"
    r"(?<![A-Za-z0-9_.-])[A-Za-z0-9_.-]{1,64}@[A-Za-z0-9_.-]+|"
    r"“[^“”]{0,40}[\d一二三四五六七八九十两][^“”]{0,40}”|\d{3,4}-\d{7,8}|(?<!\d)1\d{10}(?!\d)|\d{1,2}:\d{2}"
)
_MARKER = re.compile(
    r"(?P<year>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})年|"
    r"(?P<previous>上一?年度?(?!的?结转|度?遗留)|去年|往年|前年|同期)|"
    r"(?P<this>本年度?|今年|全年|年内|当年|这一年|一年来|报告期)|"
    r"(?P<so_far>截[至止]|历年|历次|以来)|"
    r"(?P<part>上半年|下半年|第?[一二三四1-4]季度|(?<![\d年])\d{1,2}-\d{1,2}月|(?<!\d)\d{1,2}月(?:份|底|初|中旬|上旬|下旬)?(?!\d))"
)
_BRACKETED = re.compile(
    r"(?<=[一-龥□])(?<![年月日期])（共?\d+(?:\.\d+)?[万亿]?(?!年|月|日|天|号)[一-龥]{1,2}）(?!的)"
)
"""A name with its number in brackets."""
_COMPARED = re.compile(r"(?:[比较与同和跟]|相比|相较于?|对比)$")
_CLAUSE_END = re.compile(r"[，。；：（）、]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``text`` has titles of documents, document numbers and addresses masked, same length as printed."""

    passage: Passage
    start: int
    """Offset of the sentence in its passage."""
    text: str
    printed: str
    """The sentence before masking."""
    quantities: tuple[Quantity, ...]
    scopes: tuple[str | None, ...]
    """For each quantity THIS, PREVIOUS, OTHER, SO_FAR or PART; None when the sentence names no time."""
    order: Mapping[int, int]
    """From the offset of a quantity to its number in ``quantities``."""

    def place(self, quantity: Quantity | None = None) -> Place:
        """Where the quantity (or the sentence) stands in the file."""
        return self.passage.place(self.start + (quantity.start if quantity else 0))

    def scope(self, quantity: Quantity) -> str | None:
        """The time that a quantity of this sentence speaks of."""
        return self.scopes[self.order[quantity.start]]

    def same_time(self, one: Quantity, other: Quantity) -> bool:
        """Whether two quantities speak of one time; without a word about time it is the year of the report."""
        return (self.scope(one) or THIS) == (self.scope(other) or THIS)

    def near(self, quantity: Quantity) -> str:
        """The words before the number in its own clause, from the last clause mark or the quantity before it.

        Items joined by ``、`` without numbers of their own (镇级、村级公开栏) stay together.
        """
        text = re.sub(r"（[^（）]*）", "", self.far(quantity))
        cut = max(text.rfind(mark) for mark in "，。；：（")
        return text[cut + 1 :].lstrip("、）")

    def far(self, quantity: Quantity) -> str:
        """Everything before the number back to the quantity before it or the beginning of the sentence."""
        at = self.order[quantity.start]
        return self.text[self.quantities[at - 1].end if at else 0 : quantity.start]

    def tail(self, quantity: Quantity) -> str:
        """The words behind the unit in the same clause."""
        at = self.order[quantity.start] + 1
        following = self.quantities[at].start if at < len(self.quantities) else len(self.text)
        text = self.text[quantity.end : following]
        match = _TAIL_END.search(text)
        return text[: match.start()] if match else text

    def segment(self, quantity: Quantity) -> tuple[int, int]:
        """The part of the sentence between ``；`` that holds the quantity, as offsets."""
        begin = self.text.rfind("；", 0, quantity.start) + 1
        end = self.text.find("；", quantity.end)
        return begin, len(self.text) if end < 0 else end


def sentences_of(passages: Iterable[Passage], year: int | None) -> tuple[Sentence, ...]:
    """All sentences; ``year`` is the year of the report, by which 2017年 is told from 2018年."""
    return tuple(sentence for passage in passages for sentence in _sentences(passage, year))


def _sentences(passage: Passage, year: int | None) -> Iterator[Sentence]:
    masked = _BRACKETED.sub(_without_brackets, mask(passage.text))
    begin = 0
    for end in _ends(masked):
        text = masked[begin:end]
        if text:
            quantities = tuple(_countable(text))
            scopes = tuple(_scope(text, quantity, year) for quantity in quantities)
            order = {quantity.start: number for number, quantity in enumerate(quantities)}
            yield Sentence(passage, begin, text, passage.text[begin:end], quantities, scopes, order)
        begin = end


def _ends(masked: str) -> Iterator[int]:
    """Where each sentence ends. One that nobody would write (no stop for thousands of characters) is cut."""
    begin = 0
    for end in [*(match.end() for match in _STOP.finditer(masked)), len(masked)]:
        while end - begin > _LONGEST:
            cut = masked.rfind("，", begin, begin + _LONGEST)
            begin = cut + 1 if cut > begin else begin + _LONGEST
            yield begin
        yield end
        begin = end


def mask(text: str) -> str:
    """The text with titles, document numbers, addresses and numbers in quotation marks replaced by ``□``.

    Quotation marks around a channel (“和美邵岗”微信公众号) stay: it says where something was published.
    """
    return _MASKED.sub(lambda match: "□" * len(match[0]), text)


def _without_brackets(match: re.Match[str]) -> str:
    """公开栏（3.7万元）和宣传品（1.5万元） reads as 公开栏为3.7万元，和宣传品为1.5万元，; what explains a number
    (12篇（9篇）) stays in its brackets."""
    if re.search(r"\d[一-龥%]{0,3}$", match.string[max(0, match.start() - 6) : match.start()]):
        return match[0]
    return f"为{match[0][1:-1]}，"


def _countable(text: str) -> Iterator[Quantity]:
    for quantity in quantities_in(text):
        if quantity.kind != "time":
            yield quantity


def year_in(text: str) -> int:
    """The year that the digits or the read-out numerals of a marker name."""
    return int(text) if text.isdigit() else spoken_year(text) or 0


def _scope(text: str, quantity: Quantity, year: int | None) -> str | None:
    found: str | None = None
    for match in _MARKER.finditer(text, 0, quantity.start):
        compared = bool(_COMPARED.search(text[max(0, match.start() - 3) : match.start()]))
        if compared and _CLAUSE_END.search(text[match.end() : quantity.start]):
            continue
        named = _named(match, year, text)
        if named is not None and not (
            named == PART and _CLAUSE_END.search(text[match.end() : quantity.start])
        ):
            found = named
    return found


def _named(match: re.Match[str], year: int | None, text: str) -> str | None:
    if match["year"]:
        if re.match(r"(?:度)?(?:[1-9]|1[0-2])月|(?:以来|起)", text[match.end() : match.end() + 4]):
            return None
        named = year_in(match["year"])
        if year is None or named == year:
            return THIS
        return PREVIOUS if named == year - 1 else OTHER
    if match["previous"]:
        return PREVIOUS
    if match["this"]:
        return THIS
    return SO_FAR if match["so_far"] else PART
