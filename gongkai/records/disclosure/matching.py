"""What a person is offered when meeting an obligation: items that could be it, and places for a new one."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

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


def targets_of(body: Body) -> QuerySet[Target]:
    """Boards, accounts and loudspeakers of a body that are in use, by channel."""
    return Target.objects.filter(body=body, until__isnull=True).order_by("channel", "name")
