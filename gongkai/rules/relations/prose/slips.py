"""Slips of the pen that are certain: 的的, 邵岗镇镇, doubled punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rules.forms.paper import Place
from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.reading import Reading

_DOUBLED = re.compile(r"(?<![目有标是似])的的(?!确|士)|了了(?!解|无|然|之)|，，|。。|、、|；；|，。|。，")

_NOT_A_WORD = r"(?![长政党村级直区域人干机内属办委情史志上中里容])"
"""What makes 柳河镇镇长 and 镇政府 two words."""


def check(reading: Reading) -> Iterator[Finding]:
    """Doubled words and marks, as remarks."""
    own = (reading.body.town or reading.body.full) if reading.body else ""
    for passage in reading.passages:
        for match in _DOUBLED.finditer(passage.text):
            yield _finding(match[0], passage.place(match.start()))
        if own and own[-1] in "镇乡县市区局":
            for match in re.finditer(re.escape(own) + own[-1] + _NOT_A_WORD, passage.text):
                yield _finding(match[0], passage.place(match.start()))


def _finding(said: str, place: Place) -> Finding:
    return Finding(
        rule="text.slip",
        severity="info",
        message=f"“{said}”有重复的字或标点，请改正。",
        where=place,
        found=said,
    )
