"""Checking the cells of a form against one another, against last year and against the text.

Silent on what is right. A blank is not a zero: a relation with a blank in it is not evaluated, and the blank itself
is reported once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from gongkai.rules.forms.edition import Edition, Field, Relation, edition_id_for
from gongkai.rules.forms.paper import Place
from gongkai.rules.forms.recognised import CellProblem, Number, Recognised
from gongkai.rules.forms.wording import squeezed, without_brackets, without_numbering
from gongkai.rules.relations.expression import Lookup, parse, plain
from gongkai.rules.relations.finding import Finding, Severity

Values = Mapping[str, Number | None]

_MONEY = frozenset({"元", "万元", "亿元", "万"})
_NUMBERS_IN_A_ROW = 8
"""A sum of more parts than this is not written out."""
_MOST_NAMED = 6
"""Rows that a finding on many rows names before it says 等."""


def check_cells(
    edition: Edition,
    values: Values,
    places: Mapping[str, Place],
    previous: Values | None = None,
    params: Values | None = None,
    *,
    narrative: Values | None = None,
    problems: Sequence[CellProblem] = (),
    missing: Sequence[str] = (),
) -> list[Finding]:
    """What does not agree in one form.

    ``values`` and ``places`` are by code; ``previous`` is last year's values, ``params`` the settings (such as
    ``reportingUnits``, ``township``, ``year``), ``narrative`` the numbers of the text by code. ``problems`` and
    ``missing`` come from recognition. What is not given is not checked.
    """
    lookup = _lookup(values, previous or {}, params or {}, narrative or {})
    findings = [*_problem_findings(edition, problems), *_kind_findings(edition, values, places)]
    findings.extend(_gap_findings(edition, problems, missing))
    for relation in edition.relations:
        finding = _relation_finding(edition, relation, lookup, places)
        if finding is not None:
            findings.append(finding)
    return sorted(findings, key=lambda finding: _order(edition, finding))


def check_recognised(
    edition: Edition,
    recognised: Recognised,
    previous: Values | None = None,
    params: Values | None = None,
    *,
    narrative: Values | None = None,
) -> list[Finding]:
    """:func:`check_cells` on a recognised report, with what its title tells (its year, whether it is a town's)."""
    told: dict[str, Number | None] = {"year": recognised.year}
    if recognised.body is not None and recognised.body.level != "unknown":
        told["township"] = int(recognised.body.level == "town")
    return check_cells(
        edition,
        recognised.values,
        recognised.places,
        previous,
        {**told, **(params or {})},
        narrative=narrative,
        problems=recognised.problems,
        missing=recognised.missing,
    )


def check_form(form: str, year: int, place: Place) -> Finding | None:
    """Whether the report uses the form of its year (``place``: where the year stands)."""
    due = edition_id_for(year)
    if form == due:
        return None
    message = f"{year} 年度的报告应使用 {due} 年版的表，本报告使用的是 {form} 年版的表，请换用正确的表。"
    return Finding("form-year", "error", message, where=place, expected=due, found=form)


def _order(edition: Edition, finding: Finding) -> int:
    known = [edition.by_code[code].order for code in finding.cells if code in edition.by_code]
    return known[0] if known else 0


def _lookup(values: Values, previous: Values, params: Values, narrative: Values) -> Lookup:
    spaces = {"prev": previous, "param": params, "narrative": narrative}

    def lookup(term: str) -> Decimal | None:
        space, _, name = term.rpartition(".")
        value = spaces[space].get(name) if space else values.get(term)
        return None if value is None else Decimal(str(value))

    return lookup


def _relation_finding(
    edition: Edition, relation: Relation, lookup: Lookup, places: Mapping[str, Place]
) -> Finding | None:
    """The finding of a relation that does not hold; None when it holds or cannot be evaluated."""
    if relation.when is not None and not parse(relation.when).holds(lookup):
        return None
    left = parse(relation.lhs)
    terms = left.terms
    lhs = left.value(lookup)
    if relation.rhs is None:
        wrong, rhs, parts = lhs is not None, None, ""
    else:
        right = parse(relation.rhs)
        rhs = right.value(lookup)
        wrong = lhs is not None and rhs is not None and not _holds(relation.op, lhs, rhs)
        terms += right.terms
        longer = right if len(right.terms) >= len(left.terms) else left
        parts = longer.in_numbers(lookup) if wrong and len(longer.terms) <= _NUMBERS_IN_A_ROW else "各项"
    if not wrong or lhs is None:
        return None
    cells = tuple(term for term in dict.fromkeys(terms) if term in edition.by_code)
    shown = "" if rhs is None else plain(rhs)
    return Finding(
        rule=relation.id,
        severity=relation.severity,
        message=relation.sentence.format(lhs=plain(lhs), rhs=shown, parts=parts),
        cells=cells,
        where=next((places[code] for code in cells if code in places), Place()),
        expected=None if rhs is None else _number(rhs),
        found=_number(lhs),
    )


def _holds(operator: str, lhs: Decimal, rhs: Decimal) -> bool:
    if operator == "==":
        return lhs == rhs
    return lhs <= rhs if operator == "<=" else lhs >= rhs


def _number(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)


def short_label(field: Field) -> str:
    """A row's name in a sentence: without numbering, 其中 and its notes in brackets."""
    return re.sub(r"\s*/\s*", "·", without_brackets(without_numbering(squeezed(field.label))))


def _kind_findings(edition: Edition, values: Values, places: Mapping[str, Place]) -> Iterable[Finding]:
    """Counts are whole and not negative."""
    for field in edition.fields:
        value = values.get(field.code)
        if value is None or not field.numeric:
            continue
        place, name = places.get(field.code, Place()), short_label(field)
        if value < 0 and field.kind != "signed":
            message = f"{name}填的是 {value}，不能是负数（最小为 0），请核对。"
            yield Finding(f"N_{field.code}", "error", message, (field.code,), place, 0, value)
        if isinstance(value, float) and value != int(value) and field.kind != "decimal":
            message = f"{name}填的是 {value}，按{field.unit or '个'}计数应为整数，请核对。"
            yield Finding(f"N_{field.code}", "error", message, (field.code,), place, "整数", value)


def _problem_findings(edition: Edition, problems: Sequence[CellProblem]) -> Iterable[Finding]:
    """Problems of single cells that their values alone do not show."""
    for problem in problems:
        field = edition.by_code[problem.code]
        name, raw, due = short_label(field), problem.raw, problem.expected
        severity: Severity = "warning"
        if problem.kind == "unit":
            message = f"{name}的单位印的是“{raw}”，表式规定为“{due}”，请核对数值是否按“{due}”填写。"
            severity = "warning" if field.unit in _MONEY or raw in _MONEY else "info"
            rule = f"U_{problem.code}"
        elif problem.kind == "not-a-number":
            message = f"{name}填的是“{raw}”，不是数字，请改填数字（没有发生的填 0）。"
            severity, rule, due = "error", f"N_{problem.code}", "数字"
        elif problem.kind == "duplicate":
            message = f"{name}在表中出现两次，一处为 {due}，一处为 {raw}，请核对后只保留一处。"
            rule = f"D_{problem.code}"
        elif problem.kind == "columns":
            message = f"“{name}”所在行应有 {due} 个数，读到的是“{raw}”，空格处请填 0 后再检查。"
            rule = f"C_{problem.code}"
        else:
            continue
        yield Finding(rule, severity, message, (problem.code,), problem.place, due, raw)


def _gap_findings(
    edition: Edition, problems: Sequence[CellProblem], missing: Sequence[str]
) -> Iterable[Finding]:
    """One finding for all blank cells, one for all rows that are not in the table."""
    blanks = {problem.code: problem for problem in problems if problem.kind == "blank"}
    if blanks:
        message = (
            f"{_named(edition, list(blanks))} {len(blanks)} 处没有填数，没有发生的应填 0（空白不按 0 计算）"
        )
        place = next(iter(blanks.values())).place
        yield Finding("blank", "warning", message, tuple(blanks), place, 0, None)
    if missing:
        message = f"表中没有找到{_named(edition, missing)} {len(missing)} 行，请核对是否漏填或改了行名。"
        yield Finding("missing", "warning", message, tuple(missing))


def _named(edition: Edition, codes: Sequence[str]) -> str:
    names = "、".join(f"“{short_label(edition.by_code[code])}”" for code in codes[:_MOST_NAMED])
    return f"{names}等" if len(codes) > _MOST_NAMED else names
