"""密级标志 and internal marks: the words by which a paper itself says that it is not for the public.

A mark stands alone, carries a star or a term, or follows the word 密级 (the usual form is 密级★保密期限). The words
保密审查, 国家秘密, 商业秘密 in a sentence are no marks, and are never reported (保守国家秘密法 2024 art 35 asks for the
review of what is published, not for silence about it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.rules.privacy.glyphs import flatten, squeeze
from gongkai.rules.privacy.spans import Severity

_BLANK = re.compile(r"\s+")
_LEVEL = "(?:绝密|机密|秘密)"
_STAR = "[★☆✩✪⭐*※]"
_TERM = r"(?:[0-9一二三四五六七八九十]{1,3}(?:年|个月|天)|长期|启用前)"
_URGENCY = "(?:特急|特提|加急|平急|急件)"
_STARRED = re.compile(rf"(?<!工作){_LEVEL}(?:{_STAR}{_TERM}|[★☆✩✪⭐])")
_LABELLED = re.compile(rf"密级(?:和保密期限|标志)?[:：]?[(（\[【]?{_LEVEL}")
_ALONE = re.compile(
    rf"[(（\[【〔《]?(?:{_URGENCY})?(?P<mark>{_LEVEL})(?:级)?(?:件|文件|资料|档案)?{_STAR}?(?:{_TERM})?(?:{_URGENCY})?"
    r"[)）\]】〕》]?"
)
_INTERNAL = re.compile(
    r"内部(?:资料|文件|材料|刊物|传阅|使用)[,，、。:：]?(?:注意保存|妥善保[管存]|请勿外传|不得外传|严禁外传|严禁复制|请勿翻印)"
    r"|仅供内部(?:使用|参考|传阅|掌握)|(?:请勿|不得|严禁)(?:对外公开|外传|上网)[!！]?$|工作秘密[★☆]"
)
_INTERNAL_ALONE = re.compile(
    r"[(（\[【〔]?(?:内部(?:资料|文件|材料|刊物|传阅|使用|明电)|工作秘密|注意保存|密件)[)）\]】〕]?"
)
_PARTS = re.compile(r"[-_.,，、 ()（）\[\]【】〔〕《》]+")
_POSSIBLE = re.compile(r"密|内部|内\s+部|保存|公开|外传|上网")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: ``shown`` is the mark itself, which is no secret; ``line`` counts from 0 inside the text."""

    line: int
    shown: str
    severity: Severity


def find_marks(text: str) -> Iterator[Mark]:
    """Marks in a text, line by line: ``error`` for a level of state secrets, ``warning`` for an internal paper."""
    if not _POSSIBLE.search(text):
        return
    for number, line in enumerate(text.split("\n")):
        tight = _tight(line)
        found = _STARRED.search(tight) or _LABELLED.search(tight) or _ALONE.fullmatch(tight)
        if found:
            yield Mark(number, found.group(), "error")
            continue
        internal = _INTERNAL.search(tight) or _INTERNAL_ALONE.fullmatch(tight)
        if internal:
            yield Mark(number, internal.group(), "warning")


def marks_in_name(name: str) -> Iterator[Mark]:
    """Marks in the name of a file: a part of it that would be a mark on a line of its own."""
    stem = flatten(name.rpartition(".")[0] or name)
    for found in (mark for part in (*_PARTS.split(stem), stem) for mark in find_marks(part)):
        yield found
        return


def _tight(line: str) -> str:
    return _BLANK.sub("", squeeze(flatten(line))[0])
