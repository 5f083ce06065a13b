"""Every verb of a review writes through the turn that its person saw: who comes second is told, and does nothing."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from gongkai.records.ledger.queries import acts_of
from gongkai.records.review.models import Decision, Review
from gongkai.rules.refusal import OvertakenError, Refusal


def as_seen(review: Review) -> QuerySet[Review]:
    """The review if nobody changed it since it was read: what a compare-and-set writes through."""
    return Review.objects.filter(pk=review.pk, turn=review.turn, digest=review.digest)


def change(review: Review, **values: Any) -> None:
    """Change the review and count the turn. Raises OvertakenError, naming who was quicker, when it is not as seen."""
    if not as_seen(review).update(turn=F("turn") + 1, **values):
        raise overtaken(review)


def overtaken(review: Review) -> OvertakenError:
    """What the second one is told."""
    last = acts_of("review", str(review.pk)).first()
    who = f"“{last.actor}”刚刚办理了这件送审" if last else "这件送审刚刚有变动"
    return OvertakenError(f"{who}，您的操作没有生效。请看清现在的情况再决定。")


def require_seen(review: Review, seen: int) -> None:
    """Raises OvertakenError when the form was made of another turn than the present one."""
    if review.turn != seen or not as_seen(review).exists():
        raise overtaken(review)


def decisions_now(review: Review) -> list[Decision]:
    """The decisions of the present round, in their order."""
    return list(review.decisions.filter(round=review.round).order_by("decided_at", "id"))


def refuse_author(review: Review, person_id: int) -> None:
    """Raises Refusal when somebody had a hand in the paper: nobody reviews their own work."""
    if person_id in review.authors:
        raise Refusal("您参与起草了这份文件，不能审查它，请由别人审查。")


def steps_to_make_up(review: Review) -> tuple[str, ...]:
    """The steps of a paper that went out first, which are still to be made up; empty for every other."""
    if review.urgent_due is None or review.urgent_done_at is not None:
        return ()
    said = {one.step for one in decisions_now(review)}
    return tuple(step for step in review.steps if step not in said)
