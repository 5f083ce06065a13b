"""公开: a cleared paper goes out now or at its hour, by the server's clock; an urgent one is reviewed afterwards.

Every road ends in :func:`gongkai.records.disclosure.actions.publish_item` with the approval of the digest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from gongkai.records.bodies.models import Person
from gongkai.records.bodies.permissions import Viewer, changes_content_of, viewer_of
from gongkai.records.catalogue.models import Field, Obligation
from gongkai.records.disclosure.actions import Where, publish_item, withdraw_item
from gongkai.records.disclosure.fulfilment import meet_obligation
from gongkai.records.disclosure.matters import refuse_gap
from gongkai.records.disclosure.models import (
    Channel,
    Correction,
    Item,
    Matter,
    PlacementState,
    Publication,
    PublicationState,
    Stage,
    Target,
)
from gongkai.records.disclosure.numbering import take_number
from gongkai.records.documents.models import Version
from gongkai.records.documents.papers.actions import settle
from gongkai.records.documents.papers.facts import from_json
from gongkai.records.ledger.actions import (
    finish_outbox_row,
    lease_outbox_rows,
    put_in_outbox,
    record_act,
)
from gongkai.records.ledger.models import OutboxRow
from gongkai.records.review.actions import Verdict
from gongkai.records.review.models import Approval, Review
from gongkai.records.review.submission import due_of, reference_of
from gongkai.records.review.urgency import clear_urgently, make_up_step
from gongkai.rules.procedure import ITEM
from gongkai.rules.refusal import OvertakenError, Refusal

KIND = "publication"
LEASE = timedelta(minutes=5)
NOT_PASSED = "补办审查时没有通过"
"""What the public is told of a paper that was let out first and did not pass; the reviewer's reason stays inside."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paper is to go. On our own pages (the website, without a target or a link elsewhere) it is out at once;
    anywhere else a person or a channel brings it, and says so.
    """

    channel: Channel
    target: Target | None = None
    link: str = ""

    def at(self, moment: datetime) -> Where:
        """The place on the day of a moment."""
        ours = self.channel == Channel.WEBSITE and self.target is None and not self.link
        state = PlacementState.OUT if ours else PlacementState.PLANNED
        return Where(self.channel, moment.date(), self.target, self.link, state)


@transaction.atomic
def publish_paper(
    review: Review, places: Sequence[Place], *, viewer: Viewer, at: datetime, matter: Matter | None = None
) -> Item:
    """Make a cleared paper public now: the moment is ``at``, and no argument moves it.

    Raises Refusal when it is not cleared, when another item of the paper is public (it is corrected instead), when an
    older version is to follow a newer one, when stages that must come first are missing, or when a place cannot be
    used.
    """
    version, body = review.version, review.body
    if not changes_content_of(viewer, body):
        raise Refusal(f"您不是{body.name}的公开工作人员，不能公开。")
    ITEM.step(review.state, "publish")
    approval = approval_of(review)
    _refuse_doubled(version)
    facts = from_json(version.facts)
    if matter is not None:
        refuse_gap(matter, body, facts.stage, at.date())
    if not places:
        raise Refusal("请至少选一个投放点或渠道：哪里都没有公开，就不算公开。")
    item = publish_item(
        body=body,
        number=take_number(body, at.date()),
        title=facts.title,
        summary=facts.summary,
        published_on=at.date(),
        places=[place.at(at) for place in places],
        field=Field.objects.filter(code=facts.field).first() if facts.field else None,
        stage=Stage(facts.stage) if facts.stage else None,
        normative=facts.normative,
        formed_on=facts.formed_on,
        approval=approval,
        matter=matter,
        due_on=due_of(version),
        by=viewer.name,
        at=at,
    )
    settle(version)
    for duty in Obligation.objects.filter(
        event__reference=reference_of(version),
        body=body,
        field=item.field_id,
        arose_on__lte=item.published_on,
        met_on__isnull=True,
    ).order_by("id"):
        meet_obligation(duty, item, by=viewer.name, at=at)
    return item


def approval_of(review: Review) -> Approval:
    """The approval of a cleared paper. Raises Refusal when there is none that holds."""
    approval = Approval.objects.filter(review=review, revoked_at__isnull=True).first()
    if approval is None:
        raise Refusal("这一版没有有效的审查意见，不能公开。")
    return approval


@transaction.atomic
def publish_urgently(
    review: Review,
    why: str,
    places: Sequence[Place],
    *,
    seen: int,
    leader: Viewer,
    viewer: Viewer,
    at: datetime,
) -> Item:
    """Let a leader's word send a paper out before the other steps; the review is made up by others within its days."""
    cleared = clear_urgently(review, why, seen=seen, viewer=leader, at=at)
    return publish_paper(cleared, places, viewer=viewer, at=at)


@transaction.atomic
def review_afterwards(review: Review, verdict: Verdict, *, seen: int, viewer: Viewer, at: datetime) -> Review:
    """Make up a step of a paper that went out first. A no withdraws what is out, in the same act."""
    made_up = make_up_step(review, verdict, seen=seen, viewer=viewer, at=at)
    if not verdict.approved:
        item = Item.objects.filter(version=review.version, withdrawn_on__isnull=True).first()
        if item is not None:
            withdraw_item(item, on=at.date(), why=NOT_PASSED, by=viewer.name, at=at)
    return made_up


