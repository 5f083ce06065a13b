"""The sentences and their query twins say the same on a generated population."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gongkai.records.bodies.models import Body, BodyKind, Person, Post, Role
from gongkai.records.bodies.permissions import (
    Viewer,
    changes_content_of,
    excuses_duties_of,
    manages_people,
    sees_content_of,
    viewer_of,
)
from gongkai.records.bodies.queries import changed_by, managed_by, seen_by

CODES = [
    ("640381000000", BodyKind.COUNTY),
    ("640381106000", BodyKind.TOWN),
    ("640381106201", BodyKind.VILLAGE),
    ("640381106202", BodyKind.VILLAGE),
    ("640381106000-01", BodyKind.OFFICE),
    ("640381107000", BodyKind.TOWN),
    ("640381107201", BodyKind.VILLAGE),
]
DAY = date(2018, 6, 1)
POSTS = st.frozensets(
    st.tuples(st.sampled_from([role.value for role in Role]), st.sampled_from([code for code, _ in CODES])),
    max_size=4,
)


class Twins(TestCase):
    """Hypothesis draws the posts; the bodies stand."""

    def setUp(self) -> None:
        for code, kind in CODES:
            Body.objects.create(code=code, name=code, kind=kind)

    @settings(max_examples=60, deadline=None)
    @given(posts=POSTS)
    def test_every_sentence_and_its_query_agree(self, posts: frozenset[tuple[str, str]]) -> None:
        viewer = Viewer(1, "演示", posts)
        bodies = list(Body.objects.all())
        for sentence, twin in (
            (sees_content_of, seen_by),
            (changes_content_of, changed_by),
            (manages_people, managed_by),
        ):
            assert {b.code for b in bodies if sentence(viewer, b)} == {b.code for b in twin(viewer)}


@pytest.mark.parametrize(
    ("role", "at", "sees", "changes", "excuses", "manages"),
    [
        (Role.LIAISON, "640381106201", True, True, False, False),
        (Role.LIAISON, "640381106202", False, False, False, False),
        (Role.EDITOR, "640381106000", False, False, False, False),
        (Role.CLERK, "640381106000", True, True, True, False),
        (Role.CLERK, "640381107000", False, False, False, False),
        (Role.REVIEWER, "640381106000", True, False, False, False),
        (Role.LEADER, "640381106000", True, False, True, False),
        (Role.AUDITOR, "640381106000", True, False, False, False),
        (Role.MANAGER, "640381106000", False, False, False, True),
    ],
)
def test_what_each_role_may_do_for_a_village(
    role: Role, at: str, sees: bool, changes: bool, excuses: bool, manages: bool
) -> None:
    viewer = Viewer(1, "演示", frozenset({(role.value, at)}))
    village = Body(code="640381106201", name="村", kind=BodyKind.VILLAGE)
    assert sees_content_of(viewer, village) is sees
    assert changes_content_of(viewer, village) is changes
    assert excuses_duties_of(viewer, village) is excuses
    assert manages_people(viewer, village) is manages


@pytest.mark.django_db
def test_a_post_counts_from_its_first_to_its_last_day_and_for_nobody_out_of_use() -> None:
    village = Body.objects.create(code="640381106201", name="村", kind=BodyKind.VILLAGE)
    person = Person.objects.create_person("liaison", "演示")
    Post.objects.create(
        person=person, body=village, role=Role.LIAISON, since=date(2018, 1, 1), until=date(2018, 6, 1)
    )
    assert viewer_of(person, date(2017, 12, 31)).posts == frozenset()
    assert viewer_of(person, date(2018, 6, 1)).home == village.code
    assert viewer_of(person, date(2018, 6, 2)).posts == frozenset()
    person.is_active = False
    assert viewer_of(person, DAY).posts == frozenset()
