"""Going out: by an approval, once, at the server's moment, now or at an hour; corrected, withdrawn, never back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.records.catalogue.models import Obligation
from gongkai.records.disclosure.actions import place_item, publish_item, report_placement, withdraw_item
from gongkai.records.disclosure.models import (
    Channel,
    Item,
    Placement,
    PlacementState,
    PlacementTask,
    Publication,
    PublicationState,
    Target,
)
from gongkai.records.disclosure.public import public_text
from gongkai.records.disclosure.publication import (
    NOT_PASSED,
    Place,
    cancel_publication,
    publish_due,
    publish_paper,
    publish_urgently,
    review_afterwards,
    schedule_paper,
)
from gongkai.records.disclosure.queries import for_public
from gongkai.records.disclosure.recount import counts_state
from gongkai.records.disclosure.tasks import finish_task, open_tasks
from gongkai.records.documents.models import Document, Version
from gongkai.records.documents.papers.actions import begin_version
from gongkai.records.ledger.models import Act, OutboxRow
from gongkai.records.ledger.queries import acts_of
from gongkai.records.review.actions import recall
from gongkai.records.review.models import Approval
from gongkai.records.review.submission import submit
from gongkai.rules.refusal import OvertakenError, Refusal
from tests.catalogue.county import make_edition, make_entry
from tests.workflow.town import (
    AT,
    CALENDAR,
    TODAY,
    WEBSITE,
    Town,
    draft,
    make_town,
    no,
    public,
    settled,
    submitted,
    yes,
)

pytestmark = pytest.mark.django_db
HOUR = AT + timedelta(hours=3)


@pytest.fixture
def town() -> Town:
    return make_town()


def test_a_cleared_paper_goes_out_with_its_three_days(town: Town) -> None:
    item = public(town)
    assert list(for_public(TODAY)) == [item]
    moment = AT + timedelta(hours=1)
    assert (item.formed_on, item.published_on, item.published_at) == (date(2026, 3, 9), TODAY, moment)
    assert item.approval is not None
    assert (item.approval.used_at, item.approval_id) == (moment, item.approval.digest)
    assert public_text(item) == Version.objects.get().text
    assert item.number == "640999001201/2026-00001"
    assert [act.verb for act in acts_of("item", str(item.pk))] == ["item_published"]
    assert counts_state().ok


def test_what_has_no_approval_cannot_be_published_by_any_verb(town: Town) -> None:
    review = submitted(town)
    viewer = town.viewer(town.writer)
    with pytest.raises(Refusal, match="审查中"):
        publish_paper(review, WEBSITE, viewer=viewer, at=AT)
    with pytest.raises(Refusal, match="审查中"):
        schedule_paper(review, WEBSITE, due_at=HOUR, viewer=viewer, at=AT)
    item = Item(body=town.village, number="X-1", title="甲", published_on=TODAY, version=review.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        item.save()
    item.approval_id = review.digest
    item.document, item.published_at = review.version.document, AT
    with pytest.raises(IntegrityError), transaction.atomic():
        item.save()
        transaction.get_connection().check_constraints()
    assert not for_public(TODAY).exists()


def said(town: Town, approval: Approval) -> dict[str, Any]:
    """What publish_item is told about the usual paper."""
    return {
        "body": town.village,
        "number": "X-1",
        "title": "关于公示低保名单的通知",
        "summary": "第一季度新增低保户的公示。",
        "published_on": TODAY,
        "formed_on": date(2026, 3, 9),
        "field": town.field,
        "stage": "result",
        "places": [],
        "approval": approval,
        "by": "写手",
        "at": AT,
    }


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title": "另一个标题"}, "不一致"),
        ({"summary": "另一个概述"}, "不一致"),
        ({"normative": True}, "不一致"),
        ({"field": None}, "不一致"),
        ({"published_on": TODAY - timedelta(days=30)}, "不能改早"),
        ({"published_on": TODAY + timedelta(days=1)}, "不能改早"),
    ],
)
def test_an_approval_covers_what_was_reviewed_and_the_day_of_the_server(
    town: Town, changed: dict[str, Any], told: str
) -> None:
    settled(town)
    approval = Approval.objects.get()
    before = Act.objects.count()
    with pytest.raises(Refusal, match=told):
        publish_item(**(said(town, approval) | changed))
    assert not Item.objects.exists()
    assert Act.objects.count() == before
    publish_item(**said(town, approval))
    with pytest.raises(Refusal, match="已经公开过"):
        publish_item(**(said(town, approval) | {"number": "X-2"}))


def test_a_file_or_text_that_changed_after_the_approval_stops_it(town: Town) -> None:
    review = settled(town)
    Version.objects.update(text="<p>换掉的正文</p>")
    review.version.refresh_from_db()
    with pytest.raises(Refusal, match="不再有效"):
        publish_paper(review, WEBSITE, viewer=town.viewer(town.writer), at=AT)
    assert not Item.objects.exists()


def test_an_hour_is_kept_and_nothing_stands_anywhere_before(town: Town) -> None:
    review = settled(town)
    viewer = town.viewer(town.writer)
    with pytest.raises(Refusal, match="现在之后"):
        schedule_paper(review, WEBSITE, due_at=AT, viewer=viewer, at=AT)
    with pytest.raises(Refusal, match="至少选一个"):
        schedule_paper(review, (), due_at=HOUR, viewer=viewer, at=AT)
    publication = schedule_paper(review, WEBSITE, due_at=HOUR, viewer=viewer, at=AT)
    with pytest.raises(OvertakenError):
        schedule_paper(review, WEBSITE, due_at=HOUR, viewer=viewer, at=AT)
    assert publish_due(at=HOUR - timedelta(seconds=1)) == []
    assert not Item.objects.exists()
    assert not Placement.objects.exists()
    later = HOUR + timedelta(minutes=2)
    (done,) = publish_due(at=later)
    assert done.pk == publication.pk
    assert done.state == PublicationState.DONE
    assert done.item is not None
    assert done.item.published_at == later
    assert publish_due(at=later + timedelta(hours=1)) == []
    assert Item.objects.count() == 1
    assert OutboxRow.objects.get().done_at == later


Stop = Callable[[Town, Publication], object]


def recalled(town: Town, publication: Publication) -> None:
    review = publication.version.review
    recall(review, "有误", seen=review.turn, viewer=town.viewer(town.reviewer), at=AT)


def demoted(town: Town, publication: Publication) -> None:
    town.writer.posts.update(until=TODAY - timedelta(days=1))


def altered(town: Town, publication: Publication) -> None:
    Version.objects.filter(pk=publication.version_id).update(text="<p>换掉</p>")


def published_by_hand(town: Town, publication: Publication) -> None:
    publish_paper(publication.version.review, WEBSITE, viewer=town.viewer(town.writer), at=AT)


@pytest.mark.parametrize(
    ("stop", "told"),
    [(recalled, "审查"), (demoted, "公开工作人员"), (altered, "不再有效"), (published_by_hand, "已经公开")],
)
def test_what_must_not_go_out_at_its_hour_is_stopped_and_says_why(town: Town, stop: Stop, told: str) -> None:
    review = settled(town)
    publication = schedule_paper(review, WEBSITE, due_at=HOUR, viewer=town.viewer(town.writer), at=AT)
    stop(town, publication)
    items = Item.objects.count()
    (stopped,) = publish_due(at=HOUR)
    assert stopped.state == PublicationState.STOPPED
    assert told in stopped.why
    assert Item.objects.count() == items
    assert publish_due(at=HOUR + timedelta(hours=1)) == []


def test_what_is_called_off_does_not_go_out(town: Town) -> None:
    review = settled(town)
    viewer = town.viewer(town.writer)
    publication = schedule_paper(review, WEBSITE, due_at=HOUR, viewer=viewer, at=AT)
    with pytest.raises(Refusal, match="为什么"):
        cancel_publication(publication, " ", viewer=viewer, at=AT)
    cancel_publication(publication, "改在下周", viewer=viewer, at=AT)
    with pytest.raises(OvertakenError):
        cancel_publication(publication, "再取消", viewer=viewer, at=AT)
    assert publish_due(at=HOUR) == []
    assert not Item.objects.exists()
    schedule_paper(review, WEBSITE, due_at=HOUR, viewer=viewer, at=AT)


def test_an_open_paper_makes_its_duty_and_meets_it(town: Town) -> None:
    within = "信息形成之日起20个工作日内"
    make_entry(make_edition(town.town), town.field, within, level1="政策文件", at_village=True)
    version = draft(town)
    made = submit(version, seen=1, viewer=town.viewer(town.writer), calendar=CALENDAR, at=AT)
    (duty,) = made.obligations
    assert (duty.body, duty.arose_on, duty.met_on) == (town.village, date(2026, 3, 9), None)
    item = public(town, settled(town, made.review))
    duty.refresh_from_db()
    assert (duty.met_on, item.due_on) == (TODAY, duty.due_on)
    following = begin_version(version.document, person=town.writer, at=AT)
    submit(following, seen=1, viewer=town.viewer(town.writer), calendar=CALENDAR, at=AT)
    assert Obligation.objects.count() == 1


def test_a_withdrawn_paper_is_gone_at_once_and_elsewhere_becomes_tasks(town: Town) -> None:
    board = Target.objects.create(body=town.village, channel=Channel.BOARD, name="东村公开栏")
    places = (*WEBSITE, Place(Channel.BOARD, board), Place(Channel.WEBSITE, None, "县门户网站"))
    item = publish_paper(settled(town), places, viewer=town.viewer(town.writer), at=AT)
    assert [one.state for one in item.placements.order_by("id")] == ["out", "planned", "planned"]
    for placement in item.placements.filter(state=PlacementState.PLANNED):
        report_placement(placement, PlacementState.PROVED, by="写手", at=AT)
    withdraw_item(item, on=TODAY, why="数字有误", by="写手", at=AT)
    assert not for_public(TODAY).exists()
    assert [one.state for one in item.placements.order_by("id")] == ["taken_down", "proved", "proved"]
    tasks = list(open_tasks(type(town.village).objects.filter(pk=town.village.pk)))
    assert [(task.kind, task.placement.link or task.placement.channel) for task in tasks] == [
        ("take_down", "board"),
        ("take_down", "县门户网站"),
    ]
    finish_task(tasks[0], by="写手", at=AT)
    with pytest.raises(OvertakenError):
        finish_task(tasks[0], by="同事", at=AT)
    assert tasks[0].placement.item.placements.get(channel=Channel.BOARD).state == PlacementState.TAKEN_DOWN
    assert counts_state().ok
    assert PlacementTask.objects.filter(done_at__isnull=True).count() == 1


def test_a_withdrawn_version_never_comes_back_and_a_newer_one_may(town: Town) -> None:
    review = settled(town)
    item = public(town, review)
    viewer = town.viewer(town.writer)
    with pytest.raises(Refusal, match="已经公开"):
        publish_paper(review, WEBSITE, viewer=viewer, at=AT)
    withdraw_item(item, on=TODAY, why="数字有误", by="写手", at=AT)
    with pytest.raises(Refusal, match="收回的版本不能再公开"):
        publish_paper(review, WEBSITE, viewer=viewer, at=AT)
    with pytest.raises(Refusal, match="不能再投放"):
        place_item(item, Place(Channel.WEBSITE).at(AT), by="写手", at=AT)
    following = begin_version(review.version.document, person=town.writer, at=AT)
    again = public(town, settled(town, submitted(town, following)))
    assert again.pk != item.pk
    assert again.number != item.number
    assert list(for_public(TODAY)) == [again]


def test_a_public_paper_is_not_closed_behind_the_public_s_back(town: Town) -> None:
    item = public(town)
    assert item.document is not None
    following = begin_version(item.document, person=town.writer, at=AT)
    facts = following.facts | {
        "openness": "closed",
        "ground": "process",
        "why": "改主意",
        "relook_on": "2027-01-01",
    }
    Version.objects.filter(pk=following.pk).update(facts=facts)
    following.refresh_from_db()
    with pytest.raises(Refusal, match="先撤回公开信息"):
        submitted(town, following)
    assert Document.objects.get().openness == "proactive"


def test_an_urgent_paper_that_does_not_pass_is_withdrawn_in_the_same_act(town: Town) -> None:
    review = submitted(town)
    item = publish_urgently(
        review,
        "暴雨红色预警",
        WEBSITE,
        seen=review.turn,
        leader=town.viewer(town.leader),
        viewer=town.viewer(town.writer),
        at=AT,
    )
    assert list(for_public(TODAY)) == [item]
    review.refresh_from_db()
    review = review_afterwards(
        review, yes("self_check", review), seen=review.turn, viewer=town.viewer(town.colleague), at=AT
    )
    assert list(for_public(TODAY)) == [item]
    review_afterwards(
        review,
        no("secrecy", "涉及内部数据"),
        seen=review.turn,
        viewer=town.viewer(town.reviewer),
        at=AT + timedelta(days=1),
    )
    assert not for_public(TODAY + timedelta(days=1)).exists()
    item.refresh_from_db()
    assert item.withdrawn_why == NOT_PASSED