@transaction.atomic
def schedule_paper(
    review: Review,
    places: Sequence[Place],
    *,
    due_at: datetime,
    viewer: Viewer,
    at: datetime,
    matter: Matter | None = None,
) -> Publication:
    """Set the hour at which a cleared paper goes out; until then it stands nowhere in public.

    Whatever keeps it from the public then (a clearance taken back, a person without the post, a changed file) stops
    it. Raises Refusal for an hour that is past or a paper that is not cleared.
    """
    if not changes_content_of(viewer, review.body):
        raise Refusal(f"您不是{review.body.name}的公开工作人员，不能公开。")
    ITEM.step(review.state, "publish")
    approval = approval_of(review)
    if due_at <= at:
        raise Refusal("定时公开的时间要在现在之后；要马上公开的，请直接公开。")
    if not places:
        raise Refusal("请至少选一个投放点或渠道：哪里都没有公开，就不算公开。")
    _refuse_doubled(review.version)
    try:
        with transaction.atomic():
            publication = Publication.objects.create(
                body=review.body,
                version=review.version,
                digest=approval.digest,
                places=[
                    {
                        "channel": one.channel,
                        "target": one.target.pk if one.target else None,
                        "link": one.link,
                    }
                    for one in places
                ],
                matter=matter,
                due_at=due_at,
                set_by_id=viewer.person_id,
                set_at=at,
            )
    except IntegrityError as problem:
        raise OvertakenError("这一版已经定时或者已经公开，不用再设。") from problem
    put_in_outbox(
        key=f"{KIND}:{publication.pk}", kind=KIND, payload={"publication": publication.pk}, due=due_at
    )
    _act("publication_set", publication, viewer.name, at, {"due_at": due_at.isoformat()})
    return publication


@transaction.atomic
def cancel_publication(publication: Publication, why: str, *, viewer: Viewer, at: datetime) -> None:
    """Call off what was set for an hour. Raises OvertakenError when it went out or was called off meanwhile."""
    if not changes_content_of(viewer, publication.body):
        raise Refusal(f"您不是{publication.body.name}的公开工作人员，不能取消。")
    if not why.strip():
        raise Refusal("请写明为什么取消定时公开。")
    _leave(publication, PublicationState.CANCELLED, why.strip())
    _act("publication_cancelled", publication, viewer.name, at, {"why": why.strip()})


def publish_due(*, at: datetime, limit: int = 20) -> list[Publication]:
    """Publish what is due, each in a transaction of its own; run by any worker, as often as it likes.

    The row is finished in the transaction that makes the item public, so that a worker that dies has published it
    whole or not at all. What cannot go out is stopped, and says why.
    """
    handled = []
    for row in lease_outbox_rows(KIND, at=at, until=at + LEASE, limit=limit):
        publication = (
            Publication.objects.select_related("body", "version", "version__document", "matter")
            .filter(pk=row.payload["publication"])
            .first()
        )
        if publication is not None and publication.state == PublicationState.WAITING:
            handled.append(_publish_one(publication, row, at))
        else:
            finish_outbox_row(row, at=at)
    return handled


def _publish_one(publication: Publication, row: OutboxRow, at: datetime) -> Publication:
    try:
        with transaction.atomic():
            review = Review.objects.select_related("body", "version__document").get(
                version=publication.version_id
            )
            viewer = viewer_of(Person.objects.get(pk=publication.set_by_id), at.date())
            item = publish_paper(
                review, _places(publication), viewer=viewer, at=at, matter=publication.matter
            )
            _leave(publication, PublicationState.DONE, item=item)
            finish_outbox_row(row, at=at)
    except Refusal as refusal:
        with transaction.atomic():
            _leave(publication, PublicationState.STOPPED, str(refusal)[:400])
            finish_outbox_row(row, at=at)
            _act("publication_stopped", publication, "系统", at, {"why": str(refusal)})
    publication.refresh_from_db()
    return publication


def _places(publication: Publication) -> list[Place]:
    targets = Target.objects.in_bulk([one["target"] for one in publication.places if one["target"]])
    return [
        Place(Channel(one["channel"]), targets.get(one["target"]), one["link"]) for one in publication.places
    ]


def _leave(
    publication: Publication, state: PublicationState, why: str = "", item: Item | None = None
) -> None:
    """Leave the waiting state, once. Raises OvertakenError when it was left already."""
    left = Publication.objects.filter(pk=publication.pk, state=PublicationState.WAITING).update(
        state=state, why=why, item=item
    )
    if not left:
        raise OvertakenError("这项定时公开刚刚已经办完或者取消，您的操作没有生效。")


def _refuse_doubled(version: Version) -> None:
    """Raises Refusal when the paper is public already, or a later version of it has been."""
    paper = version.document
    if Item.objects.filter(document=paper, withdrawn_on__isnull=True).exists():
        raise Refusal(f"“{paper.title}”已经公开，新版本请办更正，不要重复公开。")
    later = Item.objects.filter(document=paper, version__number__gte=version.number).exists()
    if later or Correction.objects.filter(item__document=paper, new__number__gte=version.number).exists():
        raise Refusal("这份文件公开过同样或者更新的版本，收回的版本不能再公开：请起草新版本送审。")


def _act(verb: str, publication: Publication, by: str, at: datetime, detail: dict[str, object]) -> None:
    record_act(
        verb=verb,
        subject_kind="publication",
        subject_key=str(publication.pk),
        body_code=publication.body.code,
        by=by,
        at=at,
        article="tiaoli-2019:26",
        detail=detail,
    )
