"""A computed report as somebody may have printed it: text, one row a line."""

from __future__ import annotations

from gongkai.readings.annual.figures import AnnualReport
from gongkai.rules.forms.paper import Line, Paper, Place


def lines_of(computed: AnnualReport, changes: dict[str, str | None], *, year: int = 2018) -> list[str]:
    """Title, heads and one row a line; ``changes`` gives other values by code, None leaves the row out."""
    lines = [
        f"青铜峡市邵岗镇{year}年政府信息公开工作年度报告",
        "政府信息公开情况统计表",
        f"（{year}年度）",
        "统计指标\t单位\t统计数",
    ]
    for figure in computed.figures:
        value = changes.get(figure.code, "" if figure.value is None else str(figure.value))
        if value is not None:
            lines.append(f"{figure.label}\t{figure.unit or '—'}\t{value}")
    return lines


def printed(computed: AnnualReport, changes: dict[str, str | None], *, year: int = 2018) -> Paper:
    """The report as a reader of text files would hand it over."""
    lines = lines_of(computed, changes, year=year)
    return Paper("报告.txt", "txt", tuple(Line(text, Place(line=at)) for at, text in enumerate(lines, 1)))
