"""What is counted as interpretation or as a concern and is not: reprints, letters to the mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.numerals import shown
from gongkai.rules.relations.prose.quantities import Quantity
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.sentences import OTHER, PREVIOUS, Sentence

_REPRINTED = re.compile(r"转载|转发|摘自|转自")
_ALL = re.compile(r"(?:均|全部|都|皆)(?:为|是|系|由)?(?:[^，。；]{0,6})?(?:转载|转发|摘自|转自)|转载自")
_MAILBOX = re.compile(
    r"(?:市长|县长|区长|镇长|乡长|书记|领导|局长|主任)(?:信箱|信息|热线|邮箱)|12345|网上信访|网民留言|留言板|便民热线"
)


def check(reading: Reading) -> Iterator[Finding]:
    """Reprints among the interpretations of the table, and letters among its concerns (2014 form)."""
    interpretations, concerns = reading.cell("s2_2_3"), reading.cell("s2_1")
    for sentence in reading.sentences:
        if interpretations and "解读" in sentence.text and _REPRINTED.search(sentence.text):
            yield from _reprints(reading, sentence)
        if (
            concerns
            and _MAILBOX.search(sentence.text)
            and sentence.passage.topics & {"concerns", "interpretation"}
        ):
            yield from _letters(reading, sentence)


def _reprints(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    cell = reading.cell("s2_2_3")
    counted = [q for q in _papers(sentence) if q.value == cell]
    if not counted or cell is None:
        return
    total = counted[0]
    apart = re.search(r"另(?:外|有)?[^，。；]{0,4}(?:转载|转发)", sentence.text)
    reprinted = [
        q
        for q in _papers(sentence)
        if q.value <= cell and _REPRINTED.search(sentence.near(q) + sentence.tail(q)) and q is not total
    ]
    if apart:
        return
    if reprinted:
        said = f"其中转载{reprinted[0].printed}"
    elif _ALL.search(sentence.text[total.end :]):
        said = "均为转载"
    else:
        return
    yield Finding(
        rule="text.reprints",
        severity="warning",
        message=(
            f"统计表“政策解读稿件发布数”填{shown(cell)}{total.unit}，文中说{total.printed}{said}；"
            "转载的稿件不是本单位的解读，是否应计入请核对。"
        ),
        cells=("s2_2_3",),
        where=sentence.place(total),
        found=int(cell),
    )


def _letters(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    cell = reading.cell("s2_1")
    for quantity in sentence.quantities:
        mailbox = _MAILBOX.search(sentence.far(quantity) + sentence.tail(quantity))
        if mailbox and quantity.kind == "count" and cell is not None and quantity.value == cell:
            yield Finding(
                rule="text.mailbox-as-concern",
                severity="info",
                message=(
                    f"统计表“回应公众关注热点或重大舆情数”填{shown(cell)}，文中对应的是“{mailbox[0]}”办理件"
                    f"{quantity.printed}；来信来电不一定是热点或舆情，请核对口径。"
                ),
                cells=("s2_1",),
                where=sentence.place(quantity),
                found=int(cell),
            )
            return


def _papers(sentence: Sentence) -> list[Quantity]:
    return [
        q
        for q in sentence.quantities
        if q.kind == "count"
        and q.unit in ("篇", "条", "件", "份", "个")
        and sentence.scope(q) not in (OTHER, PREVIOUS)
    ]
