"""One chapter of invented sentences, and what a check says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.rules.forms.paper import Line, Place
from gongkai.rules.forms.recognised import BodyName, Cell, Chapter, Number
from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.reading import Check, Reading

TOWN = BodyName("清泉县柳河镇", "town", county="清泉县", town="柳河镇")
OPEN = "主动公开政府信息情况"
REQUESTS = "依申请公开情况"
REMEDIES = "行政复议和行政诉讼情况"
CONCERNS = "回应社会关切情况"
CAPACITY = "机构人员经费情况"
PROPOSALS = "建议提案办理情况"
PLAN = "下一步工作计划"


def reading_of(
    text: str,
    title: str = OPEN,
    cells: Mapping[str, Number | None] | None = None,
    *,
    year: int | None = 2018,
    body: BodyName | None = TOWN,
    previous: Mapping[str, Number | None] | None = None,
    form: str = "2014",
) -> Reading:
    """A report of one chapter whose lines are those of ``text``, numbered from 1."""
    lines = tuple(Line(line, Place(line=number)) for number, line in enumerate(text.split("\n"), 1))
    values = dict(cells or {})
    printed = {
        code: Cell(code, value, str(value), None, code, Place(line=100), Place(line=100))
        for code, value in values.items()
    }
    return Reading(
        chapters=(Chapter("二", title, Place(line=0), lines),),
        form=form if cells is not None else None,
        values=values,
        cells=printed,
        previous=previous,
        year=year,
        body=body,
    )


def said(check: Check, reading: Reading) -> list[Finding]:
    """What the check yields."""
    found: Iterator[Finding] = check(reading)
    return list(found)


def rules(found: list[Finding]) -> list[tuple[str, str]]:
    """Rule and severity of each finding."""
    return [(finding.rule, finding.severity) for finding in found]
