"""What is asked outside holds the review up; what is urgent is reviewed afterwards; closed papers come up again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.records.bodies.models import Body
from gongkai.records.documents.models import Document
from gongkai.records.ledger.models import Act
from gongkai.records.review.actions import decide
from gongkai.records.review.consulting import ask_outside, note_answer
from gongkai.records.review.models import Approval, ConsultationKind, Review, ReviewState, SecondLook
from gongkai.records.review.permissions import decides_step_of, sets_rules_of
from gongkai.records.review.queries import decided_by, ruled_by, unanswered, urgent_open, waiting_for
from gongkai.records.review.second_looks import look_again, second_looks_due
from gongkai.records.review.urgency import clear_urgently, make_up_step
from gongkai.rules.procedure import STEPS
from gongkai.rules.refusal import OvertakenError, Refusal
from tests.workflow.town import (
    AT,
    CLOSED,
    TODAY,
    Town,
    advance,
    make_town,
    no,
    settled,
    submitted,
    yes,
)

pytestmark = pytest.mark.django_db
OPINION, RULING = ConsultationKind.OPINION, ConsultationKind.RULING


@pytest.fixture
def town() -> Town:
    return make_town()


def at_secrecy(town: Town) -> Review:
    return advance(town, submitted(town))


def test_nobody_approves_while_an_answer_is_out(town: Town) -> None:
    review = at_secrecy(town)
    viewer = town.viewer(town.reviewer)
    asked = ask_outside(review, OPINION, "县民政局", "是否可以公开", seen=review.turn, viewer=viewer, at=AT)
    review.refresh_from_db()
    with pytest.raises(Refusal, match="没有答复不等于同意"):
        decide(review, yes("secrecy", review), seen=review.turn, viewer=viewer, at=AT + timedelta(days=90))
    with pytest.raises(Refusal, match="不用再问"):
        ask_outside(review, OPINION, "县民政局", "再问", seen=review.turn, viewer=viewer, at=AT)
    assert list(unanswered(viewer)) == [asked]
    with pytest.raises(Refusal, match="怎样答复"):
        note_answer(asked, agreed=True, answer=" ", viewer=viewer, at=AT)
    note_answer(asked, agreed=True, answer="可以公开", viewer=viewer, at=AT)
    with pytest.raises(OvertakenError, match="已经登记过"):
        note_answer(asked, agreed=False, answer="不可以", viewer=viewer, at=AT)
    review.refresh_from_db()
    decide(review, yes("secrecy", review), seen=review.turn, viewer=viewer, at=AT)
    assert review.decisions.count() == 2
    assert list(unanswered(viewer)) == []


def test_an_opinion_against_does_not_bind_and_a_ruling_does(town: Town) -> None:
    viewer = town.viewer(town.reviewer)
    review = at_secrecy(town)
    for kind in (OPINION, RULING):
        asked = ask_outside(
            review, kind, f"机关{kind}", "是否可以公开", seen=review.turn, viewer=viewer, at=AT
        )
        note_answer(asked, agreed=False, answer="不宜公开", viewer=viewer, at=AT)
        review.refresh_from_db()
    with pytest.raises(Refusal, match="已确定不能公开"):
        decide(review, yes("secrecy", review), seen=review.turn, viewer=viewer, at=AT)
    review.consultations.filter(kind=RULING).delete()
    assert decide(review, yes("secrecy", review), seen=review.turn, viewer=viewer, at=AT).state == (
        ReviewState.IN_REVIEW
    )


def test_only_reviewers_who_did_not_write_it_ask(town: Town) -> None:
    review = at_secrecy(town)
    for person, told in ((town.stranger, "只有审查人员"), (town.writer, "参与起草")):
        with pytest.raises(Refusal, match=told):
            ask_outside(
                review, OPINION, "县民政局", "问", seen=review.turn, viewer=town.viewer(person), at=AT
            )
    with pytest.raises(Refusal, match="向谁"):
        ask_outside(review, OPINION, " ", "问", seen=review.turn, viewer=town.viewer(town.reviewer), at=AT)


def test_an_urgent_paper_goes_first_and_is_reviewed_by_others(town: Town) -> None:
    review = submitted(town)
    leader = town.viewer(town.leader)
    with pytest.raises(Refusal, match="紧急理由"):
        clear_urgently(review, " ", seen=review.turn, viewer=leader, at=AT)
    for person, told in ((town.reviewer, "不担任"), (town.writer, "不担任")):
        with pytest.raises(Refusal, match=told):
            clear_urgently(review, "暴雨", seen=review.turn, viewer=town.viewer(person), at=AT)
    review = clear_urgently(review, "暴雨红色预警", seen=review.turn, viewer=leader, at=AT)
    assert (review.state, review.urgent_due) == (ReviewState.CLEARED, TODAY + timedelta(days=3))
    assert Approval.objects.get().urgent
    assert list(urgent_open(leader)) == [review]
    assert waiting_for(leader, TODAY) == []
    late = TODAY + timedelta(days=4)
    (waiting,) = waiting_for(town.viewer(town.reviewer), late)
    assert (waiting.step, waiting.urgent, waiting.late) == ("secrecy", True, True)
    with pytest.raises(Refusal, match="没有需要补办"):
        make_up_step(review, yes("leader", review), seen=review.turn, viewer=town.viewer(town.deputy), at=AT)
    review = make_up_step(
        review, yes("secrecy", review), seen=review.turn, viewer=town.viewer(town.reviewer), at=AT
    )
    assert review.urgent_done_at is None
    review = make_up_step(
        review, yes("self_check", review), seen=review.turn, viewer=town.viewer(town.colleague), at=AT
    )
    assert review.urgent_done_at == AT
    assert len(set(review.decisions.values_list("decided_by", flat=True))) == 3
    assert list(urgent_open(leader)) == []


def test_a_no_afterwards_takes_the_approval_back(town: Town) -> None:
    review = submitted(town)
    review = clear_urgently(review, "暴雨", seen=review.turn, viewer=town.viewer(town.leader), at=AT)
    review = make_up_step(review, no("secrecy"), seen=review.turn, viewer=town.viewer(town.reviewer), at=AT)
    assert review.state == ReviewState.RETURNED
    assert Approval.objects.get().revoked_at == AT


def test_what_is_not_open_is_never_urgent(town: Town) -> None:
    review = submitted(town, **{key: getattr(CLOSED, key) for key in CLOSED.__slots__})
    with pytest.raises(Refusal, match="不能先行公开"):
        clear_urgently(review, "急", seen=review.turn, viewer=town.viewer(town.leader), at=AT)


def closed_paper(town: Town) -> Document:
    review = settled(town, submitted(town, **{key: getattr(CLOSED, key) for key in CLOSED.__slots__}))
    return Document.objects.get(pk=review.version.document_id)


def test_closed_papers_come_up_on_their_day(town: Town) -> None:
    document = closed_paper(town)
    bodies = [town.village.pk]
    assert list(second_looks_due(bodies, date(2027, 2, 28))) == []
    assert list(second_looks_due(bodies, date(2027, 3, 1))) == [document]
    viewer, then = town.viewer(town.writer), AT + timedelta(days=400)
    wrong = [
        ({"reason": " "}, "写明评估的理由"),
        ({"next_on": None}, "今天以后"),
        ({"next_on": then.date()}, "今天以后"),
        ({"viewer": town.viewer(town.stranger)}, "不能评估"),
    ]
    before = Act.objects.count()
    for changed, told in wrong:
        said = {
            "opened": False,
            "reason": "仍在进行",
            "next_on": date(2028, 3, 1),
            "viewer": viewer,
            "at": then,
        }
        with pytest.raises(Refusal, match=told):
            look_again(document, **(said | changed))
    assert Act.objects.count() == before
    stale = Document.objects.get(pk=document.pk)
    look_again(document, opened=False, reason="仍在进行", next_on=date(2028, 3, 1), viewer=viewer, at=then)
    with pytest.raises(OvertakenError):
        look_again(stale, opened=True, reason="可以了", next_on=None, viewer=viewer, at=then)
    assert list(second_looks_due(bodies, date(2028, 2, 29))) == []
    look_again(document, opened=True, reason="工作已经结束", next_on=None, viewer=viewer, at=then)
    assert list(second_looks_due(bodies, date(2030, 1, 1))) == []
    assert SecondLook.objects.count() == 2
    with pytest.raises(Refusal, match="不需要重新评估"):
        look_again(document, opened=True, reason="又看", next_on=None, viewer=viewer, at=then)


def test_sentences_and_queries_agree(town: Town) -> None:
    for person in town.people:
        viewer = town.viewer(person)
        for step in STEPS:
            said = {body.pk for body in Body.objects.all() if decides_step_of(viewer, body, step)}
            assert said == set(decided_by(viewer, step).values_list("pk", flat=True))
        ruled = {body.pk for body in Body.objects.all() if sets_rules_of(viewer, body)}
        assert ruled == set(ruled_by(viewer).values_list("pk", flat=True))
