"""A closing rate that counts cases still in hand as closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.numerals import shown
from gongkai.rules.relations.prose.quantities import Quantity
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.sentences import Sentence
from gongkai.rules.relations.prose.shares import IN_HAND, counts_of, gives, percent_of, rate_name

_CLOSING = re.compile(r"办结率|办复率|办理率|完成率")
_REST_IN_HAND = re.compile(r"(?:其余|其他|剩余|部分|余下)[^，。；]{0,12}(?:正在办理|在办|办理中)")
_DONE = re.compile(r"办结|已办理|办理完毕|已完成|已办|已解决|已落实")


def check(reading: Reading) -> Iterator[Finding]:
    """已办理和正在办理13条，办结率86.7%: what is in hand is not closed, so the rate is no closing rate."""
    for sentence in reading.sentences:
        for percent in sentence.quantities:
            name = rate_name(sentence, percent) if percent.kind == "share" else None
            if name and _CLOSING.search(name):
                yield from _in_hand(sentence, percent, name)


def _in_hand(sentence: Sentence, percent: Quantity, name: str) -> Iterator[Finding]:
    counts = counts_of(sentence, percent)
    begin, _ = sentence.segment(percent)
    said = sentence.text[begin : percent.start]
    if not IN_HAND.search(said) or not counts:
        return
    received = max(counts, key=lambda q: q.value)
    message = _together(sentence, percent, counts, received) or _apart(sentence, percent, counts, received)
    if message:
        yield _finding(sentence, percent, f"“{name}{percent.printed}”{message}")
    elif percent.value == 100 and _REST_IN_HAND.search(said):
        yield _finding(
            sentence, percent, f"这一句说还有正在办理的，却写{name}{shown(percent.value)}%，请核对。"
        )


def _together(
    sentence: Sentence, percent: Quantity, counts: list[Quantity], received: Quantity
) -> str | None:
    """已办理和正在办理13条: one number for both."""
    for both in counts:
        near = sentence.near(both)
        if IN_HAND.search(near) and _DONE.search(near) and gives(both.value, received.value, percent):
            share = percent_of(both.value, received.value, percent.decimals)
            return (
                f"把正在办理的也算作办结：{both.printed}中含正在办理的，占{received.printed}的{share}；"
                "正在办理不是办结，请分开写明已办结多少、在办多少。"
            )
    return None


def _apart(sentence: Sentence, percent: Quantity, counts: list[Quantity], received: Quantity) -> str | None:
    """办结10件、正在办理3件, and the rate is that of the thirteen."""
    for done in counts:
        for hand in counts:
            if done is hand or received in (done, hand) or not hand.value:
                continue
            if not IN_HAND.search(sentence.near(hand)) or IN_HAND.search(sentence.near(done)):
                continue
            counted = gives(done.value + hand.value, received.value, percent)
            if counted and not gives(done.value, received.value, percent):
                right = percent_of(done.value, received.value, percent.decimals)
                return f"把正在办理的{hand.shown}也算作办结：{done.shown}除以{received.shown}，办结率应为{right}。"
    return None


def _finding(sentence: Sentence, percent: Quantity, message: str) -> Finding:
    return Finding(
        rule="text.closing-rate-in-hand",
        severity="warning",
        message=message,
        where=sentence.place(percent),
        found=f"{shown(percent.value)}%",
    )
