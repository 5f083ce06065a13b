"""The review: one digest, distinct people, steps in their order; what is refused changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from gongkai.records.bodies.models import Person, Role
from gongkai.records.documents.models import Version
from gongkai.records.documents.papers.actions import begin_version
from gongkai.records.ledger.models import Act
from gongkai.records.ledger.queries import acts_of, chain_state
from gongkai.records.review.actions import Verdict, decide, recall
from gongkai.records.review.models import Approval, Decision, Review, ReviewState
from gongkai.records.review.queries import current_step, returned_to, waiting_for
from gongkai.records.review.rules import rule_for, set_rule
from gongkai.rules.refusal import OvertakenError, Refusal
from tests.workflow.town import (
    AT,
    CLOSED,
    TODAY,
    Town,
    advance,
    draft,
    make_town,
    no,
    settled,
    submitted,
    yes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def state_of_all() -> tuple[object, ...]:
    """What a refused act must leave as it was."""
    return (
        list(Review.objects.order_by("pk").values_list("pk", "state", "turn", "round")),
        Decision.objects.count(),
        list(Approval.objects.order_by("pk").values_list("digest", "used_at", "revoked_at")),
        Act.objects.count(),
    )


def test_three_people_clear_a_paper_and_the_digest_is_approved(town: Town) -> None:
    review = submitted(town)
    assert review.steps == ["self_check", "secrecy", "leader"]
    for _ in review.steps[:-1]:
        review = advance(town, review)
        assert review.state == ReviewState.IN_REVIEW
        assert not Approval.objects.exists()
    review = advance(town, review)
    assert review.state == ReviewState.CLEARED
    assert Approval.objects.get().digest == review.digest
    people = set(review.decisions.values_list("decided_by", flat=True))
    assert len(people) == 3
    assert town.writer.pk not in people
    assert [act.verb for act in acts_of("review", str(review.pk))] == ["decide_step"] * 3 + ["submit_paper"]
    assert chain_state().broken_at is None


def test_a_no_returns_the_paper_to_its_writer(town: Town) -> None:
    review = advance(town, submitted(town))
    review = decide(review, no("secrecy"), seen=review.turn, viewer=town.viewer(town.reviewer), at=AT)
    assert review.state == ReviewState.RETURNED
    assert returned_to(town.viewer(town.writer)) == [review]
    assert returned_to(town.viewer(town.colleague)) == []
    following = begin_version(review.version.document, person=town.writer, at=AT)
    assert (following.number, following.text) == (2, review.version.text)
    assert returned_to(town.viewer(town.writer)) == []
    again = submitted(town, following)
    assert again.digest != review.digest
    assert current_step(again) == "self_check"


def test_what_is_not_open_goes_to_the_openness_office_first(town: Town) -> None:
    review = submitted(town, **{key: getattr(CLOSED, key) for key in CLOSED.__slots__})
    assert review.steps == ["office", "leader"]
    back = Review.objects.get(pk=review.pk)
    review = advance(town, review)
    review = advance(town, review)
    assert review.state == ReviewState.WITHHELD
    assert not Approval.objects.exists()
    with pytest.raises(OvertakenError):
        decide(back, no("office"), seen=back.turn, viewer=town.viewer(town.clerk), at=AT)


Wrong = Callable[[Town, Review], Review]


def by(person: str, verdict: Callable[[str, Review], Verdict] = yes) -> Wrong:
    """Somebody decides the secrecy step, where it is the turn of that step."""

    def act(town: Town, review: Review) -> Review:
        viewer = town.viewer(getattr(town, person))
        return decide(review, verdict("secrecy", review), seen=review.turn, viewer=viewer, at=AT)

    return act


def unconfirmed(step: str, review: Review) -> Verdict:
    return replace(yes(step, review), confirmed=["no_state_secret"])


def silent(step: str, review: Review) -> Verdict:
    return Verdict(step, False, "  ")


def as_second_role(town: Town, review: Review) -> Review:
    """Who has checked takes on the reviewer's post as well."""
    person = Person.objects.get(pk=town.colleague.pk)
    employ_also(person, Role.REVIEWER, town)
    return decide(review, yes("secrecy", review), seen=review.turn, viewer=town.viewer(person), at=AT)


def as_author_in_office(town: Town, review: Review) -> Review:
    """Who wrote it takes on the reviewer's post."""
    person = Person.objects.get(pk=town.writer.pk)
    employ_also(person, Role.REVIEWER, town)
    return decide(review, yes("secrecy", review), seen=review.turn, viewer=town.viewer(person), at=AT)


def employ_also(person: Person, role: Role, town: Town) -> None:
    person.posts.create(body=town.town, role=role, since=TODAY)


def out_of_order(town: Town, review: Review) -> Review:
    return decide(review, yes("leader", review), seen=review.turn, viewer=town.viewer(town.leader), at=AT)


def with_old_form(town: Town, review: Review) -> Review:
    viewer = town.viewer(town.reviewer)
    return decide(review, yes("secrecy", review), seen=review.turn - 1, viewer=viewer, at=AT)


def after_the_text_changed(town: Town, review: Review) -> Review:
    Version.objects.filter(pk=review.version_id).update(text="<p>别的内容</p>")
    review.version.refresh_from_db()
    return by("reviewer")(town, review)


def after_the_facts_changed(town: Town, review: Review) -> Review:
    Version.objects.filter(pk=review.version_id).update(facts=review.version.facts | {"title": "别的标题"})
    review.version.refresh_from_db()
    return by("reviewer")(town, review)


