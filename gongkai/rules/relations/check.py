"""One report checked whole: the table against itself, the text against itself, each against the other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.rules.forms.edition import edition
from gongkai.rules.forms.paper import Line, Paper, Place
from gongkai.rules.forms.recognised import Number, Recognised
from gongkai.rules.forms.recognition import recognise
from gongkai.rules.forms.wording import squeezed
from gongkai.rules.refusal import Refusal
from gongkai.rules.relations.cells import check_cells, check_form, check_recognised
from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.against import mentions
from gongkai.rules.relations.prose.checks import check_text
from gongkai.rules.relations.prose.reading import Reading

_RANK = {"error": 0, "warning": 1, "info": 2}
_SHEET = re.compile(r"统计报?表")
_LONGEST_TITLE = 45
_FIRST_YEAR = 2014
_ABOUT = re.compile(r"信息公开|政务公开")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read from one report and what does not agree in it."""

    file: str
    kind: str
    """The kind of file: txt, html, docx, xlsx, csv, pdf or json."""
    form: str | None
    year: int | None
    body: str | None
    values: Mapping[str, Number | None]
    """Every cell of the form, None where it is blank, missing or no number; empty when no table was found."""
    findings: tuple[Finding, ...]
    """Errors first, each group in the order of the report."""

    def as_json(self) -> dict[str, Any]:
        """The object that ``gongkai annual check --format json`` prints for one file."""
        return {
            "file": self.file,
            "form": self.form,
            "year": self.year,
            "body": self.body,
            "values": dict(self.values),
            "findings": [finding.as_json() for finding in self.findings],
        }

    @property
    def wrong(self) -> bool:
        """Whether something in the report cannot be right."""
        return any(finding.severity == "error" for finding in self.findings)


def check_paper(
    paper: Paper,
    *,
    form: str = "auto",
    year: int | None = None,
    body_name: str | None = None,
    previous: Paper | None = None,
) -> Checked:
    """Check one report. ``year`` and ``body_name`` are what the caller expects it to be of; ``previous`` is last
    year's report of the same body.

    Raises Refusal for a file that is no annual report on disclosure: neither its table nor its subject is found.
    """
    report = recognise(paper, form, year)
    if not report.found and not report.title and not _about_disclosure(report):
        raise Refusal(f"{paper.file}：没有找到政府信息公开的统计表，也没有有关的文字，请确认是年度报告。")
    last = None if previous is None else recognise(previous)
    previous_values = None if last is None else last.values
    reading = _reading(paper, report, year, body_name, previous_values)
    findings = [*_table_findings(report, reading), *check_text(reading)]
    if last is not None:
        findings.extend(_previous_findings(reading, last))
    return Checked(
        file=paper.file,
        kind=paper.kind,
        form=report.form,
        year=report.year,
        body=report.body.full if report.body else None,
        values={} if report.form is None else _all_values(report),
        findings=_ordered(findings),
    )


def _about_disclosure(report: Recognised) -> bool:
    return any(_ABOUT.search(line.text) for chapter in report.chapters for line in chapter.lines)


def own_year(report: Recognised) -> int | None:
    """The year that most of title, table and period name; the title's when they are at odds one by one."""
    named = [mention.year for mention in report.years]
    return max(named, key=named.count) if named else None


def _all_values(report: Recognised) -> dict[str, Number | None]:
    known = edition(str(report.form))
    return {
        field.code: report.values.get(field.code)
        for field in known.fields
        if field.numeric or field.code in report.values
    }


def _reading(
    paper: Paper,
    report: Recognised,
    year: int | None,
    body_name: str | None,
    previous: Mapping[str, Number | None] | None,
) -> Reading:
    return Reading(
        chapters=report.chapters,
        form=report.form,
        values=report.values,
        cells=report.cells,
        previous=previous,
        year=own_year(report) or year,
        asked_year=year,
        years=report.years,
        body=report.body,
        title=report.title,
        title_place=report.title_place,
        asked_body=body_name,
        table_titles=tuple(
            line
            for line in _lines(paper)
            if _SHEET.search(line.text) and len(squeezed(line.text)) <= _LONGEST_TITLE
        ),
    )


def _lines(paper: Paper) -> list[Line]:
    cells = [Line(cell.text, cell.place) for table in paper.tables for row in table.rows[:2] for cell in row]
    return [*paper.lines, *cells]


def _table_findings(report: Recognised, reading: Reading) -> list[Finding]:
    if report.form is None:
        message = "没有找到统计表，只核对了文字；如果报告附有统计表，请检查表的行名。"
        return [Finding("table-missing", "warning", message), *_told_findings(reading)]
    findings = check_recognised(edition(report.form), report, reading.previous)
    if reading.year is not None and reading.year >= _FIRST_YEAR:
        wrong_form = check_form(report.form, reading.year, report.title_place)
        if wrong_form is not None:
            findings.append(wrong_form)
    return findings


def _told_findings(reading: Reading) -> list[Finding]:
    """Without a table the relations of the form still hold between the numbers that the text gives for its rows."""
    values: dict[str, Number | None] = {}
    places: dict[str, Place] = {}
    for told in mentions(reading):
        if told.sure and len(told.codes) == 1:
            whole = told.value == told.value.to_integral_value()
            values.setdefault(told.codes[0], int(told.value) if whole else float(told.value))
            places.setdefault(told.codes[0], told.sentence.place(told.quantity))
    return [] if reading.wording is None else check_cells(edition(reading.wording), values, places)


def _previous_findings(reading: Reading, last: Recognised) -> list[Finding]:
    """The file given as last year's report must be of the year before."""
    year, before = reading.year, own_year(last)
    if year is not None and before is not None and before != year - 1:
        message = f"作为上年报告给出的文件是{before}年度的，本报告是{year}年度的，应为{year - 1}年度。"
        return [Finding("previous-year", "warning", message, (), Place(), year - 1, before)]
    return []


def _ordered(findings: list[Finding]) -> tuple[Finding, ...]:
    once = list(dict.fromkeys(findings))
    return tuple(
        sorted(
            once,
            key=lambda finding: (_RANK[finding.severity], finding.where.page or 0, finding.where.line or 0),
        )
    )
