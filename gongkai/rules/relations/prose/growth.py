"""Growth against its base: 比上年增长20%, 同比增加12条, in the sentence itself and against last year's report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.rules.relations.finding import Finding, Severity
from gongkai.rules.relations.prose.matching import Matched, rows_for
from gongkai.rules.relations.prose.numerals import shown
from gongkai.rules.relations.prose.quantities import Quantity
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.sentences import OTHER, PREVIOUS, SO_FAR, THIS, Sentence
from gongkai.rules.relations.prose.shares import gives, percent_of

_UP = re.compile(r"增长|增加|上升|提高|提升|增幅|多|增")
_DOWN = re.compile(r"压缩|压减|节约|下降|减少|降低|降幅|少|减")
_FROM = re.compile(r"(?:从|由)[^，。；]{0,12}$")
_TO = re.compile(r"[^，。；\d]{0,6}(?:增加|增长|上升|提高|提升|下降|减少|降低|增|降)(?:到|至)")
_FROM_TO = re.compile(r"(?:从|由)[^，。；]{1,20}(?:增加|增长|上升|提高|提升|下降|减少|降低|增|降)(?:到|至)")
_NO_SUBJECT = re.compile(
    r"同比|环比|[比较与同和跟](?:上一?年度?|去年|往年|前年)?|上一?年度?|去年|20\d\d年度?|同期|相比|相[比较]|对比|增长|增加|上升|提高|提升|增幅|增速|"
    r"下降|减少|降低|降幅|幅度|[多少增减了约为达的也均则又再共是到至从由]|数量|总量|总数|条数|件数|主动|公开|政府|政务|信息|发布|申请|收到|受理|"
    r"全年|本年|今年|其中|[条件次篇个人份期]|率|量|数|并|即|□|，"
)
_IS_TIMES = re.compile(
    r"(?:是|为|达到?|相当于)[^，。；]{0,4}(?:上一?年度?|去年|20\d\d年度?)[^，。；]{0,8}的$"
)
_OPENS = re.compile(r"(?:同比|环比|[比较与同和跟相]|增幅|增长率)")
_SINCE = re.compile(r"以来|历年|历次|自20\d\d年")
_COMPARED = re.compile(r"[比较与同和跟](?:上一?年度?|去年|(?:20\d\d)年|往年)|同比|相[比较]")


@dataclass(frozen=True, slots=True)
class _Change:
    """A stated change: what grew, by how much, and which way."""

    sentence: Sentence
    now: Quantity
    change: Quantity
    down: bool
    own: bool
    """``now`` stands in the sentence of the change, not in the one before it."""

    @property
    def words(self) -> str:
        return f"{'下降' if self.down else '增长'}{self.change.printed}"


def check(reading: Reading) -> Iterator[Finding]:
    """Changes that this year's and last year's numbers do not give."""
    above: Sentence | None = None
    for sentence in reading.sentences:
        for quantity in sentence.quantities:
            same = above if above is not None and above.passage is sentence.passage else None
            change = _change(sentence, quantity, same)
            if change is not None:
                yield from _in_text(change, above)
                yield from _against_last_year(reading, change)
            yield from _times_last_year(sentence, quantity)
        yield from _stated_last_year(reading, sentence)
        above = sentence


def _change(sentence: Sentence, quantity: Quantity, above: Sentence | None) -> _Change | None:
    if not quantity.delta or quantity.vague or quantity.kind not in ("share", "count", "money", "times"):
        return None
    begin, _ = sentence.segment(quantity)
    lead = sentence.text[begin : quantity.start]
    if not _COMPARED.search(lead) and not _FROM_TO.search(lead):
        return None
    if _own_subject(sentence, quantity):
        return None
    down = _last(_DOWN, lead) > _last(_UP, lead)
    amounts = [
        q
        for q in sentence.quantities
        if begin <= q.start < quantity.start
        and q.exact
        and q.kind in ("count", "money")
        and (sentence.scope(q) in (THIS, None) or (sentence.scope(q) == SO_FAR and not _SINCE.search(lead)))
    ]
    borrowed = _chief(above, quantity) if not amounts and _OPENS.match(sentence.text) else None
    now = amounts[-1] if amounts else borrowed
    if now is None or (quantity.kind in ("count", "money") and now.unit != quantity.unit):
        return None
    return _Change(sentence, now, quantity, down, borrowed is None)


def _chief(above: Sentence | None, change: Quantity) -> Quantity | None:
    """The number that the sentence before is about: 公开620条，其中……。较2017年的500条增加120条."""
    for quantity in above.quantities if above is not None else ():
        amount = quantity.kind in ("count", "money") and quantity.exact
        if amount and above is not None and above.scope(quantity) in (THIS, SO_FAR, None):
            return quantity if change.kind in ("share", "times") or change.unit == quantity.unit else None
    return None


def _own_subject(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the change names what it is of, and the sentence has not said it before: 点击量增长42%."""
    near = sentence.near(quantity)
    subject = _NO_SUBJECT.sub("", near)
    return len(subject) >= 2 and subject not in sentence.text[: quantity.start - len(near)]


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def _fits(now: Decimal, base: Decimal, change: _Change) -> bool:
    difference = base - now if change.down else now - base
    if change.change.kind in ("count", "money"):
        return difference == change.change.value
    if change.change.kind == "times":
        return abs(difference / base - change.change.value) < Decimal(1).scaleb(-change.change.decimals)
    return difference >= 0 and gives(difference, base, change.change)


