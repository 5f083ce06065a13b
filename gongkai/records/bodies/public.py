"""What the public pages ask of the bodies: whose portal it is, its villages, and how to reach each."""

from __future__ import annotations

from gongkai.records.bodies.codes import stem
from gongkai.records.bodies.models import Body, BodyKind

VILLAGE_KINDS = (BodyKind.VILLAGE, BodyKind.COMMUNITY)


def front_body() -> Body | None:
    """The body whose portal this is: the topmost of those in the database; None when there is none yet."""
    return Body.objects.exclude(kind=BodyKind.OFFICE).order_by("code").first()


def below(body: Body) -> list[Body]:
    """The body itself, then everything under it, in the order of codes; one query."""
    return list(Body.objects.filter(code__startswith=stem(body.code)).order_by("code"))


def villages(bodies: list[Body]) -> list[Body]:
    """Villages and communities among some bodies."""
    return [body for body in bodies if body.kind in VILLAGE_KINDS]
