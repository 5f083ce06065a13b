"""Who may do what with files: by body, by role, and never both halves of a clearance."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.records.bodies.models import Body, BodyKind, Person, Role
from gongkai.records.bodies.permissions import Viewer
from gongkai.records.documents.models import Attachment, Clearance, Document, Version
from gongkai.records.documents.permissions import attaches_to, clears, seconds, sees_files_of

EAST, WEST, TOWN = "640999001201", "640999001202", "640999001000"


def _viewer(role: Role, code: str, pk: int = 7) -> Viewer:
    return Viewer(pk, "某人", frozenset({(role.value, code)}))


@pytest.fixture
def clearance() -> Clearance:
    body = Body(code=EAST, name="东村", kind=BodyKind.VILLAGE)
    document = Document(body=body, title="公示", formed_on=date(2026, 11, 20))
    attachment = Attachment(version=Version(document=document, number=1), name="名单.xlsx")
    return Clearance(attachment=attachment, given_by=Person(pk=1, login="a", name="甲"))


@pytest.mark.parametrize(
    ("role", "code", "may"),
    [
        # attaches, sees, clears, seconds
        (Role.EDITOR, EAST, (True, True, True, False)),
        (Role.LIAISON, EAST, (True, True, True, False)),
        (Role.EDITOR, WEST, (False, False, False, False)),
        (Role.CLERK, TOWN, (True, True, True, True)),
        (Role.REVIEWER, TOWN, (False, True, True, True)),
        (Role.LEADER, TOWN, (False, True, True, True)),
        (Role.AUDITOR, TOWN, (False, True, False, False)),
        (Role.MANAGER, TOWN, (False, False, False, False)),
    ],
)
def test_roles(role: Role, code: str, may: tuple[bool, ...], clearance: Clearance) -> None:
    viewer, attachment = _viewer(role, code), clearance.attachment
    version = attachment.version
    found = (
        attaches_to(viewer, version),
        sees_files_of(viewer, version),
        clears(viewer, attachment),
        seconds(viewer, clearance),
    )
    assert found == may


def test_nobody_seconds_their_own_clearance(clearance: Clearance) -> None:
    assert seconds(_viewer(Role.CLERK, TOWN, pk=2), clearance)
    assert not seconds(_viewer(Role.CLERK, TOWN, pk=1), clearance)
