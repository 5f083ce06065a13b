"""One spelling for every way a report prints the same character, with the way back to where it stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gongkai.rules.forms.wording import simplified

_PUNCTUATION = {
    ";": "；",
    "!": "！",
    "?": "？",
    "(": "（",
    ")": "）",
    "【": "〔",
    "】": "〕",
    "[": "〔",
    "]": "〕",
    "〈": "《",
    "〉": "》",
    "–": "-",
    "—": "-",
    "―": "-",
    "─": "-",
    "－": "-",
    "−": "-",
    "～": "-",
    "~": "-",
    "•": "·",
    "﹪": "%",
    "○": "〇",
}
_INVISIBLE = "\u200b\u200c\u200d\ufeff\u00ad"
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` is the normal spelling; ``at[i]`` is the index in the raw text of ``text[i]``.

    ``at`` has one more element than ``text``: the length of the raw text.
    """

    text: str
    at: tuple[int, ...]


def folded(raw: str) -> str:
    """The raw text with each character replaced by its normal one; as long as ``raw``.

    A full-width comma between full-width digits is a thousands mark (１，２３４); between other characters it
    separates clauses and stays full width.
    """
    return "".join(_folded_character(raw, i) for i in range(len(raw)))


def _folded_character(raw: str, i: int) -> str:
    character = raw[i]
    if character in _PUNCTUATION:
        return _PUNCTUATION[character]
    if character.isspace() or character in _INVISIBLE:
        return " "
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        if character == "，":
            return "," if _wide_digit(raw, i - 1) and _wide_digit(raw, i + 1) else "，"
        if character in "；：！？（）":
            return character
        ascii_character = chr(code - 0xFEE0)
        return _PUNCTUATION.get(ascii_character, ascii_character)
    if character == "." and _ends_a_sentence(raw, i):
        return "。"
    if character == ":":
        between = 0 < i < len(raw) - 1 and raw[i - 1].isdigit() and raw[i + 1].isdigit()
        return ":" if between else "："
    return _simple(character) if code > 0x4DFF else character


def _ends_a_sentence(raw: str, i: int) -> bool:
    """A half-width full stop between Chinese characters; behind a numeral (一.概述) it numbers a heading."""
    before, after = raw[i - 1 : i], raw[i + 1 : i + 2]
    ends = ("一" <= before <= "龥" and before not in "一二三四五六七八九十") or before in (
        "）",
        ")",
        "》",
        "”",
        "%",
    )
    return ends and (not after.strip() or "一" <= after <= "龥" or after in "《“（(")


@lru_cache(maxsize=8192)
def _simple(character: str) -> str:
    """The simplified form, where it is one character too."""
    simple = simplified(character)
    return simple if len(simple) == 1 else character


def _wide_digit(raw: str, i: int) -> bool:
    return 0 <= i < len(raw) and "０" <= raw[i] <= "９"


@lru_cache(maxsize=4096)
def plain(raw: str) -> Plain:
    """The text as the sentence reader wants it: no blanks, no thousands marks, Chinese punctuation, half-width digits.

    A half-width comma that is not a thousands mark is a separator (``79条,133条``) and becomes ``，``.
    """
    text = folded(raw)
    marks: set[int] = set()
    for match in _THOUSANDS.finditer(text):
        if "分别" in text[max(0, match.start() - 40) : match.start()]:
            continue
        marks.update(i for i in range(match.start(), match.end()) if text[i] == ",")
    characters: list[str] = []
    at: list[int] = []
    for i, character in enumerate(text):
        if character == " " or i in marks:
            continue
        characters.append("，" if character == "," else character)
        at.append(i)
    return Plain("".join(characters), (*at, len(raw)))
