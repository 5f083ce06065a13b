"""The text of a report by chapters, without its table and its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.rules.forms.paper import Line, Place
from gongkai.rules.forms.pieces import is_running_text
from gongkai.rules.forms.recognised import Chapter
from gongkai.rules.forms.wording import simplified, squeezed

_HEADING = re.compile(r"^\s*(?:第?([一二三四五六七八九十]{1,3})\s*(?:[、.,:]|部分|章)+)\s*(?=\S)")
_TITLE_END = re.compile(r"[。：:；\n]|  ")
_LONGEST_TITLE = 40


def split_chapters(lines: Sequence[Line]) -> tuple[Chapter, ...]:
    """Chapters in order. A heading printed twice (a list of contents before the text) makes one chapter."""
    chapters: list[tuple[str | None, str, Place, list[Line]]] = []
    for line in lines:
        if not line.text.strip():
            continue
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


def _title(text: str) -> tuple[str, bool]:
    """The heading's words, and whether a sentence runs on behind them."""
    if len(text) <= _LONGEST_TITLE and not is_running_text(text):
        return text.strip(), False
    end = _TITLE_END.search(text)
    return (text[: end.start()] if end else text[:_LONGEST_TITLE]), True
