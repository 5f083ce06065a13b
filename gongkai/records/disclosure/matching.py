"""What a person is offered when meeting an obligation: items that could be it, and a number for a new one."""

from __future__ import annotations

import re

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.records.bodies.codes import stem
from gongkai.records.bodies.models import Body
from gongkai.records.catalogue.models import Obligation
from gongkai.records.disclosure.models import Fulfilment, Item, Target


def items_that_could_meet(obligation: Obligation, words: str = "") -> QuerySet[Item]:
    """Public items of the same body and field from the day the duty arose; those that met nothing yet come first.

    ``used`` says whether an item has met another obligation already.
    """
    linked = Fulfilment.objects.filter(item=OuterRef("pk"))
    found = Item.objects.filter(
        body=obligation.body_id,
        field=obligation.field_id,
        withdrawn_on__isnull=True,
        published_on__gte=obligation.arose_on,
    ).exclude(fulfils__obligation=obligation)
    if words:
        found = found.filter(Q(title__icontains=words) | Q(number__icontains=words))
    return found.annotate(used=Exists(linked)).order_by("used", "-published_on", "-id")


def propose_number(body: Body, year: int) -> str:
    """The next free number of a body in a year, ``640381106201/2026-00012``.

    No norm fixes the pattern of 索引号; numbers are never used again, so the next one follows the highest.
    """
    prefix = f"{stem(body.code)}/{year}-"
    taken = Item.objects.filter(body=body, number__startswith=prefix).values_list("number", flat=True)
    serials = [
        int(found[1]) for number in taken if (found := re.fullmatch(r"(\d{1,9})", number[len(prefix) :]))
    ]
    return f"{prefix}{max(serials, default=0) + 1:05d}"


def targets_of(body: Body) -> QuerySet[Target]:
    """Boards, accounts and loudspeakers of a body that are in use, by channel."""
    return Target.objects.filter(body=body, until__isnull=True).order_by("channel", "name")