def _in_text(change: _Change, above: Sentence | None) -> Iterator[Finding]:
    """The base stands in the sentence or the one before it: 比2017年的620条增长20%."""
    named = _named_year(change)
    bases = _bases(change.sentence, change.now)
    other = [q for q in change.sentence.quantities if named and f"{named}年" in change.sentence.near(q)]
    if named and any(q.unit == change.now.unit and q is not change.change for q in other):
        bases = [q for q in other if q.unit == change.now.unit and not q.delta]
    elif change.sentence.scope(change.change) == OTHER:
        return
    elif not bases and above is not None and above.passage is change.sentence.passage:
        bases = _bases(above, change.now)
    if not bases:
        yield from _percent_of_difference(change)
        return
    amounts = [
        change.now,
        *(q for q in change.sentence.quantities if q.unit == change.now.unit and not q.delta),
    ]
    if any(_fits(now.value, base.value, change) for base in bases for now in amounts):
        return
    yield _finding(change, bases[-1].value, f"上年的{bases[-1].printed}", _severity(change))


def _times_last_year(sentence: Sentence, times: Quantity) -> Iterator[Finding]:
    """705条，是上年（564条）的1.52倍."""
    if times.kind != "times" or times.delta or times.vague or not times.decimals:
        return
    begin, _ = sentence.segment(times)
    lead = sentence.text[begin : times.start]
    if not _IS_TIMES.search(lead) or _own_subject(sentence, times):
        return
    counts = [
        q for q in sentence.quantities if begin <= q.start < times.start and q.kind == "count" and q.exact
    ]
    bases = [q for q in counts if sentence.scope(q) == PREVIOUS and q.value > 0]
    now = [q for q in counts if sentence.scope(q) != PREVIOUS]
    if len(bases) != 1 or not now or now[-1].unit != bases[0].unit:
        return
    ratio = now[-1].value / bases[0].value
    step = Decimal(1).scaleb(-times.decimals)
    if abs(ratio - times.value) >= step:
        right = f"{shown(ratio.quantize(step))}倍"
        yield Finding(
            rule="text.growth",
            severity="error",
            message=f"“{times.printed}”与所列数字不符：本年{now[-1].printed}是上年{bases[0].printed}的{right}。",
            where=sentence.place(times),
            expected=right,
            found=times.printed,
        )


