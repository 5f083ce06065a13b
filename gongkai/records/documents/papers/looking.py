"""Looking through a version's text and facts for personal information and marks of secrecy; values only masked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.records.documents.models import Version
from gongkai.records.documents.papers.cleaning import plain_lines
from gongkai.rules.privacy.detect import find
from gongkai.rules.privacy.roster import find_in_row, headings_of
from gongkai.rules.privacy.secrecy import find_marks
from gongkai.rules.privacy.spans import Severity

MARK = "secrecy_mark"
_FACTS = {"title": "标题", "summary": "内容概述", "why": "说明", "meeting": "会议", "issuer": "发布机构"}


@dataclass(frozen=True, slots=True)
class TextFinding:
    """One finding; an *error* keeps the version from the public until it is gone."""

    kind: str
    where: str
    masked: str
    severity: Severity


def text_findings(version: Version, today: date) -> list[TextFinding]:
    """What stands in the text, block by block, and in the facts that the public would read."""
    return [*_in_facts(version, today), *_in_text(version.text, today)]


def _in_facts(version: Version, today: date) -> Iterator[TextFinding]:
    for key, name in _FACTS.items():
        yield from _in_line(str(version.facts.get(key) or ""), name, today)


def _in_text(text: str, today: date) -> Iterator[TextFinding]:
    headings: tuple[str, ...] = ()
    for number, line in enumerate(plain_lines(text), 1):
        where, cells = f"正文第{number}段", line.split("\t")
        if len(cells) == 1:
            headings = ()
            yield from _in_line(line, where, today)
            continue
        named = headings_of(cells)
        headings = named if named is not None else headings
        for _, span in find_in_row(cells, () if named else headings, today=today):
            yield TextFinding(span.kind, where, span.masked, span.severity)
        yield from _marks(line, where)


def _in_line(line: str, where: str, today: date) -> Iterator[TextFinding]:
    for span in find(line, today=today):
        yield TextFinding(span.kind, where, span.masked, span.severity)
    yield from _marks(line, where)


def _marks(line: str, where: str) -> Iterator[TextFinding]:
    for mark in find_marks(line.replace("\t", "\n")):
        yield TextFinding(MARK, where, mark.shown, mark.severity)
