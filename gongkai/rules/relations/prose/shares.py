"""Shares and rates: 占X%, 办结率X%, against the numbers they are made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.numerals import shown
from gongkai.rules.relations.prose.quantities import Quantity
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.sentences import PREVIOUS, Sentence

_SHARE = re.compile(r"占(?!地|用|有|道)|所占|比重|比例")
_RATE = re.compile(r"([一-龥]{1,8}率)[^率%]{0,6}$")
_MAY_EXCEED = re.compile(r"增长|增幅|增速|完成|点击|利用|超额|达标|发展|回报|转载")
_WHOLE = re.compile(r"全部|均|都|全都|一律|悉数|已(?:按时|按期)?(?:办结|答复|办理|回复)")
_ALL_CLOSED = re.compile(r"(?:全部|均)(?:已)?(?:按时|按期)?(?:办结|办理完毕|答复|办复)")
_RECEIVED = re.compile(r"收到|受理|接到|接收|接受|交办|承办|转办|共|总")
_DONE = {
    "办结": r"办结|办理完毕|办理|办复|处理|完成|解决",
    "办复": r"办复|答复|办结|办理",
    "办理": r"办理|办结|处理",
    "答复": r"答复|回复|办复",
    "回复": r"回复|答复",
    "满意": r"满意",
    "采纳": r"采纳",
    "解决": r"解决",
    "处理": r"处理|办结",
    "公开": r"公开",
    "合格": r"合格",
}
IN_HAND = re.compile(r"正在办理|在办|办理中|正办理|正在落实|正在推进|列入计划|正在处理")


def check(reading: Reading) -> Iterator[Finding]:
    """Shares and rates that their own numbers do not give, and those above one hundred."""
    for sentence in reading.sentences:
        for quantity in sentence.quantities:
            if quantity.kind != "share" or quantity.delta:
                continue
            name = rate_name(sentence, quantity)
            if name:
                yield from _rate(sentence, quantity, name)
            elif _SHARE.search(_lead(sentence, quantity)) or _after_base(sentence, quantity):
                yield from _share(reading, sentence, quantity)
        yield from _whole_shares(sentence)


def gives(part: Decimal, whole: Decimal, percent: Quantity) -> bool:
    """Whether part/whole printed with these decimals can read so, rounded or cut off; 约 allows one more."""
    if whole <= 0:
        return False
    step = Decimal(1).scaleb(-percent.decimals)
    allowed = step * 2 if percent.vague else step
    return abs(part * 100 / whole - percent.value) < allowed


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
        r"^.*?(?=(?:按时|按期|及时)?(?:办结|办复|办理|答复|回复|满意|采纳|解决|处理|公开)率)", "", match[1]
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


def _impossible(sentence: Sentence, percent: Quantity, what: str) -> Finding:
    return Finding(
        rule="text.share-above-100",
        severity="error",
        message=f"{what}写作{percent.printed}，这类比率不会超过100%，请核对。",
        where=sentence.place(percent),
        expected="≤100%",
        found=f"{shown(percent.value)}%",
    )


def _rate(sentence: Sentence, percent: Quantity, name: str) -> Iterator[Finding]:
    if _MAY_EXCEED.search(name):
        return
    if percent.value > 100:
        yield _impossible(sentence, percent, f"“{name}”")
        return
    counts = counts_of(sentence, percent)
    begin, _ = sentence.segment(percent)
    said = sentence.text[slice(*sentence.segment(percent))]
    closing = re.search(r"办结率|办复率|答复率", name) and "其中" not in said
    if len(counts) == 1 and percent.value < 100 and closing and _ALL_CLOSED.search(said):
        yield _all_closed(sentence, percent, counts[0], name)
    if len(counts) < 2 or _explained(counts, percent):
        return
    if percent.value == 100 and _WHOLE.search(sentence.text[begin : percent.start]):
        return
    pair = _pair(sentence, counts, name)
    if pair is None:
        return
    done, received = pair
    yield Finding(
        rule="text.rate",
        severity="error",
        message=(
            f"“{name}{percent.printed}”与所列数字不符：{done.printed}除以{received.printed}"
            f"是{percent_of(done.value, received.value, percent.decimals)}。"
        ),
        where=sentence.place(percent),
        expected=percent_of(done.value, received.value, percent.decimals),
        found=f"{shown(percent.value)}%",
    )


def _all_closed(sentence: Sentence, percent: Quantity, count: Quantity, name: str) -> Finding:
    return Finding(
        rule="text.rate",
        severity="error",
        message=f"这一句说{count.printed}全部办结，却写{name}{shown(percent.value)}%，全部办结应为100%。",
        where=sentence.place(percent),
        expected="100%",
        found=f"{shown(percent.value)}%",
    )


def _explained(counts: list[Quantity], percent: Quantity) -> bool:
    """Some two of the counts, or the sum of two over a third in one unit, give the percentage."""
    for whole in counts:
        if any(gives(part.value, whole.value, percent) for part in counts if part is not whole):
            return True
        same = [q for q in counts if q.unit == whole.unit and q is not whole]
        if any(
            one.value + other.value <= whole.value and gives(one.value + other.value, whole.value, percent)
            for i, one in enumerate(same)
            for other in same[i + 1 :]
        ):
            return True
    return False


def _pair(sentence: Sentence, counts: list[Quantity], name: str) -> tuple[Quantity, Quantity] | None:
    """The done and the received of a rate, when the sentence names exactly one of each in one unit."""
    stem = next((stem for stem in _DONE if stem in name), name[-3:-1])
    words = _DONE.get(stem, stem)
    exact = [q for q in counts if q.exact]
    done = [
        q for q in exact if re.search(words, _words(sentence, q)) and not _RECEIVED.search(sentence.near(q))
    ]
    received = [q for q in exact if q not in done and _RECEIVED.search(_words(sentence, q))]
    if (
        (len(done), len(received)) != (1, 1)
        and len(exact) >= 2
        and re.search(stem, _words(sentence, exact[-1]))
    ):
        # 办理来信1320件，办结1298件: what stands just before is what came, whatever its verb.
        received, done = exact[-2:-1], exact[-1:]
    if len(done) == 1 and len(received) == 1 and done[0].unit == received[0].unit and received[0].value > 0:
        return done[0], received[0]
    return None


def _words(sentence: Sentence, quantity: Quantity) -> str:
    return f"{sentence.near(quantity)}#{sentence.tail(quantity)}"


def _share(reading: Reading, sentence: Sentence, percent: Quantity) -> Iterator[Finding]:
    if percent.value > 100:
        yield _impossible(sentence, percent, "占比")
        return
    part = _part_of(sentence, percent)
    if part is None or not part.exact:
        return
    home = reading.parents.get((id(sentence), part.start))
    named = _named_base(sentence, part, percent)
    base = named or (home.total if home else _stated_base(sentence, part))
    if base is None or not base.exact or base.value < part.value:
        return
    bases = [named.value] if named else _bases(reading, sentence, part)
    if any(gives(part.value, whole, percent) for whole in bases):
        return
    yield _wrong_share(sentence, percent, part, base, sure=bool(home or named))


def _part_of(sentence: Sentence, percent: Quantity) -> Quantity | None:
    """The count whose share is given: the last one before the percentage that is not the base itself."""
    before = [q for q in sentence.quantities if q.start < percent.start]
    if len(before) >= 2 and _is_base(sentence, before[-1], percent):
        before = before[:-1]
    if not before or before[-1].kind not in ("count", "money"):
        return None
    between = sentence.text[before[-1].end : percent.start]
    return None if re.search(r"[；。]", between) or len(between) > 24 else before[-1]


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
    sentence: Sentence, percent: Quantity, part: Quantity, base: Quantity, *, sure: bool
) -> Finding:
    right = percent_of(part.value, base.value, percent.decimals)
    return Finding(
        rule="text.share",
        severity="error" if sure else "warning",
        message=f"“{part.printed}”写作占{percent.printed}，但{part.shown}占{base.shown}的{right}，两者不符。",
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
