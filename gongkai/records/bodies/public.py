"""What the public pages ask of the bodies: whose portal it is, its villages, and how to reach each."""

from __future__ import annotations

from gongkai.records.bodies.codes import stem
from gongkai.records.bodies.models import Body, BodyKind

VILLAGE_KINDS = (BodyKind.VILLAGE, BodyKind.COMMUNITY)


_LEVELS_ABOVE = 8
"""More than the levels of government above any town: enough to see whether there is one town or several."""


def front_body() -> Body | None:
    """The body whose portal this is: the only town, or the topmost government where there are several towns.

    A town knows its county too (to whom it reports), and is still the one whose portal this is. None when there is no
    body yet; one query.
    """
    governments = list(
        Body.objects.filter(kind__in=(BodyKind.COUNTY, BodyKind.TOWN)).order_by("code")[:_LEVELS_ABOVE]
    )
    towns = [body for body in governments if body.kind == BodyKind.TOWN]
    if len(towns) == 1:
        return towns[0]
    return governments[0] if governments else None


def below(body: Body) -> list[Body]:
    """The body itself, then everything under it, in the order of codes; one query."""
    return list(Body.objects.filter(code__startswith=stem(body.code)).order_by("code"))


def villages(bodies: list[Body]) -> list[Body]:
    """Villages and communities among some bodies."""
    return [body for body in bodies if body.kind in VILLAGE_KINDS]
