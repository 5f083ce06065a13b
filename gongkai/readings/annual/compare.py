"""A published report against the ledger, row by row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gongkai.readings.annual.figures import AnnualReport, Figure, plain
from gongkai.rules.forms.recognised import CellProblem, Recognised
from gongkai.rules.refusal import Refusal

HEADING = "标题行"
_PROBLEMS = {
    "not-a-number": "报告中填的是“{raw}”，不是数字",
    "unit": "报告中的单位印作“{raw}”",
    "unit-inside": "报告把单位写在数里：“{raw}”",
    "duplicate": "报告中这一行出现两次，另一处为 {raw}",
    "columns": "报告中这一行的各列分不清：“{raw}”",
}


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row of the form in the published report and in the ledger."""

    code: str
    label: str
    published: int | float | None
    """None when the row is blank or missing, or a heading without a value."""
    computed: int | float | None
    equal: bool
    note: str
    heading: bool

    def as_json(self) -> dict[str, Any]:
        """The row for ``gongkai annual compare --format json``."""
        return {
            "code": self.code,
            "label": self.label,
            "published": self.published,
            "computed": self.computed,
            "equal": self.equal,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows, and what makes the two reports hard to compare at all."""

    rows: tuple[ComparedRow, ...]
    warnings: tuple[str, ...]

    @property
    def differing(self) -> tuple[ComparedRow, ...]:
        """Data rows that are not equal."""
        return tuple(row for row in self.rows if not row.equal and not row.heading)


def compare(report: AnnualReport, published: Recognised) -> Comparison:
    """The rows of the form, each as published and as computed.

    Raises Refusal when no table was found, or when it is another form than the one that was computed.
    """
    if published.form is None:
        raise Refusal("没有在文件中找到统计表，无法对照。请确认文件是年度报告。")
    if published.form != report.form:
        raise Refusal(
            f"文件使用 {published.form} 年版的表，台账按 {report.form} 年版计算，两者不能对照。请用 --form 指定同一版。"
        )
    problems: defaultdict[str, list[CellProblem]] = defaultdict(list)
    for problem in published.problems:
        problems[problem.code].append(problem)
    rows = tuple(_row(figure, published, problems[figure.code]) for figure in report.figures)
    return Comparison(rows, tuple(_warnings(report, published)))


def _row(figure: Figure, published: Recognised, problems: list[CellProblem]) -> ComparedRow:
    heading = figure.source == "heading"
    cell = published.cells.get(figure.code)
    found = published.values.get(figure.code)
    notes = [_PROBLEMS[one.kind].format(raw=one.raw) for one in problems if one.kind in _PROBLEMS]
    if heading:
        notes.insert(0, f"{HEADING}，不填数" if found is not None else HEADING)
    elif found is None and cell is None:
        notes.insert(0, "报告中没有这一行")
    elif found is None and not notes:
        notes.insert(0, "报告中没有填数（空白不按 0 计算）")
    if figure.source == "entered":
        notes.append(figure.reason)
    return ComparedRow(
        code=figure.code,
        label=figure.label,
        published=found,
        computed=plain(figure.value),
        equal=_equal(figure, found),
        note="；".join(notes),
        heading=heading,
    )


def _equal(figure: Figure, found: int | float | None) -> bool:
    if found is None or figure.value is None:
        return found is None and figure.value is None
    return Decimal(str(found)) == Decimal(figure.value)


def _warnings(report: AnnualReport, published: Recognised) -> list[str]:
    warnings: list[str] = []
    year = next((mention.year for mention in published.years), report.year)
    if year != report.year:
        warnings.append(f"文件是 {year} 年度的报告，台账算的是 {report.year} 年度。")
    if published.body is not None and not _same_body(report, published.body.full):
        warnings.append(f"文件是“{published.body.full}”的报告，台账是“{report.body_full_name}”的。")
    return warnings


def _same_body(report: AnnualReport, printed: str) -> bool:
    """Whether the name on the report is the body's, with or without the names above it."""
    full = report.body_full_name.removesuffix("人民政府")
    return printed.endswith(report.body_name) or printed.endswith(full) or full.endswith(printed)
