"""Statistics that are not exact: 公开信息700余条."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.matching import rows_for
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.sentences import OTHER, PREVIOUS

_PAPERS = frozenset({"条", "件", "篇", "份", "次", "期", "则"})
_OPENNESS = re.compile(r"公开|发布|公布|收到|受理|办结|答复|回复|解读|申请")
_SPREAD = re.compile(r"发放|印发|印制|宣传|张贴|散发|推送|阅读|浏览|点击|关注|接待|走访|咨询")


def check(reading: Reading) -> Iterator[Finding]:
    """Inexact numbers: a warning for a row of the form, a remark for another count of openness, nothing else."""
    for sentence in reading.sentences:
        if "plan" in sentence.passage.topics:
            continue
        for quantity in sentence.quantities:
            if quantity.kind != "count" or not quantity.vague or quantity.each or quantity.delta:
                continue
            rows = rows_for(reading, sentence, quantity, inexact=True)
            words = sentence.near(quantity) + sentence.tail(quantity)
            marked = quantity.vague in ("余", "多", "左右", "上下")
            counts = quantity.unit in _PAPERS and bool(_OPENNESS.search(words)) and not _SPREAD.search(words)
            own_time = sentence.scope(quantity) not in (OTHER, PREVIOUS)
            if rows or (marked and counts and own_time):
                yield Finding(
                    rule="text.vague",
                    severity="warning" if rows else "info",
                    message=f"“{quantity.printed}”带“{quantity.vague}”字，统计数应写确数。",
                    cells=rows[0].codes if rows else (),
                    where=sentence.place(quantity),
                    found=quantity.printed,
                )
