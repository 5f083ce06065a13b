"""Who decides which step of whose papers; each sentence has its query twin in ``queries``."""

from __future__ import annotations

from gongkai.records.bodies.models import Body, Role
from gongkai.records.bodies.permissions import Viewer, reaches
from gongkai.records.review.models import ReviewStep

STEP_ROLES: dict[str, frozenset[Role]] = {
    ReviewStep.OFFICE: frozenset({Role.CLERK}),
    ReviewStep.SELF_CHECK: frozenset({Role.EDITOR, Role.LIAISON, Role.CLERK}),
    ReviewStep.SECRECY: frozenset({Role.REVIEWER}),
    ReviewStep.LEADER: frozenset({Role.LEADER}),
}
"""The openness office, the body's own people, the secrecy reviewer, the leader in charge."""

KEEPS_RULES = frozenset({Role.CLERK, Role.LEADER})


def decides_step_of(viewer: Viewer, body: Body, step: str) -> bool:
    """Holds the role of a step at the body or above it. That authors never decide is asked of each review."""
    return reaches(viewer, body.code, STEP_ROLES[step])


def sets_rules_of(viewer: Viewer, body: Body) -> bool:
    """Sets which steps the papers of a body take: the clerk of the openness office, or the leader."""
    return reaches(viewer, body.code, KEEPS_RULES)


def handles_reviews_of(viewer: Viewer, body: Body) -> bool:
    """Asks outside and notes answers: whoever may decide any step."""
    return any(decides_step_of(viewer, body, step) for step in STEP_ROLES)
