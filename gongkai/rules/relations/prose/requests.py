"""Applications and proposals: what came against what was closed, what is in hand and what was carried over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rules.relations.finding import Finding, Severity
from gongkai.rules.relations.prose.numerals import shown
from gongkai.rules.relations.prose.quantities import Quantity
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.sentences import PREVIOUS, Sentence

_CAME = re.compile(r"[收接]到|提出|受理|新收|交办|承办|转办")
_CLOSED = re.compile(r"(?<!未)(?:办结|办理完毕|答复|办复|处理完毕|已办理|解决)(?!率)")
_OPEN = re.compile(
    r"正在办理|在办|办理中|未办结|尚未办结|未答复|正在处理|待办|结转(?:至)?(?:下|次|明)|列入计划"
)
_CARRIED_IN = re.compile(r"上一?年度?结转|上年度?遗留|结转上年|跨年")
_ALL_CLOSED = re.compile(
    r"(?:已|均已|均|全部|已全部|现已全部|都已)(?:按时|按期)?(?:办结|答复|办理完毕)(?!率|[^，。；]{0,4}\d)"
)


def check(reading: Reading) -> Iterator[Finding]:
    """Received = closed + in hand, in one sentence; 全部办结 against the rows of the table."""
    for sentence in reading.sentences:
        yield from _balance(sentence)
        yield from _balance_above(reading, sentence)
        yield from _with_carried(sentence)
        if "requests" in sentence.passage.topics:
            yield from _all_closed(reading, sentence)


def _balance(sentence: Sentence) -> Iterator[Finding]:
    for begin, end in _segments(sentence):
        text = sentence.text[begin:end]
        if _CARRIED_IN.search(text) or "等" in text:
            continue
        counts = [q for q in sentence.quantities if q.kind == "count" and begin <= q.start < end]
        came = [q for q in counts if _is(sentence, q, _CAME) and not _is(sentence, q, _OPEN)]
        closed = [
            q for q in counts if q not in came and _is(sentence, q, _CLOSED) and not _is(sentence, q, _OPEN)
        ]
        open_ = [
            q for q in counts if q not in came and _is(sentence, q, _OPEN) and not _is(sentence, q, _CLOSED)
        ]
        if len(came) == len(closed) == len(open_) == 1:
            together = [
                q for q in counts if came[0].start < q.start < closed[0].start and _is_total(sentence, q)
            ]
            yield from _compared(sentence, (together or came)[-1], closed[0], open_[0])


def _balance_above(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    """收到申请9件。已办结8件，正在办理2件。: what came was said in a sentence before it, of the same paragraph."""
    counts = [q for q in sentence.quantities if q.kind == "count"]
    closed = [q for q in counts if _is(sentence, q, _CLOSED) and not _is(sentence, q, _OPEN)]
    hand = [q for q in counts if _is(sentence, q, _OPEN) and not _is(sentence, q, _CLOSED)]
    if len(closed) != 1 or len(hand) != 1 or any(_is(sentence, q, _CAME) for q in counts):
        return
    above = reading.above.get(id(sentence))
    while above is not None and above.passage is sentence.passage:
        came = [q for q in above.quantities if _is(above, q, _CAME) and not _is(above, q, _OPEN)]
        if _CARRIED_IN.search(above.text):
            return
        if came:
            one = came[0]
            together = closed[0].value + hand[0].value
            plain = (
                one.exact and closed[0].exact and hand[0].exact and one.unit == closed[0].unit == hand[0].unit
            )
            if plain and together != one.value and "等" not in sentence.text:
                yield _unbalanced(sentence, one, closed[0], hand[0], "warning")
            return
        above = reading.above.get(id(above))


def _with_carried(sentence: Sentence) -> Iterator[Finding]:
    """受理申请20件，上年结转2件，共办理22件."""
    for at, total in enumerate(sentence.quantities[2:], 2):
        came, carried = sentence.quantities[at - 2 : at]
        stated = re.fullmatch(
            r"(?:合计|总计|共计|共)(?:需|应)?(?:办理|受理|处理)?(?:申请)?", sentence.near(total)
        )
        plain = came.exact and carried.exact and total.exact and came.unit == carried.unit == total.unit
        if not stated or not plain or not _CARRIED_IN.search(sentence.near(carried)):
            continue
        if _is(sentence, came, _CAME) and came.value + carried.value != total.value:
            together = came.value + carried.value
            yield Finding(
                rule="text.received-closed",
                severity="warning",
                message=(
                    f"收到{came.printed}加上年结转{carried.printed}是{shown(together)}{total.unit}，"
                    f"与“{sentence.near(total)}{total.printed}”不符。"
                ),
                where=sentence.place(total),
                expected=int(together),
                found=int(total.value),
            )


def _compared(sentence: Sentence, came: Quantity, closed: Quantity, hand: Quantity) -> Iterator[Finding]:
    comparable = came.exact and closed.exact and hand.exact and came.unit == closed.unit == hand.unit
    ordered = came.start < closed.start and came.start < hand.start
    if not comparable or not ordered or sentence.scope(closed) == PREVIOUS:
        return
    together = closed.value + hand.value
    if together != came.value:
        yield _unbalanced(sentence, came, closed, hand, "error" if together > came.value else "warning")


def _unbalanced(
    sentence: Sentence, came: Quantity, closed: Quantity, hand: Quantity, severity: Severity
) -> Finding:
    together = closed.value + hand.value
    return Finding(
        rule="text.received-closed",
        severity=severity,
        message=(
            f"收到{came.printed}，办结{closed.printed}、未结{hand.printed}，相加是{shown(together)}{came.unit}，"
            f"与收到的{came.shown}不符。"
        ),
        where=sentence.place(closed),
        expected=int(together),
        found=int(came.value),
    )


def _is(sentence: Sentence, quantity: Quantity, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(f"{sentence.near(quantity)}#{sentence.tail(quantity)}"))


def _is_total(sentence: Sentence, quantity: Quantity) -> bool:
    """受理信箱3件、热线128件，合计131件: what came is the total."""
    return bool(re.fullmatch(r"(?:以上)?(?:合计|总计|共计|共)(?:为|是)?", sentence.near(quantity)))


def _segments(sentence: Sentence) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in [*re.finditer("；", sentence.text), None]:
        end = match.start() if match else len(sentence.text)
        yield begin, end
        begin = end + 1


def _all_closed(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    """The text says that every application was closed; the table closed fewer than it received."""
    received, closed, late = reading.cell("s3_1"), reading.cell("s3_2"), reading.cell("s3_2_2")
    match = _ALL_CLOSED.search(sentence.text)
    if match is None or not received or re.search(r"复议|诉讼|建议|提案|投诉|来信|咨询|工单", sentence.text):
        return
    place = sentence.passage.place(sentence.start + match.start())
    if closed is not None and closed < received and "答复" not in match[0]:
        yield Finding(
            rule="text.all-closed",
            severity="error",
            message=f"文中说申请“{match[0]}”，统计表收到申请{shown(received)}件、办结{shown(closed)}件，两者不符。",
            cells=("s3_1", "s3_2"),
            where=place,
            expected=int(received),
            found=int(closed),
        )
    elif late and re.search(r"按[时期]", match[0]) and not re.search(r"延[期长]", sentence.text):
        yield Finding(
            rule="text.all-closed",
            severity="warning",
            message=f"文中说申请“{match[0]}”，统计表延期办结数写{shown(late)}件，请核对是否都按时。",
            cells=("s3_2_2",),
            where=place,
            expected=0,
            found=int(late),
        )
