"""台账 at the workbench: which kinds there are, who reads and who writes them, and which records of them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from gongkai.doors.workbench.guard import Desk
from gongkai.readings.annual import ledgers as annual
from gongkai.records import intake
from gongkai.records.bodies.codes import stem
from gongkai.records.bodies.models import Body, Role
from gongkai.records.bodies.permissions import OWN_BODY_ROLES, SUBTREE_ROLES
from gongkai.records.bodies.queries import seen_by
from gongkai.records.intake.jobs import writes_for
from gongkai.records.ledger.intake.kind import LedgerKind, May

KINDS: tuple[LedgerKind, ...] = tuple(kind for kind in (*intake.KINDS, *annual.KINDS) if kind.key != "people")
"""Every kind but that of people and posts, who are the manager's alone and have pages of their own."""
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("公开信息", ("items", "placements", "receipts", "targets", "documents")),
    ("解读、回应和建议提案", ("interpretations", "concerns", "responses", "proposals", "tickets")),
    ("依申请公开、复议诉讼和投诉", ("applications", "application-actions", "fees", "cases", "complaints")),
    ("政务服务", ("flows", "case-counts")),
    ("机构、人员和经费", ("offices", "reading-points", "staff", "spending")),
    ("会议、培训和监督", ("meetings", "courses", "supervision-points")),
    ("目录和年度报告", ("bodies", "fields", "directory", "reports", "chapters", "figures")),
)  # fmt: skip
_OF_THE_OFFICE = frozenset({"bodies", "fields", "directory", "reports", "chapters", "figures"})
"""What is laid down once for the whole town: a village's liaison writes none of it."""


def kind_of(key: str) -> LedgerKind:
    """The kind of a key. Raises Http404."""
    found = next((kind for kind in KINDS if kind.key == key), None)
    if found is None:
        raise Http404("没有这种台账。")
    return found


def grouped() -> list[tuple[str, list[LedgerKind]]]:
    """The kinds under the headings of the page; one that no heading names comes last."""
    named = {key for _, keys in GROUPS for key in keys}
    groups = [(title, [kind_of(key) for key in keys]) for title, keys in GROUPS]
    rest = [kind for kind in KINDS if kind.key not in named]
    return [*groups, ("其他", rest)] if rest else groups


def may_write(desk: Desk, kind: LedgerKind) -> bool:
    """Whether this person brings records of a kind in at all; for which bodies is asked row by row."""
    own = desk.viewer.holds(*OWN_BODY_ROLES) and kind.key not in _OF_THE_OFFICE
    return own or desk.viewer.holds(Role.CLERK)


def to_write(desk: Desk, key: str) -> LedgerKind:
    """The kind, for who writes it. Raises Http404 and PermissionDenied."""
    kind = kind_of(key)
    if not may_write(desk, kind):
        who = "公开办经办人" if kind.key in _OF_THE_OFFICE else "联络员、信息员和公开办经办人"
        raise PermissionDenied(f"{kind.label}由{who}登记，您只能查看。")
    return kind


def writer(desk: Desk) -> May:
    """For which bodies this person writes."""
    return writes_for(desk.viewer)


def records_seen(desk: Desk, kind: LedgerKind, body: Body | None = None) -> QuerySet[Any]:
    """The records of a kind that this person may see, or those of one body and what lies under it."""
    if kind.shelf is None:
        raise Http404("这种台账有自己的页面。")
    found = kind.shelf.found()
    if not kind.shelf.body:
        return found
    bodies = seen_by(desk.viewer)
    if body is not None:
        bodies = bodies.filter(code__startswith=stem(body.code))
    return found.filter(**{f"{kind.shelf.body}__in": bodies.order_by().values("pk")})


def sees_everything_below(desk: Desk) -> bool:
    """Whether this person's posts reach below one body: files that name no body are shown to them alone."""
    return desk.viewer.holds(*SUBTREE_ROLES)
