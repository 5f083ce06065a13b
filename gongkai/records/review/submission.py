"""送审: a draft is fixed and laid before its reviewers; an open paper makes its obligation by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.records.bodies.models import Body, Person
from gongkai.records.bodies.permissions import Viewer, changes_content_of
from gongkai.records.catalogue.actions import raise_for_document
from gongkai.records.catalogue.models import Field, Obligation
from gongkai.records.documents.models import Version
from gongkai.records.documents.papers.actions import fix_version
from gongkai.records.documents.papers.digest import authors_of
from gongkai.records.documents.papers.facts import PaperFacts, checked, from_json
from gongkai.records.ledger.actions import record_act
from gongkai.records.review.gate import refuse_unfit
from gongkai.records.review.models import Approval, Review, ReviewState
from gongkai.records.review.rules import rule_for
from gongkai.rules.articles import setting
from gongkai.rules.calendar import Calendar
from gongkai.rules.procedure import ITEM, STAGES, steps_for
from gongkai.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Submitted:
    """The review that was begun, and the obligations that the paper makes due."""

    review: Review
    obligations: tuple[Obligation, ...]


@transaction.atomic
def submit(version: Version, *, seen: int, viewer: Viewer, calendar: Calendar, at: datetime) -> Submitted:
    """Fix a draft and lay it before its reviewers (条例 2019 art 17).

    Raises Refusal when the facts may not stand or an open paper holds what must not go out; OvertakenError when
    somebody saved meanwhile.
    """
    document = version.document
    body = document.body
    if not changes_content_of(viewer, body):
        raise Refusal(f"您不是{body.name}的起草人员，不能送审。")
    facts = checked(from_json(version.facts), body.pk, at.date(), document.pk)
    field = _check_places(facts)
    if Review.objects.filter(version__document=document, state=ReviewState.IN_REVIEW).exists():
        raise Refusal(f"“{document.title}”的另一版还在审查中，请等它办完，或者请审查人退回后再送。")
    if facts.open:
        refuse_unfit(version, at.date())
    elif Approval.objects.filter(
        review__version__document=document, used_at__isnull=False, item__withdrawn_on__isnull=True
    ).exists():
        raise Refusal(f"“{document.title}”已经主动公开，请先撤回公开信息并写明理由，再改公开属性。")
    person = Person.objects.get(pk=viewer.person_id)
    digest = fix_version(version, seen=seen, person=person, at=at)
    ITEM.step("draft", "submit")
    review = Review.objects.create(
        body=body,
        version=version,
        digest=digest,
        open=facts.open,
        steps=list(steps_for(facts.openness, rule_for(body, at.date()).steps)),
        authors=sorted(authors_of(version) | {person.pk}),
        submitted_by=person,
        submitted_at=at,
    )
    record_act(
        verb="submit_paper",
        subject_kind="review",
        subject_key=str(review.pk),
        body_code=body.code,
        by=viewer.name,
        at=at,
        article="guobanfa-2016-80:1.1",
        detail={"digest": digest, "steps": review.steps, "version": version.number},
    )
    raised = _raise(body, version, facts, field, calendar=calendar, viewer=viewer, at=at)
    return Submitted(review, tuple(raised))


def _check_places(facts: PaperFacts) -> Field | None:
    """Field and stage must be known ones. Raises Refusal."""
    if facts.stage and facts.stage not in STAGES:
        raise Refusal(f"五公开只能是{'、'.join(STAGES.values())}。")
    if not facts.field:
        return None
    field = Field.objects.filter(code=facts.field).first()
    if field is None:
        raise Refusal(f"没有代码为“{facts.field}”的领域，请从列表里选择。")
    return field


def _raise(
    body: Body,
    version: Version,
    facts: PaperFacts,
    field: Field | None,
    *,
    calendar: Calendar,
    viewer: Viewer,
    at: datetime,
) -> list[Obligation]:
    if field is None or not facts.open:
        return []
    return raise_for_document(
        body,
        reference=reference_of(version),
        title=facts.title,
        field=field,
        formed_on=facts.formed_on,
        calendar=calendar,
        prompt_workdays=int(setting("prompt_workdays").default),
        by=viewer.name,
        at=at,
    )


def reference_of(version: Version) -> str:
    """What the events of a paper point back to: the paper, so that a correction makes nothing due anew."""
    return f"document:{version.document_id}"


def due_of(version: Version) -> date | None:
    """The earliest day by which the directory wants the paper public; None where it says none."""
    return (
        Obligation.objects.filter(event__reference=reference_of(version))
        .order_by("due_on")
        .values_list("due_on", flat=True)
        .first()
    )
