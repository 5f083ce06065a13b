"""Shares: 占X%, against the numbers they are made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.numerals import shown
from gongkai.rules.relations.prose.parts import Breakdown
from gongkai.rules.relations.prose.quantities import Quantity
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.rows import wording_of
from gongkai.rules.relations.prose.sentences import PREVIOUS, SO_FAR, THIS, Sentence

_SHARE = re.compile(r"占(?!地|用|有|道)|所占|比重|比例")
_NEUTRAL = re.compile(
    r"[，（]?(?:所)?占(?:比|比例|比重|总数|总量|总体|总|全部|全年|公开|信息|主动|政府|政务|申请|受理|收到|办结|答复|件数|条数|数量?|的|为|达到?|"
    r"约|近|：)*"
)
"""Words between a number and its share that name no base of their own."""
_OWN_PART = re.compile(r"[，（、]?(?!所|其|约|共|均|比|总|合计|大约)[一-龥]{2,10}(?<!比例)(?<!比重)(?<!所)占")
"""A share of something that is named without its number: 其他2822件，即办件占86.5%."""
_GROUPS = frozenset({"类", "项", "种"})
"""Units of what only groups the numbers before it: 三类占75.2%."""
_RATE = re.compile(r"([一-龥]{1,8}率)[^率%]{0,6}$")
IN_HAND = re.compile(r"正在办理|在办|办理中|正办理|正在落实|正在推进|列入计划|正在处理")


def check(reading: Reading) -> Iterator[Finding]:
    """Shares that their own numbers do not give, and those above one hundred."""
    for sentence in reading.sentences:
        for quantity in sentence.quantities:
            if quantity.kind != "share" or quantity.delta:
                continue
            if rate_name(sentence, quantity):
                continue
            if _SHARE.search(_lead(sentence, quantity)) or _after_base(sentence, quantity):
                yield from _share(reading, sentence, quantity)
            elif sentence.text[quantity.start - 1 : quantity.start] == "（":
                yield from _bracketed(reading, sentence, quantity)
        yield from _whole_shares(sentence)


def gives(part: Decimal, whole: Decimal, percent: Quantity) -> bool:
    """Whether part/whole printed with these decimals can read so, rounded or cut off; 约 allows one more."""
    if whole <= 0:
        return False
    step = Decimal(1).scaleb(-percent.decimals)
    gap = part * 100 / whole - percent.value
    return abs(gap) < step * 2 if percent.vague else abs(gap) < step


def percent_of(part: Decimal, whole: Decimal, decimals: int = 1) -> str:
    """part/whole in percent with at least one decimal, for a message."""
    step = Decimal(1).scaleb(-max(decimals, 1))
    return f"{shown((part * 100 / whole).quantize(step, ROUND_HALF_UP))}%"


def rate_name(sentence: Sentence, quantity: Quantity) -> str | None:
    """办结率, 按时答复率: the rate that the percentage states; None when it states none or may pass one hundred."""
    match = _RATE.search(_lead(sentence, quantity))
    if match is None or re.search(r"占", match[0]):
        return None
    return re.sub(
        r"^.*?(?=(?:按时|按期|及时)?(?:办结|办复|办理|答复|回复|满意|采纳|解决|处理|公开)率)",
        "",
        match[1],
        count=1,
    )


def counts_of(sentence: Sentence, quantity: Quantity) -> list[Quantity]:
    """The counts of the sentence that stand before the percentage in its own segment."""
    begin, _ = sentence.segment(quantity)
    return [
        q
        for q in sentence.quantities
        if q.kind == "count"
        and not q.delta
        and begin <= q.start < quantity.start
        and sentence.scope(q) != PREVIOUS
    ]


def _lead(sentence: Sentence, quantity: Quantity) -> str:
    return sentence.far(quantity)[-24:]


def impossible(sentence: Sentence, percent: Quantity, what: str) -> Finding:
    """A share or a rate above one hundred."""
    return Finding(
        rule="text.share-above-100",
        severity="error",
        message=f"{what}写作{percent.printed}，这类比率不会超过100%，请核对。",
        where=sentence.place(percent),
        expected="≤100%",
        found=f"{shown(percent.value)}%",
    )


def _share(reading: Reading, sentence: Sentence, percent: Quantity) -> Iterator[Finding]:
    if percent.value > 100:
        yield impossible(sentence, percent, "占比")
        return
    part = _part_of(sentence, percent)
    if part is None or not part.exact:
        return
    home = reading.parents.get((id(sentence), part.start))
    words = sentence.text[part.end : percent.start]
    whole = _whole_in_words(reading, words)
    if whole is not None and whole.cell >= part.value:
        explicit = [whole.cell, *([home.total.value] if home else [])]
        bases = explicit if whole.explicit else [*explicit, *_bases(reading, sentence, part)]
        if not any(gives(part.value, base, percent) for base in bases):
            named = f"{whole.label}{shown(whole.cell)}{part.unit}"
            yield _wrong_share(sentence, percent, part, whole.cell, named, sure=True)
        return
    stated = _named_base(sentence, part, percent)
    base = stated or (home.total if home else _stated_base(sentence, part))
    sure = bool(home or stated)
    if base is None and _NEUTRAL.fullmatch(words):
        base = _base_above(reading, sentence, part)
    if base is None or not base.exact or base.value < part.value:
        return
    tried: Iterable[Decimal] = [stated.value] if stated else _bases(reading, sentence, part)
    if home and not stated and _shares_of(sentence, home, part):
        tried = [home.total.value]
    if any(gives(part.value, whole, percent) for whole in tried):
        return
    yield _wrong_share(sentence, percent, part, base.value, base.shown, sure=sure)


def _shares_of(sentence: Sentence, home: Breakdown, part: Quantity) -> bool:
    """Whether the other parts of the list, at least two, all have a share behind them that is of its total."""
    others = [q for q in home.parts if q is not part]
    behind = [next((p for p in sentence.quantities if p.start > q.start), None) for q in others]
    return len(others) >= 2 and all(
        percent is not None and percent.kind == "share" and gives(q.value, home.total.value, percent)
        for q, percent in zip(others, behind, strict=True)
    )


def _bracketed(reading: Reading, sentence: Sentence, percent: Quantity) -> Iterator[Finding]:
    """同意公开6件（50.0%）: the share of a part of a list, when nothing else in the chapter gives the percentage."""
    before = [q for q in sentence.quantities if q.end == percent.start - 1]
    home = reading.parents.get((id(sentence), before[0].start)) if before else None
    if home is None or not before[0].exact or home.total.value < before[0].value or percent.vague:
        return
    part, tried = before[0], [home.total.value]
    if not _shares_of(sentence, home, part):
        tried.extend(_bases(reading, sentence, part))
    if not any(gives(part.value, whole, percent) for whole in tried):
        yield _wrong_share(sentence, percent, part, home.total.value, home.total.shown, sure=True)


@dataclass(frozen=True, slots=True)
class _Whole:
    """The row of the form that the words name as the base of a share."""

    label: str
    cell: Decimal
    explicit: bool
    """The words leave no other base (全年主动公开总数, not 总数)."""


def _whole_in_words(reading: Reading, words: str) -> _Whole | None:
    for row in wording_of(reading.wording or "").wholes:
        match = row.words.search(words)
        cells = [reading.cell(code) for code in row.codes]
        known = [cell for cell in cells if cell is not None]
        if match and known and len(known) == len(cells) and sum(known) > 0:
            return _Whole(row.label, sum(known, Decimal(0)), bool(row.explicit.search(match[0])))
    return None


def _base_above(reading: Reading, sentence: Sentence, part: Quantity) -> Quantity | None:
    """The chief number of the sentence before, which a share without a base of its own is of."""
    above = reading.above.get(id(sentence))
    if above is None:
        return None
    counts = [q for q in above.quantities if q.unit == part.unit and q.exact and q.value >= part.value]
    return next((q for q in counts if above.scope(q) in (THIS, SO_FAR, None)), None)


def _part_of(sentence: Sentence, percent: Quantity) -> Quantity | None:
    """The count whose share is given: the last one before the percentage that is not the base itself."""
    before = [q for q in sentence.quantities if q.start < percent.start]
    if len(before) >= 2 and _is_base(sentence, before[-1], percent):
        before = before[:-1]
    if not before or before[-1].kind not in ("count", "money"):
        return None
    between = sentence.text[before[-1].end : percent.start]
    if re.search(r"[；。]", between) or len(between) > 24 or _OWN_PART.match(between):
        return None
    return _together(before) if before[-1].unit in _GROUPS else before[-1]


def _together(before: list[Quantity]) -> Quantity | None:
    """甲类200条、乙类150条、丙类116条，三类占75.2%: the part is the sum of the last three."""
    group, listed = before[-1], before[:-1]
    parts = listed[-int(group.value) :] if 2 <= group.value <= len(listed) else []
    same = parts and all(q.unit == parts[0].unit and q.kind == "count" and q.exact for q in parts)
    if not same or parts[0].unit in _GROUPS:
        return None
    whole = sum((q.value for q in parts), Decimal(0))
    said = f"{group.printed}共{shown(whole)}{parts[0].unit}"
    return replace(parts[-1], value=whole, printed=said, end=group.end)


def _is_base(sentence: Sentence, quantity: Quantity, percent: Quantity) -> bool:
    """占15条的86.7%: the number between 占 and the percentage is what the share is of."""
    named = re.search(r"占[^，。；]{0,10}$", sentence.text[: quantity.start])
    return bool(named) and not re.search(r"[，。；]", sentence.text[quantity.end : percent.start])


def _after_base(sentence: Sentence, percent: Quantity) -> bool:
    before = [q for q in sentence.quantities if q.start < percent.start]
    return bool(before) and _is_base(sentence, before[-1], percent)


def _named_base(sentence: Sentence, part: Quantity, percent: Quantity) -> Quantity | None:
    between = [q for q in sentence.quantities if part.start < q.start < percent.start]
    return between[0] if len(between) == 1 and _is_base(sentence, between[0], percent) else None


def _stated_base(sentence: Sentence, part: Quantity) -> Quantity | None:
    """The only other count of the unit before the part, when the sentence has just one."""
    begin, _ = sentence.segment(part)
    others = [q for q in sentence.quantities if begin <= q.start < part.start and q.unit == part.unit]
    return others[0] if len(others) == 1 and sentence.scope(others[0]) == sentence.scope(part) else None


def _bases(reading: Reading, sentence: Sentence, part: Quantity) -> Iterable[Decimal]:
    """Every number that the share may be meant of: in the chapter, and the cells of the table."""
    said = reading.numbers[sentence.passage.chapter, part.kind]
    yield from (value for value, times in said.items() if value != part.value or times > 1)
    yield from (value for code in reading.values if (value := reading.cell(code)) is not None)


def _wrong_share(
    sentence: Sentence, percent: Quantity, part: Quantity, base: Decimal, named: str, *, sure: bool
) -> Finding:
    right = percent_of(part.value, base, percent.decimals)
    return Finding(
        rule="text.share",
        severity="error" if sure else "warning",
        message=f"“{part.printed}”写作占{percent.printed}，但{part.shown}占{named}的{right}，两者不符。",
        where=sentence.place(percent),
        expected=right,
        found=f"{shown(percent.value)}%",
    )


def _whole_shares(sentence: Sentence) -> Iterator[Finding]:
    """Shares of one whole, listed one after another, that pass one hundred by more than rounding."""
    shares = [
        q
        for q in sentence.quantities
        if q.kind == "share" and not q.delta and re.search(r"占[^，。；]{0,8}$", sentence.text[: q.start])
    ]
    if len(shares) < 3 or any(q.value > 100 for q in shares):
        return
    total = sum((q.value for q in shares), Decimal(0))
    slack = sum((Decimal(1).scaleb(-q.decimals) for q in shares), Decimal(0))
    rest = bool(re.match(r"^(?:和|及|以及)?其[他它余]", sentence.near(shares[-1])))
    fits = abs(total - 100) <= slack if rest else total <= 100 + slack
    if fits or any(_part_of(sentence, q) for q in shares):
        return
    terms = "+".join(shown(q.value) for q in shares)
    yield Finding(
        rule="text.shares-sum",
        severity="warning",
        message=f"各项占比相加是{shown(total)}%（{terms}），{'超过' if total > 100 else '不到'}100%，请核对。",
        where=sentence.place(shares[0]),
        expected="100%",
        found=f"{shown(total)}%",
    )
