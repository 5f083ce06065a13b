"""What waits for whom in the reviews: the inbox of each reviewer; the query twins of ``permissions``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.records.bodies.models import Body
from gongkai.records.bodies.permissions import Viewer
from gongkai.records.bodies.queries import reached, seen_by
from gongkai.records.review.models import Consultation, Review, ReviewState
from gongkai.records.review.permissions import KEEPS_RULES, STEP_ROLES
from gongkai.records.review.turns import decisions_now, steps_to_make_up
from gongkai.rules.procedure import next_step


def decided_by(viewer: Viewer, step: str) -> QuerySet[Body]:
    """The query twin of :func:`gongkai.records.review.permissions.decides_step_of`."""
    return reached(viewer, STEP_ROLES[step])


def ruled_by(viewer: Viewer) -> QuerySet[Body]:
    """The query twin of :func:`gongkai.records.review.permissions.sets_rules_of`."""
    return reached(viewer, KEEPS_RULES)


def current_step(review: Review) -> str | None:
    """The step whose turn it is; None when the review is over."""
    if review.state != ReviewState.IN_REVIEW:
        return None
    return next_step(review.steps, [one.step for one in decisions_now(review)])


@dataclass(frozen=True, slots=True)
class Waiting:
    """One review that waits for a person, at which step, and whether the paper is out already."""

    review: Review
    step: str
    urgent: bool
    late: bool


def waiting_for(viewer: Viewer, on: date) -> list[Waiting]:
    """What this person can decide now, urgent ones first: never what they wrote at or have decided in already."""
    mine = Q(pk__in=[])
    for step in STEP_ROLES:
        mine |= Q(pk__in=decided_by(viewer, step))
    found = (
        Review.objects.filter(
            Q(state=ReviewState.IN_REVIEW)
            | Q(state=ReviewState.CLEARED, urgent_due__isnull=False, urgent_done_at__isnull=True),
            body__in=Body.objects.filter(mine),
        )
        .select_related("body", "version", "version__document", "submitted_by")
        .order_by("submitted_at", "id")
    )
    reach = {step: set(decided_by(viewer, step).values_list("pk", flat=True)) for step in STEP_ROLES}
    waiting = []
    for review in found:
        if viewer.person_id in review.authors:
            continue
        said = decisions_now(review)
        if any(one.decided_by_id == viewer.person_id for one in said):
            continue
        made_up = steps_to_make_up(review)
        wanted = next(
            (one for one in made_up or (current_step(review) or "",) if review.body_id in reach.get(one, ())),
            None,
        )
        if wanted is not None:
            late = review.urgent_due is not None and review.urgent_due < on
            waiting.append(Waiting(review, wanted, bool(made_up), late))
    return sorted(waiting, key=lambda one: (not one.urgent, one.review.submitted_at, one.review.pk))


def urgent_open(viewer: Viewer) -> QuerySet[Review]:
    """Papers that went out first and whose review has not been made up, in the bodies a person sees; soonest first."""
    return (
        Review.objects.filter(urgent_due__isnull=False, urgent_done_at__isnull=True, body__in=seen_by(viewer))
        .select_related("body", "version", "version__document", "urgent_by")
        .order_by("urgent_due", "id")
    )


def returned_to(viewer: Viewer) -> list[Review]:
    """Papers that came back and that this person wrote at, unless a newer version is under way; newest first."""
    found = (
        Review.objects.filter(state=ReviewState.RETURNED, body__in=seen_by(viewer))
        .select_related("body", "version", "version__document")
        .order_by("-settled_at", "-id")
    )
    return [
        review
        for review in found
        if viewer.person_id in review.authors
        and not review.version.document.versions.filter(number__gt=review.version.number).exists()
    ]


def unanswered(viewer: Viewer) -> QuerySet[Consultation]:
    """Questions to the outside whose answer is awaited, the oldest first."""
    return (
        Consultation.objects.filter(answered_at__isnull=True, review__body__in=seen_by(viewer))
        .select_related("review", "review__body", "review__version__document")
        .order_by("asked_at", "id")
    )