def _percent_of_difference(change: _Change) -> Iterator[Finding]:
    """增加52条，增长25%: the difference gives the base, and the base the percentage."""
    begin, end = change.sentence.segment(change.change)
    differences = [
        q
        for q in change.sentence.quantities
        if q.delta
        and not q.vague
        and q.unit == change.now.unit
        and (max(begin, change.now.start) if change.own else begin) < q.start < end
        and abs(q.start - change.change.start) <= 30
    ]
    if change.change.kind in ("count", "money") or len(differences) != 1:
        return
    difference = differences[0].value
    base = change.now.value + difference if change.down else change.now.value - difference
    if base <= 0 or _fits(change.now.value, base, change):
        return
    way = "减少" if change.down else "增加"
    named = f"按“{way}{differences[0].printed}”推算的上年{shown(base)}{change.now.unit}"
    yield _finding(change, base, named, _severity(change))


def _severity(change: _Change) -> Severity:
    return "error" if change.own else "warning"


def _named_year(change: _Change) -> str | None:
    """The year that the change is compared with (较2014年增长49.7%), None when it names none."""
    lead = change.sentence.text[: change.change.start]
    clause = re.split(r"[，。；]", lead)[-1]
    match = re.search(r"[比较与同和跟](20\d\d)年", clause)
    return match[1] if match else None


def _bases(sentence: Sentence, now: Quantity) -> list[Quantity]:
    """Last year's numbers of the sentence in the unit of this year's."""
    return [
        q
        for q in sentence.quantities
        if q.unit == now.unit
        and q.exact
        and q.value > 0
        and (sentence.scope(q) == PREVIOUS or _goes_from(sentence, q))
    ]


def _goes_from(sentence: Sentence, quantity: Quantity) -> bool:
    """由500条增加到620条: the first number is the base."""
    return bool(_FROM.search(sentence.near(quantity))) and bool(_TO.match(sentence.text[quantity.end :]))


def _against_last_year(reading: Reading, change: _Change) -> Iterator[Finding]:
    """The base stands in last year's report, and where the text gives it as well the two must be one."""
    known = reading.previous is not None and change.own and change.sentence.scope(change.change) != OTHER
    matched = rows_for(reading, change.sentence, change.now)[:1] if known else []
    for row in matched:
        base = row.last_year(reading)
        stated = _bases(change.sentence, change.now)
        if base is None:
            continue
        if stated and all(one.value != base for one in stated):
            yield _last_year(row, stated[-1], base)
        elif not stated and base > 0 and not _fits(change.now.value, base, change):
            yield _finding(change, base, f"上年报告中的{shown(base)}{change.now.unit}", "warning")


def _stated_last_year(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    """A number of last year, given for comparison, is not the one in last year's report."""
    if reading.previous is None:
        return
    for quantity in sentence.quantities:
        if sentence.scope(quantity) != PREVIOUS or not quantity.exact:
            continue
        for row in rows_for(reading, sentence, quantity, any_time=True)[:1]:
            base = row.last_year(reading)
            if base is not None and base != row.value:
                yield _last_year(row, quantity, base)


def _last_year(row: Matched, stated: Quantity, base: Decimal) -> Finding:
    unit = "万元" if row.row.money else stated.unit
    return Finding(
        rule="text.last-year",
        severity="warning",
        message=f"文中说上年是{stated.printed}，上年报告的统计表（{row.row.label}）是{shown(base)}{unit}，两者不符。",
        cells=row.codes,
        where=row.sentence.place(stated),
        expected=float(base) if base % 1 else int(base),
        found=float(stated.value) if stated.value % 1 else int(stated.value),
    )


def _finding(change: _Change, base: Decimal, named: str, severity: Severity) -> Finding:
    now = change.now.value
    difference = abs(now - base)
    way = "增加" if now >= base else "减少"
    right = f"{way}{shown(difference)}{change.now.unit}"
    if change.change.kind not in ("count", "money"):
        right += f"（{percent_of(difference, base, change.change.decimals)}）"
    return Finding(
        rule="text.growth",
        severity=severity,
        message=f"“{change.words}”与所列数字不符：本年{change.now.printed}与{named}相比是{right}。",
        where=change.sentence.place(change.change),
        expected=right,
        found=change.words,
    )
