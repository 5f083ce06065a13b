"""Invented reports (演示数据) made from sentences and cells, for checks to be silent on or to find fault with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gongkai.rules.forms.edition import edition
from gongkai.rules.forms.paper import Line, Paper, Place
from gongkai.rules.forms.recognised import Number

TITLE = "清泉县柳河镇{year}年政府信息公开工作年度报告"
OPENING = (
    "本报告由清泉县柳河镇人民政府办公室编制，所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    "如有疑问，请与柳河镇人民政府办公室联系（电话：0000-1234567）。"
)
CELLS: dict[str, Number] = {
    "s1_1": 620,
    "s1_1_a": 2,
    "s1_1_b": 3,
    "s1_2_2": 210,
    "s1_2_3": 30,
    "s1_2_4": 160,
    "s1_2_5": 220,
    "s2_1": 4,
    "s2_2_1": 1,
    "s2_2_1_a": 1,
    "s2_2_2": 2,
    "s2_2_2_a": 1,
    "s2_2_3": 18,
    "s2_2_4": 3,
    "s3_1": 12,
    "s3_1_1": 3,
    "s3_1_3": 8,
    "s3_1_4": 1,
    "s3_2": 12,
    "s3_2_1": 11,
    "s3_2_2": 1,
    "s3_3": 12,
    "s3_3_1": 2,
    "s3_3_2": 6,
    "s3_3_3": 1,
    "s3_3_4": 2,
    "s3_3_4_3": 2,
    "s3_3_6": 1,
    "s4": 1,
    "s4_1": 1,
    "s8_1": 1,
    "s8_2": 3,
    "s8_3": 3,
    "s8_3_1": 1,
    "s8_3_2": 2,
    "s8_4": 5.5,
    "s9_1": 4,
    "s9_2": 2,
    "s9_3": 86,
}
"""The cells of the plain right report; every other cell is 0."""
CHAPTERS: dict[str, tuple[str, ...]] = {
    "一、概述": (
        "{year}年，柳河镇认真落实《中华人民共和国政府信息公开条例》，召开政务公开工作会议4次，"
        "举办政府信息公开培训班2期。",
    ),
    "二、主动公开政府信息情况": (
        "{year}年，柳河镇主动公开政府信息620条，其中政府网站公开210条，政务微博公开30条，政务微信公开160条，"
        "公开栏等其他方式公开220条。",
        "全年制发规范性文件3件，主动公开规范性文件2件。",
    ),
    "三、回应解读情况": (
        "全年发布政策解读稿件18篇，举办新闻发布会1次，参加政府网站在线访谈2次，微博微信回应事件3次。",
    ),
    "四、依申请公开情况": (
        "全年共收到政府信息公开申请12件，其中当面申请3件、网络申请8件、信函申请1件。",
        "12件申请中，按时办结11件，延期办结1件。共答复12件，其中属于已主动公开范围2件，同意公开6件，"
        "部分公开1件，不同意公开2件，信息不存在1件。",
    ),
    "五、行政复议和行政诉讼情况": ("因政府信息公开收到行政复议1件，维持1件；未发生行政诉讼案件。",),
    "六、机构人员和经费情况": (
        "全镇从事政府信息公开工作人员3人，其中专职人员1人、兼职人员2人，设政府信息公开查阅点3个，"
        "政府信息公开专项经费5.5万元。",
    ),
    "七、存在的问题和下一步计划": ("一是公开不够及时，二是解读形式单一。下一步，将继续做好主动公开工作。",),
}


@dataclass(frozen=True)
class Draft:
    """A report being written: change what a case needs and take its text."""

    year: int = 2018
    title: str = TITLE
    opening: str = OPENING
    chapters: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(CHAPTERS))
    cells: Mapping[str, Number | str] = field(default_factory=lambda: dict(CELLS))
    ending: tuple[str, ...] = ()
    sheet: str = "（{year}年度）"

    def saying(self, heading: str, *sentences: str) -> Draft:
        """The draft with other sentences under the chapter of that name (added when it has none)."""
        return replace(self, chapters={**self.chapters, heading: sentences})

    def without(self, heading: str) -> Draft:
        """The draft without the chapter."""
        return replace(self, chapters={name: text for name, text in self.chapters.items() if name != heading})

    def instead(self, old: str, new: str) -> Draft:
        """The draft with one wording of its sentences changed; the wording must be there."""
        found = [name for name, text in self.chapters.items() if any(old in sentence for sentence in text)]
        if not found:
            raise AssertionError(f"not in the draft: {old}")
        name = found[0]
        return self.saying(name, *(sentence.replace(old, new, 1) for sentence in self.chapters[name]))

    def filled(self, **cells: Number | str) -> Draft:
        """The draft with other values in the table."""
        return replace(self, cells={**self.cells, **cells})

    def text(self) -> str:
        """The report as a text file, its table with one cell a line."""
        lines = [self.title, self.opening]
        for heading, sentences in self.chapters.items():
            lines.extend((heading, *sentences))
        lines.extend(self.ending)
        lines.extend(("附件：政府信息公开情况统计表", self.sheet, "统 计 指 标", "单位", "统计数"))
        text = "\n".join(lines).replace("{year}", str(self.year))
        return f"{text}\n{self._table()}\n"

    def _table(self) -> str:
        rows: list[str] = []
        for row in edition("2014").fields:
            value = str(self.cells.get(row.code, 0)) if row.numeric else ""
            rows.extend((row.label, row.unit or "—", value))
        return "\n".join(rows)

    def paper(self) -> Paper:
        """The report as it is read from that file."""
        return paper_of(self.text())


def paper_of(text: str) -> Paper:
    """A text file as a paper, a line a block."""
    lines = (Line(line, Place(line=number)) for number, line in enumerate(text.split("\n"), 1))
    return Paper(file="report.txt", kind="txt", blocks=tuple(lines))
