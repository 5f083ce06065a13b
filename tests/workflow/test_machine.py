"""Whoever does whatever in whatever order: what is public was approved, that very digest, by others than its authors.

After every step the whole database is looked at; what was refused must have left it as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from gongkai.records.bodies.models import Person
from gongkai.records.bodies.permissions import Viewer
from gongkai.records.disclosure.actions import withdraw_item
from gongkai.records.disclosure.correction import correct_item
from gongkai.records.disclosure.models import Correction, Item, Placement, Publication
from gongkai.records.disclosure.publication import (
    publish_due,
    publish_paper,
    publish_urgently,
    review_afterwards,
    schedule_paper,
)
from gongkai.records.disclosure.queries import for_public
from gongkai.records.disclosure.recount import counts_state
from gongkai.records.documents.models import Document, Version
from gongkai.records.documents.papers.actions import Written, begin_paper, begin_version, save_version
from gongkai.records.documents.papers.digest import authors_of, paper_digest
from gongkai.records.documents.papers.facts import PaperFacts, from_json
from gongkai.records.ledger.models import Act, OutboxRow
from gongkai.records.ledger.queries import chain_state
from gongkai.records.review.actions import Verdict, decide, recall
from gongkai.records.review.consulting import ask_outside, note_answer
from gongkai.records.review.models import Approval, Consultation, ConsultationKind, Decision, Review
from gongkai.records.review.queries import current_step, waiting_for
from gongkai.records.review.submission import submit
from gongkai.rules.procedure import STEPS
from gongkai.rules.refusal import Refusal
from tests.workflow.town import AT, CALENDAR, CLOSED, FACTS, TEXT, WEBSITE, make_town, no, who_decides, yes

PICK = st.integers(min_value=0, max_value=10_000)
WATCHED = (
    Document,
    Version,
    Review,
    Decision,
    Approval,
    Consultation,
    Item,
    Placement,
    Publication,
    Correction,
    OutboxRow,
)


def everything() -> list[object]:
    """All that a refused act could have changed."""
    return [*(list(model.objects.order_by("pk").values_list()) for model in WATCHED), Act.objects.count()]


class Papers(RuleBasedStateMachine):
    """People at work on papers; the database is put back at the end of every run."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.town = make_town()
        self.now = AT
        self.gone: set[int] = set()
        self.went_out: dict[int, datetime] = {}

    def teardown(self) -> None:
        assert chain_state().broken_at is None
        assert counts_state().ok
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def _person(self, pick: int) -> Person:
        return self.town.people[pick % len(self.town.people)]

    def _viewer(self, pick: int) -> Viewer:
        return self.town.viewer(self._person(pick), self.now.date())

    def _review(self, pick: int) -> Review | None:
        reviews = list(Review.objects.select_related("body", "version__document").order_by("pk"))
        return reviews[pick % len(reviews)] if reviews else None

    def _attempt(self, act: Callable[[], object]) -> None:
        """Do it; if it is refused, nothing has changed."""
        before = everything()
        try:
            act()
        except Refusal:
            assert everything() == before

    def _publish(self, act: Callable[[], Item]) -> None:
        known = set(Item.objects.values_list("pk", flat=True))
        self._attempt(act)
        for item in Item.objects.exclude(pk__in=known):
            self.went_out[item.pk] = self.now

    @initialize()
    def a_paper_is_in_review(self) -> None:
        begin_paper(self.town.village, Written(TEXT, FACTS), person=self.town.writer, at=self.now)
        self.submits(0, 0)

    @rule(pick=PICK, words=st.sampled_from(["<p>三</p>", "<p>四</p>"]))
    def the_next_version_is_written_and_submitted(self, pick: int, words: str) -> None:
        papers = list(Document.objects.select_related("body").order_by("pk"))
        paper, writer = papers[pick % len(papers)], self.town.writer
        with suppress(Refusal):
            begin_version(paper, person=writer, at=self.now)
        version = Version.objects.filter(document=paper).latest("number")
        written = Written(words, from_json(version.facts))
        self._attempt(
            lambda: save_version(version, written, seen=version.revision, person=writer, at=self.now)
        )
        version.refresh_from_db()
        viewer = self.town.viewer(writer, self.now.date())
        self._attempt(
            lambda: submit(version, seen=version.revision, viewer=viewer, calendar=CALENDAR, at=self.now)
        )

    @rule(pick=PICK, how=st.sampled_from(["publish", "hour", "urgent"]))
    def the_right_people_let_it_out(self, pick: int, how: str) -> None:
        """What is cleared, where there is any; what the rules forbid is refused as for anybody."""
        ready = Review.objects.filter(approval__used_at__isnull=True, state="cleared").order_by("pk")
        review = ready[pick % len(ready)] if ready else self._review(pick)
        writer = self.town.viewer(self.town.writer, self.now.date())
        leader = self.town.viewer(self.town.leader, self.now.date())
        if review is None:
            return
        live = Item.objects.filter(document=review.version.document, withdrawn_on__isnull=True).first()
        if live is not None:
            self._attempt(lambda: correct_item(live, review, "户数", "有误", viewer=writer, at=self.now))
        elif how == "hour":
            due = self.now + timedelta(hours=2)
            self._attempt(lambda: schedule_paper(review, WEBSITE, due_at=due, viewer=writer, at=self.now))
        elif how == "urgent":
            self._publish(
                lambda: publish_urgently(
                    review,
                    "暴雨",
                    WEBSITE,
                    seen=review.turn,
                    leader=leader,
                    viewer=writer,
                    at=self.now,
                )
            )
        else:
            self._publish(lambda: publish_paper(review, WEBSITE, viewer=writer, at=self.now))

    @rule(person=PICK, closed=st.booleans(), title=st.sampled_from(["甲", "乙"]))
    def begins(self, person: int, closed: bool, title: str) -> None:
        facts = CLOSED if closed else FACTS
        said = {name: getattr(facts, name) for name in PaperFacts.__slots__} | {"title": title}
        written = Written(TEXT, PaperFacts(**said))
        self._attempt(
            lambda: begin_paper(self.town.village, written, person=self._person(person), at=self.now)
        )

    @rule(pick=PICK, person=PICK, words=st.sampled_from(["<p>一</p>", "<p>二</p>"]), stale=st.booleans())
    def saves(self, pick: int, person: int, words: str, stale: bool) -> None:
        versions = list(Version.objects.select_related("document__body").order_by("pk"))
        if versions:
            version = versions[pick % len(versions)]
            seen = version.revision - stale
            facts = from_json(version.facts)
            self._attempt(
                lambda: save_version(
                    version, Written(words, facts), seen=seen, person=self._person(person), at=self.now
                )
            )

    @rule(pick=PICK, person=PICK)
    def begins_again(self, pick: int, person: int) -> None:
        papers = list(Document.objects.select_related("body").order_by("pk"))
        if papers:
            self._attempt(
                lambda: begin_version(papers[pick % len(papers)], person=self._person(person), at=self.now)
            )

    @rule(pick=PICK, person=PICK)
    def submits(self, pick: int, person: int) -> None:
        drafts = list(Version.objects.filter(fixed_at__isnull=True).order_by("pk"))
        if drafts:
            draft = drafts[pick % len(drafts)]
            self._attempt(
                lambda: submit(
                    draft,
                    seen=draft.revision,
                    viewer=self._viewer(person),
                    calendar=CALENDAR,
                    at=self.now,
                )
            )

    @rule(pick=PICK, person=PICK, step=st.sampled_from(sorted(STEPS)), approves=st.booleans())
    def anybody_decides(self, pick: int, person: int, step: str, approves: bool) -> None:
        review = self._review(pick)
        if review is not None:
            self._decide(review, self._viewer(person), yes(step, review) if approves else no(step))

    @rule(pick=PICK, times=st.integers(1, 4), refuses=st.integers(0, 9))
    def the_right_people_decide(self, pick: int, times: int, refuses: int) -> None:
        """Whoever has it in the inbox, several in turn; seldom a no."""
        for _ in range(times):
            day = self.now.date()
            viewers = [self.town.viewer(person, day) for person in self.town.people]
            waiting = [(viewer, one) for viewer in viewers for one in waiting_for(viewer, day)]
            if not waiting:
                return
            viewer, one = waiting[pick % len(waiting)]
            verdict = no(one.step) if refuses == 0 else yes(one.step, one.review)
            self._decide(one.review, viewer, verdict)

    @rule(pick=PICK)
    def a_review_is_carried_through(self, pick: int) -> None:
        """Everybody says yes to one paper, as far as they are let."""
        waiting = list(Review.objects.filter(state="in_review").order_by("pk"))
        if not waiting:
            return
        review = waiting[pick % len(waiting)]
        for step in review.steps:
            viewer = self.town.viewer(who_decides(self.town, step), self.now.date())
            self._decide(review, viewer, yes(step, review))

    def _decide(self, review: Review, viewer: Viewer, verdict: Verdict) -> None:
        seen = review.turn
        if current_step(review) is None and review.urgent_due is not None:
            self._attempt(lambda: review_afterwards(review, verdict, seen=seen, viewer=viewer, at=self.now))
        else:
            self._attempt(lambda: decide(review, verdict, seen=seen, viewer=viewer, at=self.now))

    @rule(pick=PICK, person=PICK)
    def recalls(self, pick: int, person: int) -> None:
        review = self._review(pick)
        if review is not None:
            self._attempt(
                lambda: recall(review, "有误", seen=review.turn, viewer=self._viewer(person), at=self.now)
            )

    @precondition(lambda self: not Consultation.objects.filter(answered_at__isnull=True).exists())
    @rule(pick=PICK, person=PICK, kind=st.sampled_from(list(ConsultationKind)))
    def asks(self, pick: int, person: int, kind: ConsultationKind) -> None:
        review = self._review(pick)
        if review is not None and pick % 3 == 0:
            self._attempt(
                lambda: ask_outside(
                    review,
                    kind,
                    "县民政局",
                    "问",
                    seen=review.turn,
                    viewer=self._viewer(person),
                    at=self.now,
                )
            )

    @precondition(lambda self: Consultation.objects.filter(answered_at__isnull=True).exists())
    @rule(agreed=st.booleans())
    def is_answered(self, agreed: bool) -> None:
        asked = Consultation.objects.filter(answered_at__isnull=True).earliest("pk")
        viewer = self.town.viewer(self.town.reviewer, self.now.date())
        self._attempt(lambda: note_answer(asked, agreed=agreed, answer="答复", viewer=viewer, at=self.now))

    @rule(pick=PICK, person=PICK)
    def publishes(self, pick: int, person: int) -> None:
        review = self._review(pick)
        if review is not None:
            self._publish(lambda: publish_paper(review, WEBSITE, viewer=self._viewer(person), at=self.now))

    @rule(hours=st.integers(1, 30))
    def time_passes_and_the_worker_works(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        for publication in publish_due(at=self.now):
            if publication.item_id is not None:
                self.went_out[publication.item_id] = self.now

    @rule(pick=PICK, item=PICK, person=PICK)
    def anybody_corrects(self, pick: int, item: int, person: int) -> None:
        items = list(Item.objects.select_related("body", "version").order_by("pk"))
        review = self._review(pick)
        if items and review is not None:
            self._attempt(
                lambda: correct_item(
                    items[item % len(items)],
                    review,
                    "户数",
                    "有误",
                    viewer=self._viewer(person),
                    at=self.now,
                )
            )

    @rule(pick=PICK)
    def withdraws(self, pick: int) -> None:
        items = list(Item.objects.order_by("pk"))
        if items:
            item = items[pick % len(items)]
            with suppress(Refusal):
                withdraw_item(item, on=self.now.date(), why="有误", by="写手", at=self.now)

    @invariant()
    def published_implies_an_approval_of_that_digest_by_other_people(self) -> None:
        for item in Item.objects.select_related("version", "approval__review"):
            assert item.version is not None
            assert item.approval is not None
            review = item.approval.review
            assert paper_digest(item.version) == item.approval.digest == review.digest
            assert review.version_id == item.version.pk
            assert item.approval.used_at is not None
            assert item.approval.revoked_at is None
            said = list(review.decisions.filter(round=review.round))
            people = [one.decided_by_id for one in said]
            assert len(set(people)) == len(people)
            assert not set(people) & authors_of(item.version)
            assert all(one.digest == item.approval.digest for one in said)
            agreed = {one.step for one in said if one.approved}
            if item.approval.urgent and review.urgent_done_at is None:
                assert "leader" in agreed
            elif item.withdrawn_on is None:
                assert agreed >= set(review.steps)

    @invariant()
    def the_public_sees_what_went_out_and_never_again_what_was_withdrawn(self) -> None:
        seen = set(for_public(self.now.date()).values_list("pk", flat=True))
        self.gone |= set(Item.objects.filter(withdrawn_on__isnull=False).values_list("pk", flat=True))
        assert not seen & self.gone
        assert seen | self.gone == set(self.went_out)
        for item in Item.objects.all():
            assert item.published_at == self.went_out[item.pk]
            assert item.published_on == self.went_out[item.pk].date()

    @invariant()
    def one_live_item_a_paper_and_none_for_what_waits_or_is_closed(self) -> None:
        live = list(Item.objects.filter(withdrawn_on__isnull=True).values_list("document", flat=True))
        assert len(set(live)) == len(live)
        waiting = Publication.objects.filter(state="waiting").values("digest")
        assert not Item.objects.filter(approval__in=waiting, publication__isnull=False).exists()
        assert not Item.objects.exclude(document__openness="proactive").exists()
        assert not Item.objects.exclude(approval__review__open=True).exists()


@pytest.mark.django_db
def test_nothing_unreviewed_is_ever_public() -> None:
    run_state_machine_as_test(
        Papers,
        settings=settings(
            max_examples=40,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
