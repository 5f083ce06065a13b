"""Finding the bodies that the rows of a ledger name, by code or by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from gongkai.records.bodies.codes import full_code, stem
from gongkai.records.bodies.models import Body
from gongkai.records.ledger.intake.kind import Context, LedgerKind, Row
from gongkai.records.ledger.intake.outcome import Problem
from gongkai.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Missing:
    """Why no body was found."""

    reason: str


class BodyFinder:
    """Looks bodies up once a text, within what the context of the import allows."""

    def __init__(self, context: Context) -> None:
        self._scope = context.scope
        self._stem = stem(context.scope) if context.scope else ""
        self._may = context.may
        self._found: dict[str, Body | Missing] = {}

    def resolve(self, rows: Sequence[Row], kind: LedgerKind, column: str = "body") -> list[Problem]:
        """Put the body of every row into ``found``; the rows without one are problems."""
        heading = kind.column(column).heading
        problems = []
        texts = [str(row.values.get(column) or self._scope) for row in rows]
        self._look_up(texts)
        for row, text in zip(rows, texts, strict=True):
            body = self._found[text]
            if isinstance(body, Missing):
                problems.append(Problem(row.sheet, row.number, heading, body.reason))
            else:
                row.found[column] = body
        return problems

    def _look_up(self, texts: Iterable[str]) -> None:
        wanted = set(texts) - self._found.keys()
        if not wanted:
            return
        codes = {text: code for text in wanted if (code := _as_code(text))}
        names = wanted - codes.keys()
        bodies = list(
            Body.objects.filter(Q(code__in=codes.values()) | Q(name__in=names) | Q(full_name__in=names))
        )
        by_code = {body.code: body for body in bodies}
        for text, code in codes.items():
            self._found[text] = self._within(text, by_code.get(code))
        for text in names:
            self._found[text] = self._named(
                text, [body for body in bodies if text in (body.name, body.full_name)]
            )

    def _within(self, text: str, body: Body | None) -> Body | Missing:
        if body is None:
            return Missing(f"没有代码为“{text}”的机构：请核对，或先导入机构台账。")
        return self._reached(text, body)

    def _named(self, text: str, bodies: Sequence[Body]) -> Body | Missing:
        inside = [body for body in bodies if body.code.startswith(self._stem)]
        if len(inside) == 1:
            return self._reached(text, inside[0])
        if len(inside) > 1:
            return Missing(f"有 {len(inside)} 个机构叫“{text}”：请改填机构代码。")
        if bodies:
            return self._reached(text, bodies[0])
        return Missing(f"没有叫“{text}”的机构：请核对名称，或改填机构代码。")

    def _reached(self, text: str, body: Body) -> Body | Missing:
        """The body, when it lies under the one that was named and is one's own to write for."""
        if not body.code.startswith(self._stem):
            return Missing(outside(text, self._scope))
        if not self._may(body.code):
            return Missing(f"“{text}”不在您办理的范围内：只能登记自己单位的记录。")
        return body


def outside(text: str, scope: str) -> str:
    """Why a body that lies elsewhere is refused."""
    return f"“{text}”不在指定的机构（{scope}）及其下属范围内。"


def _as_code(text: str) -> str | None:
    """The full code, when the text begins as one; a name never begins with a digit here."""
    if not text[:1].isdigit():
        return None
    try:
        return full_code(text)
    except Refusal:
        return text
