"""Who a person is on a day, and the sentences that say whose content they see and whose they change.

Each sentence has a query twin in :mod:`gongkai.records.bodies.queries`; a test compares the two on a generated
population. A village editor or liaison acts for the village alone; a clerk, reviewer, leader or auditor of the town
for everything under it; a system manager for people and settings, and for no content.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.records.bodies.codes import stem
from gongkai.records.bodies.models import Body, Person, Role

OWN_BODY_ROLES = frozenset({Role.EDITOR, Role.LIAISON})
SUBTREE_ROLES = frozenset({Role.CLERK, Role.REVIEWER, Role.LEADER, Role.AUDITOR})
WRITING_ROLES = frozenset({Role.EDITOR, Role.LIAISON, Role.CLERK})


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person with the posts held on one day: pairs of role and body code."""

    person_id: int
    name: str
    posts: frozenset[tuple[str, str]]

    def holds(self, *roles: Role) -> bool:
        """Whether any of these roles is held anywhere."""
        return any(role in roles for role, _ in self.posts)

    @property
    def home(self) -> str:
        """The code of the body the person works for: the highest one of the posts; empty without a post."""
        return min((code for _, code in self.posts), default="", key=lambda code: (len(stem(code)), code))


def viewer_of(person: Person, on: date) -> Viewer:
    """The person as seen on a day. A person who is not in use holds no post."""
    if not person.is_active:
        return Viewer(person.pk, person.name, frozenset())
    held = person.posts.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)
    return Viewer(person.pk, person.name, frozenset(held.values_list("role", "body__code")))


def reaches(viewer: Viewer, code: str, roles: frozenset[Role]) -> bool:
    """Whether one of these roles is held at the body of ``code`` or, for roles that act below, at one above it."""
    for role, held_at in viewer.posts:
        if role not in roles:
            continue
        if code == held_at or (role in SUBTREE_ROLES and code.startswith(stem(held_at))):
            return True
    return False


def sees_content_of(viewer: Viewer, body: Body) -> bool:
    """Reads what a body owes and did: its own people, and the town's clerk, reviewer, leader and auditor."""
    return reaches(viewer, body.code, OWN_BODY_ROLES | SUBTREE_ROLES)


def changes_content_of(viewer: Viewer, body: Body) -> bool:
    """Writes for a body: its editor and liaison, and the clerk of the openness office above it."""
    return reaches(viewer, body.code, WRITING_ROLES)


def excuses_duties_of(viewer: Viewer, body: Body) -> bool:
    """Excuses a duty: the clerk or the leader above the body; nobody excuses their own village."""
    return reaches(viewer, body.code, frozenset({Role.CLERK, Role.LEADER}))


def manages_people(viewer: Viewer, body: Body) -> bool:
    """Keeps people and posts of a body: the system manager of the body or of one above it."""
    return any(role == Role.MANAGER and body.code.startswith(stem(code)) for role, code in viewer.posts)
