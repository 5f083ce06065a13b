"""A computed report made by hand: the numbers of 邵岗镇 2018, so that files and pages are tested without a database."""

from __future__ import annotations

import re
from decimal import Decimal

from gongkai.readings.annual.figures import (
    AnnualReport,
    Bound,
    ComputedChapter,
    Figure,
    Number,
    Paragraph,
    Words,
)
from gongkai.rules.forms.edition import Field, edition
from gongkai.rules.relations.finding import Finding

VALUES: dict[str, Number] = {
    "s1_1": 744,
    "s1_1_a": 6,
    "s1_1_b": 1,
    "s1_2_2": 79,
    "s1_2_3": 7,
    "s1_2_4": 133,
    "s1_2_5": 525,
    "s2_1": 6,
    "s2_2_3": 34,
    "s2_2_4": 6,
    "s3_1": 1,
    "s3_1_3": 1,
    "s3_2": 1,
    "s3_2_1": 1,
    "s8_1": 15,
    "s8_2": 2,
    "s8_3": 2,
    "s8_3_1": 1,
    "s8_3_2": 1,
    "s8_4": Decimal("6.6"),
    "s9_1": 2,
    "s9_2": 1,
    "s9_3": 35,
}
"""What is not 0; every other row of the 2014 form is 0 and headings are empty."""

CHAPTERS = {
    "一、概述": (
        "2018年，镇政府把公开目录逐条落到站所和村，镇里专职{{s8_3_1}}人、兼职{{s8_3_2}}人，一年开会部署{{s9_1}}次。",
        "镇、村两级分工清楚，村里的事在村里公开。",
    ),
    "二、主动公开政府信息情况": (
        "全年主动公开政府信息{{s1_1}}条，其中政府网站{{s1_2_2}}条，政务微信{{s1_2_4}}条，公开栏{{s1_2_5}}条，政务微博{{s1_2_3}}条。",
    ),
    "三、重点领域政府信息公开情况": ("重点领域公开信息{{p_key}}条。",),
    "四、依申请公开情况": ("全年收到申请{{s3_1}}件，办结{{s3_2}}件。",),
}
_LEVELS = ((r"[一二三四五六七八九十]+、", 0), (r"（[一二三四五六七八九十]+）", 1), (r"\d+\.", 2))
_TOKEN = re.compile(r"\{\{(\w+)\}\}")


def report(
    form: str = "2014",
    *,
    values: dict[str, Number] | None = None,
    demonstration: bool = True,
    findings: tuple[Finding, ...] = (),
    title: str | None = None,
    chapters: dict[str, tuple[str, ...]] | None = None,
) -> AnnualReport:
    """A report with the seed's numbers; ``form`` 2019 or 2021 fills every cell with its place in the form."""
    year = {"2014": 2018, "2019": 2019, "2021": 2023}[form]
    figures = tuple(_figure(field, values) for field in edition(form).fields)
    prose = (Figure("p_key", "重点领域公开信息数", "条", 511, "tally", 511),)
    known = {figure.code: figure for figure in (*figures, *prose)}
    text = chapters if chapters is not None else _chapters(form)
    return AnnualReport(
        body_code="640381106000",
        body_name="邵岗镇",
        body_full_name="青铜峡市邵岗镇人民政府",
        year=year,
        form=form,
        title=title or f"青铜峡市邵岗镇{year}年政府信息公开工作年度报告",
        demonstration=demonstration,
        preamble=(_paragraph(f"本报告所列数据统计期限为{year}年1月1日至{year}年12月31日。", known),),
        chapters=tuple(
            ComputedChapter(heading, tuple(_paragraph(line, known) for line in lines))
            for heading, lines in text.items()
        ),
        figures=figures,
        prose_figures=prose,
        findings=findings,
    )


def _chapters(form: str) -> dict[str, tuple[str, ...]]:
    if form == "2014":
        return CHAPTERS
    return dict.fromkeys(edition(form).sections, ("本镇按规定公开。",))


def _figure(field: Field, values: dict[str, Number] | None) -> Figure:
    level = next((depth for shape, depth in _LEVELS if re.match(shape, field.label)), 3)
    if not field.numeric:
        return Figure(field.code, field.label, "", None, "heading", 0, level)
    value: Number
    if values is not None and field.code in values:
        value = values[field.code]
    elif field.table:
        value = field.order
    else:
        value = VALUES.get(field.code, 0)
    return Figure(
        field.code, field.label, field.unit or "", value, "tally", int(value), level, "按记录逐条计数。"
    )


def _paragraph(line: str, known: dict[str, Figure]) -> Paragraph:
    pieces: list[Words | Bound] = []
    for at, part in enumerate(_TOKEN.split(line)):
        if at % 2:
            pieces.append(Bound(known[part], str(known[part].value)))
        elif part:
            pieces.append(Words(part))
    return Paragraph(tuple(pieces))
