"""Major decisions: in public before they are taken, with every comment answered and a complete file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from gongkai.records.disclosure.actions import withdraw_item
from gongkai.records.disclosure.major import (
    announce,
    begin_decision,
    decide_matter,
    drop_decision,
    file_paper,
    missing_from_file,
    note_legality,
    open_comments,
    open_for_comment,
    prolong_comments,
    report_adoption,
    sort_opinion,
    take_opinion,
)
from gongkai.records.disclosure.models import (
    Item,
    MajorDecision,
    MajorState,
    Opinion,
    OpinionResult,
    OpinionWay,
)
from gongkai.records.documents.models import Document
from gongkai.records.ledger.models import Act
from gongkai.rules.refusal import OvertakenError, Refusal
from tests.review.test_review import resident_id
from tests.workflow.town import AT, TODAY, Town, make_town, public

pytestmark = pytest.mark.django_db
LAST = TODAY + timedelta(days=29)
AFTER = AT + timedelta(days=30)


@dataclass
class Table:
    """What lies on the table: the decision, its draft and explanation, papers."""

    town: Town
    decision: MajorDecision
    draft: Item
    explanation: Item
    report: Document
    opinion: Document


@pytest.fixture
def table() -> Table:
    town = make_town()
    draft, explanation = public(town, title="草案"), public(town, title="起草说明")
    return Table(
        town,
        begin_decision(town.village, "村庄规划调整", matter=None, by="写手", at=AT),
        draft,
        explanation,
        Document.objects.create(body=town.village, title="采纳情况", formed_on=TODAY),
        Document.objects.create(body=town.village, title="合法性审查意见", formed_on=TODAY),
    )


def opened(table: Table, last: date = LAST, why: str = "", first: date = TODAY) -> MajorDecision:
    open_comments(
        table.decision,
        table.draft,
        table.explanation,
        first=first,
        last=last,
        why_shorter=why,
        by="写手",
        at=AT,
    )
    return table.decision


def commented(table: Table, text: str = "建议保留水渠", at: datetime = AT) -> Opinion:
    return take_opinion(table.decision, OpinionWay.PORTAL, text, came_on=at.date(), at=at)


def reported(table: Table) -> None:
    report_adoption(table.decision, table.report, by="写手", at=AFTER)


def examined(table: Table, *, passed: bool = True) -> None:
    note_legality(
        table.decision,
        table.opinion,
        passed=passed,
        organ="司法所",
        on=AFTER.date(),
        by="写手",
        at=AFTER,
    )


def decided(table: Table) -> None:
    decide_matter(
        table.decision, on=AFTER.date(), how="7 人到会，6 人同意，1 人保留意见", by="写手", at=AFTER
    )


def test_a_decision_walks_its_whole_way_and_its_file_is_complete(table: Table) -> None:
    opened(table)
    one = commented(table)
    sort_opinion(one, topic="水利", result=OpinionResult.ADOPTED, reason="", by="写手", at=AT)
    reported(table)
    examined(table)
    assert missing_from_file(table.decision) == ("集体讨论记录，含不同意见", "决策公布的文本")
    decided(table)
    minutes = Document.objects.create(body=table.town.village, title="会议记录", formed_on=TODAY)
    file_paper(table.decision, "minutes", document=minutes, note="", by="写手", at=AFTER)
    announce(table.decision, public(table.town, title="决定"), by="写手", at=AFTER)
    assert table.decision.state == MajorState.ANNOUNCED
    assert missing_from_file(table.decision) == ()
    with pytest.raises(Refusal, match="不能“终止”"):
        drop_decision(table.decision, "不做了", by="写手", at=AFTER)


def unsorted(table: Table) -> None:
    commented(table)
    reported(table)


def too_early(table: Table) -> None:
    report_adoption(table.decision, table.report, by="写手", at=AFTER - timedelta(days=1))


def unexamined(table: Table) -> None:
    reported(table)
    decided(table)


def failed(table: Table) -> None:
    reported(table)
    examined(table, passed=False)
    decided(table)


def before_the_end(table: Table) -> None:
    reported(table)
    examined(table)
    decide_matter(table.decision, on=LAST, how="同意", by="写手", at=AFTER)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (unsorted, "还有 1 条意见没有整理"),
        (too_early, "才结束"),
        (unexamined, "不能“集体讨论决定”"),
        (failed, "不能“集体讨论决定”"),
        (before_the_end, "之后"),
        (decided, "不能“集体讨论决定”"),
        (examined, "不能“合法性审查通过”"),
    ],
)
def test_nothing_is_decided_before_its_time(table: Table, wrong: Callable[[Table], None], told: str) -> None:
    opened(table)
    with pytest.raises(Refusal, match=told):
        wrong(table)
    table.decision.refresh_from_db()
    assert table.decision.decided_on is None


def test_the_database_too_wants_comments_and_review_first(table: Table) -> None:
    opened(table)
    for changed in (
        {"decided_on": LAST, "examined_on": LAST, "adoption": table.report},
        {"decided_on": LAST + timedelta(days=1), "examined_on": None, "adoption": table.report},
        {"decided_on": LAST + timedelta(days=1), "examined_on": LAST, "adoption": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            MajorDecision.objects.filter(pk=table.decision.pk).update(**changed)


def test_thirty_days_or_a_published_reason_from_today_on(table: Table) -> None:
    for last, first, told in (
        (LAST - timedelta(days=1), TODAY, "不少于 30 日"),
        (LAST, TODAY - timedelta(days=1), "不能从过去"),
    ):
        with pytest.raises(Refusal, match=told):
            opened(table, last=last, first=first)
    assert table.decision.state == MajorState.PREPARING
    decision = opened(table, last=TODAY + timedelta(days=6), why="汛期将至")
    assert decision.why_shorter == "汛期将至"
    with pytest.raises(Refusal, match="只能延长"):
        prolong_comments(decision, last=TODAY + timedelta(days=6), by="写手", at=AT)
    prolong_comments(decision, last=LAST, by="写手", at=AT)
    assert decision.comments_until == LAST


def test_only_what_is_public_is_put_to_the_public(table: Table) -> None:
    assert not open_for_comment(TODAY).exists()
    withdraw_item(table.explanation, on=TODAY, why="有误", by="写手", at=AT)
    with pytest.raises(Refusal, match="起草说明还没有公开"):
        opened(table)
    table.explanation = public(table.town, title="起草说明二")
    opened(table)
    assert list(open_for_comment(TODAY)) == [table.decision]
    assert not open_for_comment(LAST + timedelta(days=1)).exists()
    withdraw_item(table.draft, on=TODAY, why="有误", by="写手", at=AT)
    assert not open_for_comment(TODAY).exists()


def test_comments_come_in_their_days_and_carry_nobody(table: Table) -> None:
    with pytest.raises(Refusal, match="现在不征求意见"):
        commented(table)
    opened(table)
    number = resident_id()
    opinion = commented(table, f"我的身份证是{number}，请回电")
    assert number not in opinion.text
    assert {field.name for field in Opinion._meta.get_fields()} == {
        "id",
        "decision",
        "way",
        "text",
        "came_on",
        "topic",
        "result",
        "reason",
        "sorted_by",
    }
    letter, late = OpinionWay.LETTER, LAST + timedelta(days=1)
    for way, text, came_on, at, told in (
        (OpinionWay.PORTAL, "晚了", late, AFTER, "征求意见期内"),
        (OpinionWay.PORTAL, "补交", TODAY, AT + timedelta(days=2), "提交的当天"),
        (letter, "将来的", TODAY + timedelta(days=3), AT, "征求意见期内"),
        (letter, " ", TODAY, AT, "写下您的意见"),
        (letter, "长" * 2001, TODAY, AT, "最多 2000 字"),
    ):
        with pytest.raises(Refusal, match=told):
            take_opinion(table.decision, way, text, came_on=came_on, at=at)
    take_opinion(table.decision, letter, "来信", came_on=LAST, at=AFTER, by="写手")
    assert Opinion.objects.count() == 2


def test_what_is_not_taken_up_gets_a_reason(table: Table) -> None:
    opened(table)
    opinion = commented(table)
    before = Act.objects.count()
    for result in (OpinionResult.PARTLY, OpinionResult.REFUSED):
        with pytest.raises(Refusal, match="写明理由"):
            sort_opinion(opinion, topic="水利", result=result, reason=" ", by="写手", at=AT)
    assert Act.objects.count() == before
    sort_opinion(opinion, topic="水利", result=OpinionResult.REFUSED, reason="超出村级权限", by="写手", at=AT)
    reported(table)
    with pytest.raises(Refusal, match="不能再改"):
        sort_opinion(
            Opinion.objects.get(), topic="", result=OpinionResult.ADOPTED, reason="", by="写手", at=AT
        )


def test_the_second_of_two_clerks_is_told(table: Table) -> None:
    stale = MajorDecision.objects.get(pk=table.decision.pk)
    opened(table)
    with pytest.raises(OvertakenError, match="“写手”刚刚"):
        drop_decision(stale, "不做了", by="同事", at=AT)
    drop_decision(table.decision, "条件不成熟", by="同事", at=AT)
    assert table.decision.state == MajorState.DROPPED


def test_a_part_of_the_file_is_a_paper_or_a_reason_where_it_may_be_missing(table: Table) -> None:
    decision = table.decision
    for part, note, told in (
        ("photo", "无", "没有“photo”"),
        ("minutes", "没有记", "请归入文件"),
        ("hearing", " ", "为什么没有"),
    ):
        with pytest.raises(Refusal, match=told):
            file_paper(decision, part, document=None, note=note, by="写手", at=AT)
    file_paper(decision, "hearing", document=None, note="没有召开听证会", by="写手", at=AT)
    assert decision.papers.count() == 1
