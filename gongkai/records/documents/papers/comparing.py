"""Any two versions side by side: facts, text block by block with what changed in each, and the list of files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from gongkai.records.documents.models import Version
from gongkai.records.documents.papers.cleaning import plain_lines

Kind = Literal["same", "removed", "added", "changed"]
_ALIKE = 0.5
"""Two blocks that share at least so much are one block that was changed."""
_LONGEST = 2000
"""Blocks longer than this are not looked into sign by sign."""

FACT_NAMES = {
    "title": "标题",
    "number": "文号",
    "formed_on": "成文日期",
    "openness": "公开属性",
    "kind": "种类",
    "summary": "内容概述",
    "topic": "主题分类",
    "issuer": "发布机构",
    "field": "领域",
    "stage": "五公开",
    "meeting": "会议",
    "normative": "规范性文件",
    "made_here": "本机关制发",
    "ground": "不予公开的理由",
    "why": "说明",
    "relook_on": "重新评估日期",
    "valid_until": "有效期至",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a block: the same on both sides, or not."""

    text: str
    same: bool


@dataclass(frozen=True, slots=True)
class BlockPair:
    """One block on the left and on the right; an empty side has none."""

    kind: Kind
    left: tuple[Span, ...]
    right: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact that differs, with its Chinese name."""

    name: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file that was added, removed, or whose public copy differs."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two versions; ``blocks`` also holds what is the same."""

    facts: tuple[FactChange, ...]
    blocks: tuple[BlockPair, ...]
    files: tuple[FileChange, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.facts or self.files or any(block.kind != "same" for block in self.blocks))


def compare_versions(left: Version, right: Version) -> Comparison:
    """The differences from ``left`` to ``right``, files included."""
    return Comparison(
        facts=tuple(_facts(left, right)),
        blocks=tuple(compare_texts(left.text, right.text)),
        files=tuple(_files(left, right)),
    )


def compare_texts(left: str, right: str) -> Iterator[BlockPair]:
    """Block by block; blocks that are much alike stand beside each other with what changed in them."""
    old, new = plain_lines(left), plain_lines(right)
    for verb, first, last, begin, end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if verb == "equal":
            for line in old[first:last]:
                yield BlockPair("same", (Span(line, True),), (Span(line, True),))
        else:
            yield from _replaced(old[first:last], new[begin:end])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[BlockPair]:
    pairs = min(len(old), len(new))
    for number in range(pairs):
        yield from _pair(old[number], new[number])
    for line in old[pairs:]:
        yield BlockPair("removed", (Span(line, False),), ())
    for line in new[pairs:]:
        yield BlockPair("added", (), (Span(line, False),))


def _pair(old: str, new: str) -> Iterator[BlockPair]:
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    if max(len(old), len(new)) > _LONGEST or matcher.ratio() < _ALIKE:
        yield BlockPair("removed", (Span(old, False),), ())
        yield BlockPair("added", (), (Span(new, False),))
        return
    left, right = list[Span](), list[Span]()
    for verb, first, last, begin, end in matcher.get_opcodes():
        same = verb == "equal"
        if first < last:
            left.append(Span(old[first:last], same))
        if begin < end:
            right.append(Span(new[begin:end], same))
    yield BlockPair("changed", tuple(left), tuple(right))


def _facts(left: Version, right: Version) -> Iterator[FactChange]:
    for key, name in FACT_NAMES.items():
        old, new = _said(left.facts.get(key)), _said(right.facts.get(key))
        if old != new:
            yield FactChange(name, old, new)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _files(left: Version, right: Version) -> Iterator[FileChange]:
    old, new = _copies(left), _copies(right)
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield FileChange(name, "removed")
        elif name not in old:
            yield FileChange(name, "added")
        elif old[name] != new[name]:
            yield FileChange(name, "changed")


def _copies(version: Version) -> dict[str, tuple[str, str]]:
    rows = version.attachments.values_list("name", "sealed_digest", "public_digest")
    return {name: (sealed, public) for name, sealed, public in rows}