WRONG = [
    (by("writer"), "不担任"),
    (by("stranger"), "不担任"),
    (by("clerk"), "不担任"),
    (by("leader"), "不担任"),
    (by("reviewer", unconfirmed), "没有核对"),
    (by("reviewer", silent), "写明理由"),
    (as_second_role, "另一个环节"),
    (as_author_in_office, "参与起草"),
    (out_of_order, "轮到的环节"),
    (with_old_form, "没有生效"),
    (after_the_text_changed, "不再有效"),
    (after_the_facts_changed, "不再有效"),
]


@pytest.mark.parametrize(("wrong", "told"), WRONG, ids=[told for _, told in WRONG])
def test_what_is_refused_changes_nothing(town: Town, wrong: Wrong, told: str) -> None:
    review = advance(town, submitted(town))
    before = state_of_all()
    with pytest.raises(Refusal, match=told):
        wrong(town, review)
    assert state_of_all() == before


def test_the_database_itself_refuses_one_person_twice_and_one_step_twice(town: Town) -> None:
    review = advance(town, submitted(town))
    one = review.decisions.get()
    for changed in ({"step": "secrecy"}, {"decided_by": town.reviewer}):
        twin = Decision(
            review=review,
            round=one.round,
            digest=one.digest,
            step=one.step,
            approved=True,
            decided_by=one.decided_by,
            decided_at=AT,
        )
        for key, value in changed.items():
            setattr(twin, key, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()


def test_a_clearance_taken_back_asks_everybody_again(town: Town) -> None:
    review = settled(town)
    with pytest.raises(Refusal, match="为什么"):
        recall(review, " ", seen=review.turn, viewer=town.viewer(town.reviewer), at=AT)
    with pytest.raises(Refusal, match="只有审查过它的人"):
        recall(review, "有误", seen=review.turn, viewer=town.viewer(town.clerk), at=AT)
    review = recall(review, "漏看了一个附件", seen=review.turn, viewer=town.viewer(town.reviewer), at=AT)
    assert (review.state, review.round, current_step(review)) == (ReviewState.IN_REVIEW, 2, "self_check")
    assert Approval.objects.get().revoked_at is not None
    review = settled(town, review)
    approval = Approval.objects.get()
    assert (approval.revoked_at, approval.used_at) == (None, None)
    assert review.decisions.filter(round=2).count() == 3


def test_silence_is_no_consent(town: Town) -> None:
    review = submitted(town)
    later = AT + timedelta(days=400)
    assert Review.objects.get(pk=review.pk).state == ReviewState.IN_REVIEW
    assert [one.step for one in waiting_for(town.viewer(town.colleague), later.date())] == ["self_check"]
    assert not Approval.objects.exists()


def test_the_inbox_shows_a_review_to_whose_step_it_is_and_never_to_its_writer(town: Town) -> None:
    review = submitted(town)
    seen = {
        person.name: [one.step for one in waiting_for(town.viewer(person), TODAY)] for person in town.people
    }
    assert [name for name, steps in seen.items() if steps] == [town.colleague.name, town.clerk.name]
    advance(town, review)
    assert waiting_for(town.viewer(town.colleague), TODAY) == []
    (waiting,) = waiting_for(town.viewer(town.reviewer), TODAY)
    assert (waiting.review, waiting.step, waiting.urgent) == (review, "secrecy", False)


def test_the_steps_are_a_setting_of_the_nearest_body(town: Town) -> None:
    assert rule_for(town.village, TODAY).steps == ("self_check", "secrecy", "leader")
    viewer = town.viewer(town.clerk)
    set_rule(town.town, ["leader", "secrecy"], 2, since=TODAY, seen=None, viewer=viewer, at=AT)
    assert rule_for(town.village, TODAY).steps == ("secrecy", "leader")
    assert rule_for(town.village, TODAY - timedelta(days=1)).urgent_days == 3
    assert submitted(town).steps == ["secrecy", "leader"]
    wrong = [
        ({"steps": ["leader"]}, "必须有“保密审查”"),
        ({"steps": ["secrecy", "secrecy"]}, "不能列两次"),
        ({"steps": ["secrecy", "office"]}, "不存在"),
        ({"since": TODAY - timedelta(days=1)}, "不能追溯"),
        ({"urgent_days": 0}, "1 到 30"),
        ({"viewer": town.viewer(town.writer)}, "可以设置"),
        ({"since": TODAY + timedelta(days=1)}, "刚刚被别人改过"),
    ]
    for changed, told in wrong:
        said = {
            "steps": ["secrecy"],
            "urgent_days": 3,
            "since": TODAY + timedelta(days=1),
            "seen": None,
            "viewer": viewer,
            "at": AT,
        } | changed
        with pytest.raises(Refusal, match=told):
            set_rule(town.town, **said)


def test_a_paper_with_a_whole_number_or_a_mark_is_not_even_submitted(town: Town) -> None:
    for text, told in (
        ("<p>咨询请联系身份证号 " + resident_id() + "</p>", "个人信息"),
        ("<p>机密★10年</p><p>某事</p>", "密级标志"),
    ):
        version = draft(town, text=text, title=f"试 {told}")
        with pytest.raises(Refusal, match=told):
            submitted(town, version)
        assert Version.objects.get(pk=version.pk).fixed_at is None


def resident_id() -> str:
    """An invented number with a right check character."""
    body = "64099919900307" + "123"
    weights = [2 ** (17 - place) % 11 for place in range(17)]
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]
