"""The report laid out: what stands where, before any file format. Every format draws exactly this.

The layout is that of an official paper (GB/T 9704-2012): title, preamble, chapters, and for the 2014 form the
statistics table as an annex (附件); the tables of the 2019 and 2021 forms stand inside their chapters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.readings.annual.figures import AnnualReport, Paragraph
from gongkai.readings.annual.render import grids, sheet
from gongkai.readings.annual.render.parts import Block, Heading, Table, legal

DEMONSTRATION = "演示数据"
"""The mark that every file of invented data carries."""
DEMONSTRATION_SENTENCE = "演示数据：报告背后的记录是虚构的，只供演示，不是真实公布的内容。"


@dataclass(frozen=True, slots=True)
class Composition:
    """A whole report, ready to be drawn."""

    title: str
    title_lines: tuple[str, ...]
    author: str
    year: int
    mark: str
    """``演示数据`` when the records behind it are invented, else empty."""
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def cells(self) -> dict[str, str]:
        """What each figure's cell says, by code: the prose can point to these."""
        return {
            cell.code: cell.text for table in self.tables for row in table.rows for cell in row if cell.code
        }


def compose(report: AnnualReport) -> Composition:
    """Lay a computed report out."""
    blocks: list[Block] = list(_lines(report.preamble))
    tables = grids.tables(report)
    for chapter in report.chapters:
        blocks.append(Heading(chapter.heading, 1))
        blocks.extend(_lines(chapter.paragraphs))
        table = tables.pop(chapter.heading.partition("、")[0], None)
        if table is not None:
            blocks.append(table)
    # A report whose prose lacks a prescribed chapter still shows that chapter's table.
    blocks.extend(tables.values())
    if not grids.has_grids(report.form):
        blocks.extend(sheet.annex(report))
    title = legal(report.title)
    return Composition(
        title=title,
        title_lines=_title_lines(title),
        author=legal(report.body_full_name or report.body_name),
        year=report.year,
        mark=DEMONSTRATION if report.demonstration else "",
        blocks=tuple(blocks),
    )


_SECOND_LEVEL = re.compile(r"（[一二三四五六七八九十]{1,3}）[^。；，]{1,28}")


def _lines(paragraphs: tuple[Paragraph, ...]) -> Iterator[Heading | Paragraph]:
    for paragraph in paragraphs:
        text = paragraph.text
        yield Heading(text, 2) if _SECOND_LEVEL.fullmatch(text) else paragraph


_LINE_OF_TITLE = 19
"""Characters of 22 pt that fit the 156 mm of the type area, with a little air."""


def _title_lines(title: str) -> tuple[str, ...]:
    """The title in one line, or in two that break where a word ends."""
    if _width(title) <= _LINE_OF_TITLE:
        return (title,)
    for word in ("政府信息公开", "信息公开", "工作年度报告", "年度报告"):
        at = title.rfind(word)
        if at > 0 and max(_width(title[:at]), _width(title[at:])) <= _LINE_OF_TITLE:
            return (title[:at], title[at:])
    return (title,)


def _width(text: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in text)
