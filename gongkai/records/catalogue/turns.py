"""Two people at one obligation: the second is told what the first did, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from gongkai.records.catalogue.models import Obligation
from gongkai.records.ledger.actions import take_turn
from gongkai.records.ledger.queries import acts_of
from gongkai.rules.refusal import OvertakenError

__all__ = ["OvertakenError", "as_seen", "state_mark"]


def state_mark(obligation: Obligation) -> str:
    """What a form remembers of the obligation it was made for: the dates that acts change."""
    dates = (obligation.met_on, obligation.excused_from, obligation.excused_until)
    return "/".join(day.isoformat() if day else "" for day in dates)


@contextmanager
def as_seen(obligation: Obligation, mark: str) -> Iterator[Obligation]:
    """A transaction in one's turn, with the obligation as it is now.

    Raises OvertakenError, with who did what, when it is no longer as it was seen.
    """
    with transaction.atomic():
        take_turn()
        now = Obligation.objects.select_related("body", "entry", "field").get(pk=obligation.pk)
        if state_mark(now) != mark:
            last = acts_of("obligation", str(now.pk)).first()
            who = f"“{last.actor}”刚刚办理了这项义务" if last else "这项义务刚刚有变动"
            raise OvertakenError(f"{who}，您的操作没有生效。请看清现在的情况再决定。")
        yield now
