"""Which row of the form a number in the text speaks of, as cautiously as a clerk would say it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from gongkai.rules.relations.prose.labels import channels_named
from gongkai.rules.relations.prose.quantities import Quantity
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.rows import TextRow, wording_of
from gongkai.rules.relations.prose.sentences import OTHER, PART, PREVIOUS, SO_FAR, THIS, Sentence

_WISH = re.compile(r"力争|计划|(?<!虚)拟|目标任务|争取|打算|应(?:当|公开)|要求(?:各|每)|不少于|下达|指标任务")
_PLANNED = re.compile(r"将(?!军)|要|力争|计划|打算|争取|目标|[明来]年|下一?年|下一步|以上|继续|进一步")
_NEARBY = 30
"""Characters before a number in which another subject (扶贫, 安全生产) takes it away from a loose row."""
_MANY_CHANNELS = re.compile(r"等|各种|多种|多渠道|各类渠道|不同|各渠道|所有|全部")
_ABOVE = re.compile(
    r"(?:^|[，；。])[^，；。]{0,6}[省市县区州](?:人民)?政府(?:全年|今年|本年度?|20\d\d年度?|共|累计|，)*(?:主动)?公开(?!栏)|"
    r"全[省市县区州](?!统一|公开)|[我本][省市县区州](?!统一)"
)
_BESIDE = re.compile(
    r"办公室|部门|各?乡镇|各街道|街道(?=#)|本级|站所|各村|村委会|社区|各单位|下属|所属|机关各"
)
_EVERYONE = re.compile(r"各级|全[省市县区州镇乡]|各(?:村|乡镇)[^，。；]{0,6}各")
_SINCE = re.compile(r"以来|历年|历次|自20\d\d年")
_WAN = {"元": Decimal(10_000), "万元": Decimal(1), "亿元": Decimal(1) / Decimal(10_000)}


@dataclass(frozen=True, slots=True)
class Matched:
    """A number of the text and the row that it speaks of."""

    row: TextRow
    sentence: Sentence
    quantity: Quantity
    sure: bool
    """The words leave no other meaning: text and table cannot both be right when they differ."""

    @property
    def codes(self) -> tuple[str, ...]:
        return self.row.codes

    @property
    def value(self) -> Decimal:
        """The number in the unit of the row (money in 万元)."""
        return in_wan(self.quantity) if self.row.money else self.quantity.value

    def cell(self, reading: Reading) -> Decimal | None:
        """What the table says; None when one of the cells is blank or missing."""
        return _sum([reading.cell(code) for code in self.codes])

    def last_year(self, reading: Reading) -> Decimal | None:
        """What last year's table says; None when it is not known."""
        return _sum([reading.last_year(code) for code in self.codes])


def _sum(values: list[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def in_wan(quantity: Quantity) -> Decimal:
    """Money in 万元."""
    return quantity.value / _WAN.get(quantity.unit, Decimal(1))


def rows_for(
    reading: Reading, sentence: Sentence, quantity: Quantity, *, any_time: bool = False, inexact: bool = False
) -> list[Matched]:
    """The rows that the quantity can be, the most particular first; mostly none or one.

    ``any_time`` also takes numbers of another year, ``inexact`` also 700余条.
    """
    if reading.wording is None or quantity.kind not in ("count", "money") or quantity.delta:
        return []
    if (quantity.vague and not inexact) or _only_planned(reading, sentence, quantity):
        return []
    clause = f"{_near(sentence, quantity)}#{sentence.tail(quantity)}"
    around = f"{_around(sentence, quantity)}#{sentence.tail(quantity)}"
    if _WISH.search(around):
        return []
    found: list[Matched] = []
    for row in wording_of(reading.wording).rows:
        if (
            row.each == quantity.each
            and quantity.unit in row.units
            and row.match.search(clause)
            and _fits(row, sentence, quantity, around)
        ):
            doubt = _doubt(reading, row, sentence, quantity, around, any_time=any_time)
            if doubt is not None:
                sure = row.exact and not doubt and "plan" not in sentence.passage.topics
                found.append(Matched(row, sentence, quantity, sure))
    return found


def _around(sentence: Sentence, quantity: Quantity) -> str:
    """The words back to the quantity before it, or to the last ； or ： outside brackets."""
    far = re.sub(r"^（[^（）]*）", "", sentence.far(quantity))
    flat = re.sub(r"（[^（）]*）", lambda match: "□" * len(match[0]), far)
    return far[max(flat.rfind("；"), flat.rfind("：")) + 1 :]


def _near(sentence: Sentence, quantity: Quantity) -> str:
    """The words before the number; for a second number on one thing (培训3期210人次) those before the first."""
    near = sentence.near(quantity)
    at = sentence.order[quantity.start]
    if near or not at:
        return near
    first = sentence.quantities[at - 1]
    between = sentence.text[first.end : quantity.start]
    return sentence.near(first) if between in ("", "（", "、", "，") and first.unit != quantity.unit else near


def _only_planned(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a number in a chapter of plans is one, or tells after all what was done in the year of the report."""
    topics = sentence.passage.topics
    if "plan" not in topics:
        return False
    named = reading.year is not None and f"{reading.year}年" in sentence.text
    told = named or ("problems" in topics and sentence.scope(quantity) == THIS)
    return not told or bool(_PLANNED.search(sentence.text))


def _fits(row: TextRow, sentence: Sentence, quantity: Quantity, around: str) -> bool:
    before = sentence.text[: quantity.start]
    if row.topics and not row.topics & sentence.passage.topics:
        return False
    if row.never is not None and row.never.search(around):
        return False
    if (
        row.rival is not None
        and row.subject is not None
        and _last(row.rival, before) > _last(row.subject, before)
    ):
        return False
    if row.need is not None and not row.need.search(sentence.text + sentence.passage.chapter):
        return False
    if (
        row.around is not None
        and "capacity" not in sentence.passage.topics
        and not row.around.search(sentence.passage.text + sentence.passage.chapter)
    ):
        return False
    if row.block is not None:
        begin, _ = sentence.segment(quantity)
        nearby = sentence.text[max(begin, quantity.start - _NEARBY) : quantity.start]
        if row.block.search(f"{nearby}#{sentence.tail(quantity)}"):
            return False
    return not (row.one_channel and channels_named(around) == 1 and not _MANY_CHANNELS.search(around))


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _doubt(
    reading: Reading, row: TextRow, sentence: Sentence, quantity: Quantity, around: str, *, any_time: bool
) -> bool | None:
    """Whether the number may have another scope than the row; None when it certainly has."""
    scope = sentence.scope(quantity)
    if not any_time and (scope in (OTHER, PART) or (scope == PREVIOUS and not row.carried)):
        return None
    if scope == SO_FAR and _SINCE.search(sentence.text):
        return None
    if reading.body is not None and reading.body.level == "town" and _ABOVE.search(around):
        return None
    if _BESIDE.search(sentence.near(quantity)) and not _EVERYONE.search(sentence.near(quantity)):
        return None
    bracketed = bool(re.search(r"（[^（）]*）[^，。；#]{0,2}#", around))
    return (
        scope == SO_FAR or "累计" in around or "其中" in around or bracketed or bool(_BESIDE.search(around))
    )
