"""The text says that nothing came; the table has a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.numerals import shown
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.rows import NothingRow, wording_of
from gongkai.rules.relations.prose.sentences import Sentence

_NONE = re.compile(
    r"(?:尚未|暂未|从未|未|没有|没|无)(?:发生|收到|接到|出现|产生|受理|接收|收取|收|因|有|人|公民|群众|依)*(?![^，。；]{0,4}(?:超|逾|延|差错|失误))"
)
_ANOTHER_TIME = re.compile(r"20\d\d年|去年|上一?年度?|往年|以来|截至|半年|季度|\d月")


def check(reading: Reading) -> Iterator[Finding]:
    """未收到申请 while 收到申请数 is not zero, and the like for reviews, suits, complaints and fees."""
    if reading.form is None:
        return
    for sentence in reading.sentences:
        if "plan" in sentence.passage.topics:
            continue
        for match in re.finditer(r"[^，。；！？]+", sentence.text):
            clause = match[0]
            none = _NONE.search(clause)
            if none is None or re.search(r"[1-9]\d*[件宗起元万]", clause) or _elsewhere(reading, clause):
                continue
            for row in wording_of(reading.form).nothing:
                if _speaks_of(row, clause[none.start() :], sentence):
                    yield from _finding(reading, sentence, match.start(), row, clause)


def _elsewhere(reading: Reading, clause: str) -> bool:
    """Whether the clause speaks of another year or of several."""
    return any(match[0] != f"{reading.year}年" for match in _ANOTHER_TIME.finditer(clause))


def _speaks_of(row: NothingRow, words: str, sentence: Sentence) -> bool:
    if not row.what.search(words) or (row.never is not None and row.never.search(words)):
        return False
    return row.need is None or bool(row.need.search(sentence.text + sentence.passage.chapter))


def _finding(
    reading: Reading, sentence: Sentence, offset: int, row: NothingRow, clause: str
) -> Iterator[Finding]:
    values = [reading.cell(code) for code in row.codes]
    total = sum((value for value in values if value is not None), Decimal(0))
    if total <= 0:
        return
    said = clause if len(clause) <= 30 else f"{clause[:30]}……"
    yield Finding(
        rule="text.nothing",
        severity="error",
        message=f"文中说“{said}”（即0），统计表“{row.label}”写{shown(total)}，两者不符。",
        cells=row.codes,
        where=sentence.passage.place(sentence.start + offset),
        expected=int(total) if total == total.to_integral_value() else float(total),
        found=0,
    )
