"""Lists whose parts stand on lines of their own: 其中： and under it 1.政府网站79条；2.政务微博7条."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.rules.forms.paper import Place

Paragraph = tuple[str, tuple[tuple[int, Place], ...]]
"""The text of a paragraph and where each of its printed lines begins in it."""

_MARK = re.compile(
    r"^(?:（?\d{1,2}(?:[）.、．]|是)|（[一二三四五六七八九十]{1,3}）|[①-⑳]、?|[一二三四五六七八九十]{1,2}(?:是|、)|"
    r"[-·●■◆★□]+)(?!\d)"
)
_ANNOUNCES = re.compile(r"(?:：|其中，?|如下。?|分别(?:是|为)，?)$")
_AMONG = re.compile(r"^(?:其中|具体为|具体是|分别为|分别是)")
_ENDS = re.compile(r"[，。；、]+$")
_STOP = re.compile(r"[。！？：]")
_NAME = re.compile(r"^([^，。；：\d]{2,14})[。：](?=.)")
"""The name of an item before what it says: 政府网站。通过…… or 政府网站：612条."""
_LONGEST_ITEM = 90
_KINDS = (r"^（?\d", r"^（", r"^[①-⑳]", r"^[一二三四五六七八九十]", r"^[-·●■◆★□]")


def gathered(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, each with the items that it announces; an item keeps its line and loses its number."""
    at = 0
    while at < len(paragraphs):
        paragraph, used = paragraphs[at], 1
        if _ANNOUNCES.search(paragraph[0]):
            used += _items(paragraphs[at + 1 :])
        elif at + 1 < len(paragraphs) and _AMONG.match(paragraphs[at + 1][0]):
            used += 1 + (_items(paragraphs[at + 2 :]) if _ANNOUNCES.search(paragraphs[at + 1][0]) else 0)
        yield _joined(paragraphs[at : at + used])
        at += used


def _items(following: Sequence[Paragraph]) -> int:
    """How many of the paragraphs are items of one list; none when there are not at least two with numbers.

    Behind the last one a PDF may have the next paragraph.
    """
    kind = _kind(following[0][0]) if following else None
    count = 0
    for text, _ in following:
        words, full_stop, more = _words(text).partition("。")
        if not re.search(r"\d", words) or len(words) > _LONGEST_ITEM or _STOP.search(_ENDS.sub("", words)):
            break
        if _kind(text) != kind or (more and kind is None):
            break
        count += 1
        if more or (kind is None and (full_stop or not text.endswith(("；", "，", "、")))):
            break
    return count if count >= 2 else 0


def _words(text: str) -> str:
    """The item without its number; its name ends in ， as if it were one sentence, or runs into its number."""
    return _NAME.sub(_named, _MARK.sub("", text))


def _named(match: re.Match[str]) -> str:
    runs_on = match.string[match.end() : match.end() + 1].isdigit()
    return f"{match[1]}为" if runs_on else f"{match[1]}，"


def _kind(text: str) -> str | None:
    """Which way of numbering the line begins with."""
    if not _MARK.match(text):
        return None
    return next((kind for kind in _KINDS if re.match(kind, text)), None)


def _joined(paragraphs: Sequence[Paragraph]) -> Paragraph:
    text, starts = paragraphs[0]
    places = list(starts)
    for number, (item, lines) in enumerate(paragraphs[1:], 1):
        among = _AMONG.match(item)
        if number > 1 and not among and not text.endswith("："):
            text = f"{_ENDS.sub('', text)}；"
        words = item if among else _words(item)
        cut = len(item) - len(words)
        places.extend((max(len(text) + start - cut, len(text)), place) for start, place in lines)
        text += words
    return text, tuple(places)
