"""The text of a report as passages: whole paragraphs, whatever line breaks the file has, each in its chapter."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.rules.forms.paper import Line, Place
from gongkai.rules.forms.recognised import Chapter
from gongkai.rules.relations.prose.characters import plain
from gongkai.rules.relations.prose.items import Paragraph, gathered

_TOPICS: tuple[tuple[str, str], ...] = (
    (
        "plan",
        r"计划|打算|下一步|下步|改进|整改|问题[及和与、]?[^，。]{0,6}措施|努力方向|今后|工作安排|工作思路|[来次明]年",
    ),
    ("problems", r"问题|不足|困难"),
    ("proposals", r"建议|提案|议案"),
    ("requests", r"申请"),
    ("remedies", r"复议|诉讼|申诉|投诉|举报"),
    ("interpretation", r"解读"),
    ("concerns", r"回应|关切|舆情|热点"),
    ("key", r"重点领域"),
    ("open", r"主动公开|公开情况|公开的?数量"),
    ("money", r"收费|费用|经费|支出"),
    ("capacity", r"机构|人员|保障|培训|会议|队伍"),
    ("overview", r"概述|概况|总体|基本情况"),
)
_HEADING = re.compile(
    r"^(?:第[一二三四五六七八九十]+[章部]分?|[一二三四五六七八九十]{1,3}[、，.]|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、，．])"
)
_SUBHEADING = re.compile(
    r"^(?P<mark>（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、．]|[一二三四五六七八九十]{1,3}、?)?"
    r"(?P<title>[^，。；：！？\d]{2,30}?)(?P<end>$|[。：])"
)
_ENDS = re.compile(r"[。！？；：”》）.]$")
_GLUED = re.compile(r"^[，。；：、）”》%]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph in the normal spelling of :mod:`characters`."""

    text: str
    starts: tuple[tuple[int, Place], ...]
    """Where each printed line of the paragraph begins in ``text``, in order; the first is 0."""
    chapter: str
    """The title of the chapter, empty before the first heading."""
    topics: frozenset[str]
    """What the chapter is about: open, key, interpretation, concerns, requests, remedies, proposals, money,
    capacity, problems, plan, overview, opening."""

    def place(self, offset: int) -> Place:
        """The place of the printed line that holds the character at ``offset``."""
        index = bisect_right([start for start, _ in self.starts], offset) - 1
        return self.starts[max(index, 0)][1]


def topics_of(title: str) -> frozenset[str]:
    """What a chapter with this title is about."""
    found = {name for name, pattern in _TOPICS if re.search(pattern, title)}
    if "依申请" in title and "主动公开" not in title:
        found.discard("open")
    if "remedies" in found and "依申请" not in title:
        found.discard("requests")
    return frozenset(found)


def passages_of(chapters: Sequence[Chapter]) -> tuple[Passage, ...]:
    """All paragraphs of all chapters, in reading order."""
    width = _wrap_width([line for chapter in chapters for line in chapter.lines])
    found: list[Passage] = []
    for chapter in chapters:
        title = plain(chapter.title).text if chapter.number else ""
        topics = topics_of(title) if chapter.number else frozenset({"opening"})
        here = topics
        paragraphs = [_joined(group) for group in _paragraphs(chapter.lines, width)]
        for text, starts in gathered([paragraph for paragraph in paragraphs if paragraph[0]]):
            here = _under_subheading(text, topics, here)
            found.append(Passage(text, starts, title, here))
    return tuple(found)


def _under_subheading(text: str, chapter: frozenset[str], here: frozenset[str]) -> frozenset[str]:
    """（二）依申请公开 in a chapter on everything: what its paragraphs are about from here on.

    Problems and plans stay what they are, whatever their items are called.
    """
    match = _SUBHEADING.match(text)
    if match is None or chapter & {"plan", "problems"} or (match["end"] and not match["mark"]):
        return here
    topics = topics_of(match["title"]) - {"overview"}
    return topics or chapter if match["mark"] else topics or here


def _joined(group: Iterable[Line]) -> Paragraph:
    text = ""
    starts: list[tuple[int, Place]] = []
    for line in group:
        piece = plain(line.text).text
        if piece:
            starts.append((len(text), line.place))
            text += piece
    return text, tuple(starts)


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which the file breaks its lines, None when a line is a whole paragraph.

    A file is taken as wrapped when a third of its longer lines stop in the middle of a sentence near one width
    that is at most 70 characters.
    """
    lengths = [
        (len(text), bool(_ENDS.search(text))) for line in lines if len(text := plain(line.text).text) >= 15
    ]
    if len(lengths) < 4:
        return None
    ordered = sorted(length for length, _ in lengths)
    width = ordered[int(len(ordered) * 0.9)]
    unfinished = sum(1 for length, ended in lengths if not ended and length >= width * 0.75)
    return width if width <= 70 and unfinished * 3 >= len(lengths) else None


def _paragraphs(lines: Sequence[Line], width: int | None) -> Iterable[list[Line]]:
    group: list[Line] = []
    for line in lines:
        text = plain(line.text).text
        if group and not (text and _continues(plain(group[-1].text).text, text, width)):
            yield group
            group = []
        if text:
            group.append(line)
    if group:
        yield group


def _continues(above: str, below: str, width: int | None) -> bool:
    if _GLUED.match(below):
        return True
    if _ENDS.search(above) or _HEADING.match(below):
        return False
    if above[-1] in "，、":
        return True
    return width is not None and len(above) >= width * 0.75
