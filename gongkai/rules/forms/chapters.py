"""The text of a report by chapters, without its table and its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.rules.forms.paper import Line, Place
from gongkai.rules.forms.pieces import is_running_text
from gongkai.rules.forms.recognised import Chapter
from gongkai.rules.forms.wording import simplified, squeezed

_HEADING = re.compile(r"^\s*(?:第?([一二三四五六七八九十]{1,3})\s*(?:[、.,:]|部分|章)+)\s*(?=\S)")
_GLUED = re.compile(
    r"(?<=[。！；])\s*(?P<heading>第?(?P<number>[一二三四五六七八九十]{1,3})(?:、|部分|章)\s*[^。！；，：\d]{2,30})\s*$"
)
"""A heading that the text of a PDF has at the end of the paragraph before it."""
_NUMERALS = tuple(f"{ten}{one}".strip() for ten in ("", "十", "二十") for one in " 一二三四五六七八九")
_TITLE_END = re.compile(r"[。：:；\n]|  ")
_LONGEST_TITLE = 40


def split_chapters(lines: Sequence[Line]) -> tuple[Chapter, ...]:
    """Chapters in order. A heading printed twice (a list of contents before the text) makes one chapter."""
    chapters: list[tuple[str | None, str, Place, list[Line]]] = []
    for line in _apart(lines):
        found = _HEADING.match(simplified(line.text))
        if found:
            title, runs_on = _title(simplified(line.text)[found.end() :])
            chapters.append((found.group(1), title, line.place, [line] if runs_on else []))
        elif not chapters:
            chapters.append((None, "", line.place, [line]))
        else:
            chapters[-1][3].append(line)
    later: set[str] = set()
    kept: list[Chapter] = []
    for number, title, place, under in reversed(chapters):
        key = squeezed(title)
        if under or key not in later or number is None:
            kept.append(Chapter(number, title, place, tuple(under)))
        later.add(key)
    return tuple(reversed(kept))


def _apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines that are not blank; a heading glued to the end of one that is next in number stands by itself."""
    number = 0
    for line in lines:
        if not line.text.strip():
            continue
        text = simplified(line.text)
        found = _HEADING.match(text)
        number = _value(found.group(1)) if found else number
        glued = _GLUED.search(text)
        if glued and number and _value(glued["number"]) == number + 1 and len(line.text) == len(text):
            number += 1
            yield Line(line.text[: glued.start("heading")], line.place)
            yield Line(line.text[glued.start("heading") :], line.place)
        else:
            yield line


def _value(numeral: str) -> int:
    """The number that a heading's numeral stands for, 0 when it is none."""
    return _NUMERALS.index(numeral) if numeral in _NUMERALS else 0


def _title(text: str) -> tuple[str, bool]:
    """The heading's words, and whether a sentence runs on behind them."""
    if len(text) <= _LONGEST_TITLE and not is_running_text(text):
        return text.strip(), False
    end = _TITLE_END.search(text)
    return (text[: end.start()] if end else text[:_LONGEST_TITLE]), True
