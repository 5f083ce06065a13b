"""政府信息公开情况统计表, the sheet of 2014-2018 (国办发〔2014〕32号): label, unit, number, one row an indicator."""

from __future__ import annotations

from gongkai.readings.annual.figures import AnnualReport, Figure, Paragraph, Words
from gongkai.readings.annual.render.parts import Annex, Block, Cell, Table, head_cell, value_cell

NAME = "政府信息公开情况统计表"
_PRINTED_RULES = {
    "s1_1": "（不同渠道和方式公开相同信息计1条）",
    "s2_1": "（不同方式回应同一热点或舆情计1次）",
}
"""Counting rules that the sheet itself prints under a label."""
_INDENTS = (0.0, 1.0, 2.0, 3.0)
"""Characters by level: 一、 （一） 1. 其中."""
_AMONG = "其中："


def annex(report: AnnualReport) -> tuple[Block, ...]:
    """What follows the last chapter: the line that names the annex, then the annex itself."""
    return (
        Paragraph((Words(f"附件：{report.body_name}{NAME}"),)),
        Annex("附件", f"{report.body_name}{NAME}", f"（{report.year}年度）"),
        table(report),
    )


def table(report: AnnualReport) -> Table:
    """The sheet as one table with a heading row."""
    head = (head_cell("统　计　指　标"), head_cell("单位"), head_cell("统计数"))
    return Table(NAME, (0.74, 0.11, 0.15), 1, (head, *(_row(figure) for figure in report.figures)))


def _row(figure: Figure) -> tuple[Cell, ...]:
    rule = _PRINTED_RULES.get(figure.code, "")
    label = Cell(figure.label, indent=indent(figure), strong=figure.level == 0, note=rule)
    return (label, Cell(figure.unit or "—", align="center"), value_cell(figure))


def indent(figure: Figure) -> float:
    """How far a label is set in, in characters. A row that goes on under 其中： stands under the words behind it."""
    deep = _INDENTS[min(figure.level, len(_INDENTS) - 1)]
    goes_on = figure.level >= 3 and not figure.label.startswith(_AMONG)
    return deep + (len(_AMONG) if goes_on else 0)
