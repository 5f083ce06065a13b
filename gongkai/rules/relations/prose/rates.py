"""Rates: 办结率X%, 答复率X%, against the numbers they are made from, in the text and in the table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.numerals import shown
from gongkai.rules.relations.prose.quantities import Quantity
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.sentences import Sentence
from gongkai.rules.relations.prose.shares import IN_HAND, counts_of, gives, impossible, percent_of, rate_name

_MAY_EXCEED = re.compile(r"增长|增幅|增速|完成|点击|利用|超额|达标|发展|回报|转载")
_WHOLE = re.compile(r"全部|均|都|全都|一律|悉数|已(?:按时|按期)?(?:办结|答复|办理|回复)")
_ALL_CLOSED = re.compile(
    r"(?<![未没])(?P<said>(?:全部|全都|均|都)(?:已|予以|得到)*(?P<in_time>按[时期])?(?P<what>办结|办理完毕|答复|办复|回复))"
    r"(?:完毕|到位)?，?(?:按时|按期|及时)?(?:办结|办理|办复|答复|回复)率(?:均|都|为|达到?|是|：)*$"
)
_STEM = {"办结": "办", "办理完毕": "办", "办复": "办", "答复": "答复", "回复": "回复"}
_OTHER_CASES = re.compile(r"复议|诉讼|建议|提案|投诉|来信|来访|咨询|工单|热线|信访|信箱")
_ROWS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (r"(?:按时|按期|及时)(?:办结|办理)率", (("s3_2_1", "s3_2"), ("s3_2_1", "s3_1"))),
    (r"(?:按时|按期|及时)(?:答复|回复|办复)率", (("s3_3", "s3_1"), ("s3_2_1", "s3_2"), ("s3_2", "s3_1"))),
    (r"办结率|办理率", (("s3_2", "s3_1"), ("s3_3", "s3_1"))),
    (r"答复率|回复率|办复率", (("s3_3", "s3_1"), ("s3_2", "s3_1"))),
)
"""Which rows of the 2014 form a rate may be made from, the likeliest first."""
_RECEIVED = re.compile(r"提出|收到|受理|接到|接收|接受|交办|承办|转办|共|总")
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


def check(reading: Reading) -> Iterator[Finding]:
    """Rates that their own numbers do not give, and those above one hundred."""
    for sentence in reading.sentences:
        for quantity in sentence.quantities:
            if quantity.kind == "share" and not quantity.delta:
                name = rate_name(sentence, quantity)
                if name:
                    yield from _rate(reading, sentence, quantity, name)


def _rate(reading: Reading, sentence: Sentence, percent: Quantity, name: str) -> Iterator[Finding]:
    if _MAY_EXCEED.search(name):
        return
    if percent.value > 100:
        yield impossible(sentence, percent, f"“{name}”")
        return
    all_closed = _all_closed(sentence, percent, name)
    if all_closed is not None:
        yield all_closed
        return
    counts = counts_of(sentence, percent)
    begin, _ = sentence.segment(percent)
    if _explained(counts, percent):
        return
    if percent.value == 100 and len(counts) >= 2 and _WHOLE.search(sentence.text[begin : percent.start]):
        return
    pair = _pair(sentence, counts, name) if len(counts) >= 2 else None
    if pair is not None:
        yield _finding(sentence, percent, name, *pair, sure=True)
        return
    pair = _pair_above(reading, sentence, counts, percent, name) if len(counts) == 1 else None
    if pair is not None:
        yield _finding(sentence, percent, name, *pair, sure=False)
    elif len(counts) < 2:
        yield from _against_table(reading, sentence, percent, name)


def _finding(
    sentence: Sentence, percent: Quantity, name: str, done: Quantity, received: Quantity, *, sure: bool
) -> Finding:
    right = percent_of(done.value, received.value, percent.decimals)
    return Finding(
        rule="text.rate",
        severity="error" if sure else "warning",
        message=f"“{name}{percent.printed}”与所列数字不符：{done.printed}除以{received.printed}是{right}。",
        where=sentence.place(percent),
        expected=right,
        found=f"{shown(percent.value)}%",
    )


def _all_closed(sentence: Sentence, percent: Quantity, name: str) -> Finding | None:
    """全部办结，办结率87.5%: what is closed whole has no rate below one hundred."""
    match = _ALL_CLOSED.search(sentence.text[max(0, percent.start - 24) : percent.start])
    if match is None or percent.value == 100 or _STEM[match["what"]] not in name:
        return None
    if re.search(r"按[时期]", name) and not match["in_time"]:
        return None
    return Finding(
        rule="text.rate",
        severity="error",
        message=f"这一句说“{match['said']}”，却写{name}{shown(percent.value)}%，{match['said']}应为100%。",
        where=sentence.place(percent),
        expected="100%",
        found=f"{shown(percent.value)}%",
    )


def _pair_above(
    reading: Reading, sentence: Sentence, counts: list[Quantity], percent: Quantity, name: str
) -> tuple[Quantity, Quantity] | None:
    """What was received stands in the sentence before: 收到申请8件。按时办结7件，办结率97.5%."""
    above, done = reading.above.get(id(sentence)), counts[0]
    stem = next((stem for stem in _DONE if stem in name), None)
    if above is None or stem is None or not re.search(_DONE[stem], _words(sentence, done)):
        return None
    received = [
        q
        for q in above.quantities
        if q.kind == "count" and q.unit == done.unit and q.exact and _RECEIVED.search(above.near(q))
    ]
    said = reading.numbers[sentence.passage.chapter, "count"]
    if len(received) != 1 or received[0].value < done.value or not done.exact:
        return None
    return None if any(gives(done.value, value, percent) for value in said) else (done, received[0])


def _against_table(reading: Reading, sentence: Sentence, percent: Quantity, name: str) -> Iterator[Finding]:
    """A rate of the applications that no rows of the table give (2014 form)."""
    if "requests" not in sentence.passage.topics or _OTHER_CASES.search(sentence.text):
        return
    pairs = next((pairs for words, pairs in _ROWS if re.search(words, name)), ())
    known = [
        (done, received)
        for done, received in ((reading.cell(one), reading.cell(two)) for one, two in pairs)
        if done is not None and received
    ]
    if not known or any(
        gives(done, received, percent) or (done >= received and percent.value == 100)
        for done, received in known
    ):
        return
    done, received = known[0]
    right = percent_of(done, received, percent.decimals)
    yield Finding(
        rule="text.rate",
        severity="warning",
        message=f"“{name}{percent.printed}”与统计表不符：表中是{shown(done)}件比{shown(received)}件，为{right}。",
        cells=pairs[0],
        where=sentence.place(percent),
        expected=right,
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
    exact = [q for q in counts if q.exact and not IN_HAND.search(_words(sentence, q))]
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
