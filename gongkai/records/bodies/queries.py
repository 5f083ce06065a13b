"""Reads of the bodies."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongkai.records.bodies.codes import full_code, stem
from gongkai.records.bodies.models import Body, Person, Role
from gongkai.records.bodies.permissions import OWN_BODY_ROLES, SUBTREE_ROLES, WRITING_ROLES, Viewer
from gongkai.rules.refusal import Refusal


def find_body(code: str) -> Body:
    """The body of a code, short or full. Raises Refusal when there is none."""
    full = full_code(code)
    body = Body.objects.filter(code=full).first()
    if body is None:
        raise Refusal(f"没有代码为“{code}”的机构。请核对区划代码，或先导入机构台账。")
    return body


def subtree(body: Body) -> QuerySet[Body]:
    """The body and everything under it, in the order of codes."""
    return Body.objects.filter(code__startswith=stem(body.code)).order_by("code")


def subtree_ids(body: Body) -> list[int]:
    """Keys of :func:`subtree`: a town has some twenty, so a list is the cheapest filter."""
    return list(subtree(body).values_list("pk", flat=True))


def reached(viewer: Viewer, roles: frozenset[Role]) -> QuerySet[Body]:
    """The query twin of :func:`gongkai.records.bodies.permissions.reaches`."""
    where = Q(pk__in=[])
    for role, code in viewer.posts:
        if role in roles:
            where |= Q(code__startswith=stem(code)) if role in SUBTREE_ROLES else Q(code=code)
    return Body.objects.filter(where).order_by("code")


def seen_by(viewer: Viewer) -> QuerySet[Body]:
    """The query twin of :func:`gongkai.records.bodies.permissions.sees_content_of`."""
    return reached(viewer, OWN_BODY_ROLES | SUBTREE_ROLES)


def changed_by(viewer: Viewer) -> QuerySet[Body]:
    """The query twin of :func:`gongkai.records.bodies.permissions.changes_content_of`."""
    return reached(viewer, WRITING_ROLES)


def managed_by(viewer: Viewer) -> QuerySet[Body]:
    """The query twin of :func:`gongkai.records.bodies.permissions.manages_people`."""
    where = Q(pk__in=[])
    for role, code in viewer.posts:
        if role == Role.MANAGER:
            where |= Q(code__startswith=stem(code))
    return Body.objects.filter(where).order_by("code")


def demonstration_logins() -> list[Person]:
    """Demonstration people who can sign in, in the order of their log-in names."""
    people = Person.objects.filter(demonstration=True, is_active=True).order_by("login")
    return [person for person in people if person.has_usable_password()]
