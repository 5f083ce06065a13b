"""重大决策预公开: draft and explanation before the public, comments, adoption, legality review, decision, file.

It cannot be decided before the comments have ended, what became of them is reported, and the legality review has
passed (重大行政决策程序暂行条例 arts 15, 18, 25, 29); the database holds the order of the days.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from gongkai.records.bodies.models import Body
from gongkai.records.disclosure.models import (
    FilePaper,
    Item,
    MajorDecision,
    MajorState,
    Matter,
    Opinion,
    OpinionResult,
    OpinionWay,
)
from gongkai.records.disclosure.queries import for_public
from gongkai.records.documents.models import Document
from gongkai.records.ledger.actions import record_act
from gongkai.records.ledger.queries import acts_of
from gongkai.rules.privacy.detect import mask
from gongkai.rules.procedure import MAJOR_DECISION, check_comment_period, file_parts, missing_parts
from gongkai.rules.refusal import OvertakenError, Refusal

_LONGEST_OPINION = 2000


@transaction.atomic
def begin_decision(body: Body, title: str, *, matter: Matter | None, by: str, at: datetime) -> MajorDecision:
    """Begin the file of a decision. Raises Refusal without a title or for another body's matter."""
    if not title.strip():
        raise Refusal("请写明决策事项的名称。")
    if matter is not None and matter.body_id != body.pk:
        raise Refusal(f"事项“{matter}”是{matter.body.name}的，请选择{body.name}的事项。")
    decision = MajorDecision.objects.create(body=body, title=title.strip(), matter=matter)
    _act("begin_decision", decision, by, at, {"title": decision.title})
    return decision


@transaction.atomic
def open_comments(
    decision: MajorDecision,
    draft: Item,
    explanation: Item,
    *,
    first: date,
    last: date,
    why_shorter: str,
    by: str,
    at: datetime,
) -> None:
    """Open the draft to comments, 30 days at least or with a published explanation (art 15).

    Raises Refusal when draft or explanation are not public, or the days may not be.
    """
    _step(decision, "open")
    for item, what in ((draft, "草案"), (explanation, "起草说明")):
        _require_public(item, decision, what, at.date())
    if first < at.date():
        raise Refusal(f"征求意见不能从过去的 {first} 开始，请从今天或者以后开始。")
    check_comment_period(first, last, why_shorter)
    _change(
        decision,
        state=MajorState.COLLECTING,
        draft=draft,
        explanation=explanation,
        comments_from=first,
        comments_until=last,
        why_shorter=why_shorter.strip(),
    )
    _act("open_comments", decision, by, at, {"from": first.isoformat(), "until": last.isoformat()})


@transaction.atomic
def prolong_comments(decision: MajorDecision, *, last: date, by: str, at: datetime) -> None:
    """Give the public longer. Raises Refusal for an earlier day than the present one."""
    _step(decision, "prolong")
    if decision.comments_until is None or last <= decision.comments_until or last < at.date():
        raise Refusal(f"只能延长：新的截止日期要晚于 {decision.comments_until}，并且不早于今天。")
    _change(decision, comments_until=last)
    _act("prolong_comments", decision, by, at, {"until": last.isoformat()})


def open_for_comment(today: date) -> QuerySet[MajorDecision]:
    """Decisions on whose drafts the public may comment on a day: only with draft and explanation before it."""
    public = for_public(today).values("pk")
    return (
        MajorDecision.objects.filter(
            state=MajorState.COLLECTING,
            comments_from__lte=today,
            comments_until__gte=today,
            draft__in=public,
            explanation__in=public,
        )
        .select_related("body", "draft", "explanation")
        .order_by("comments_until", "id")
    )


@transaction.atomic
def take_opinion(
    decision: MajorDecision, way: OpinionWay, text: str, *, came_on: date, at: datetime, by: str = "公众"
) -> Opinion:
    """Take one comment. Who made it is not asked; numbers of people that stand in it are masked at once.

    Raises Refusal outside the days, and for an empty or too long text.
    """
    now = MajorDecision.objects.get(pk=decision.pk)
    first, last = now.comments_from, now.comments_until
    if first is None or last is None or now.state != MajorState.COLLECTING:
        raise Refusal("这项决策现在不征求意见。")
    if not first <= came_on <= min(last, at.date()):
        raise Refusal(f"意见要在征求意见期内（{first} 至 {last}）收到，请核对日期。")
    if way == OpinionWay.PORTAL and came_on != at.date():
        raise Refusal("网上意见的收到日期就是提交的当天。")
    words = text.strip()
    if not words:
        raise Refusal("请写下您的意见。")
    if len(words) > _LONGEST_OPINION:
        raise Refusal(f"一条意见最多 {_LONGEST_OPINION} 字，现在 {len(words)} 字，可以分几条提。")
    opinion = Opinion.objects.create(
        decision=now, way=way, text=mask(words, today=at.date())[:_LONGEST_OPINION], came_on=came_on
    )
    _act("take_opinion", now, by, at, {"opinion": opinion.pk, "way": way})
    return opinion


@transaction.atomic
def sort_opinion(
    opinion: Opinion, *, topic: str, result: OpinionResult, reason: str, by: str, at: datetime
) -> None:
    """Say under what a comment falls and what became of it (art 18). What is not taken up gets a reason."""
    if opinion.decision.state != MajorState.COLLECTING:
        raise Refusal("意见采纳情况已经报告，不能再改。")
    if result != OpinionResult.ADOPTED and not reason.strip():
        raise Refusal("没有全部采纳的意见要写明理由。")
    Opinion.objects.filter(pk=opinion.pk).update(
        topic=topic.strip(), result=result, reason=reason.strip(), sorted_by=by
    )
    _act("sort_opinion", opinion.decision, by, at, {"opinion": opinion.pk, "result": result})


@transaction.atomic
def report_adoption(decision: MajorDecision, report: Document, *, by: str, at: datetime) -> None:
    """Lay down what became of the comments (arts 18, 29).

    Raises Refusal before the comments have ended, and while any comment is not sorted.
    """
    _step(decision, "report")
    if decision.comments_until is None or at.date() <= decision.comments_until:
        raise Refusal(f"征求意见到 {decision.comments_until} 才结束，之前不能报告采纳情况。")
    unsorted = decision.opinions.filter(result="").count()
    if unsorted:
        raise Refusal(f"还有 {unsorted} 条意见没有整理，请逐条写明是否采纳。")
    if report.body_id != decision.body_id:
        raise Refusal(f"采纳情况的报告应是{decision.body.name}的文件，请核对。")
    _change(decision, state=MajorState.SORTING, adoption=report)
    file_paper(decision, "adoption", document=report, note="", by=by, at=at)
    _act("report_adoption", decision, by, at, {"document": report.pk})


@transaction.atomic
def note_legality(
    decision: MajorDecision, opinion: Document, *, passed: bool, organ: str, on: date, by: str, at: datetime
) -> None:
    """Note the legality review. One that did not pass is noted too, and opens nothing (art 25)."""
    _step(decision, "examine")
    if not organ.strip():
        raise Refusal("请写明由哪个机构作的合法性审查。")
    if on > at.date() or decision.comments_from is None or on < decision.comments_from:
        raise Refusal(f"合法性审查日期 {on} 应在征求意见开始以后、今天以前，请核对。")
    if passed:
        _change(decision, state=MajorState.EXAMINED, examined_on=on, examined_by=organ.strip())
        file_paper(decision, "legality", document=opinion, note="", by=by, at=at)
    _act("note_legality", decision, by, at, {"passed": passed, "organ": organ.strip(), "on": on.isoformat()})


@transaction.atomic
def decide_matter(decision: MajorDecision, *, on: date, how: str, by: str, at: datetime) -> None:
    """Note that the leaders decided together, dissent included (art 30).

    Raises Refusal before the comments ended, the adoption was reported and the legality review passed.
    """
    _step(decision, "decide")
    if not how.strip():
        raise Refusal("请写明集体讨论的情况；有不同意见的，如实写明。")
    earliest = max(day for day in (decision.comments_until, decision.examined_on) if day is not None)
    if (decision.comments_until is not None and on <= decision.comments_until) or on < earliest:
        raise Refusal(f"决定日期 {on} 应在征求意见结束和合法性审查（{earliest}）之后，请核对。")
    if on > at.date():
        raise Refusal(f"决定日期 {on} 在今天之后，请改正。")
    _change(decision, state=MajorState.DECIDED, decided_on=on, decided_how=how.strip())
    _act("decide_matter", decision, by, at, {"on": on.isoformat()})


@transaction.atomic
def announce(decision: MajorDecision, result: Item, *, by: str, at: datetime) -> None:
    """Point to the item by which the decision was made public (art 32). Raises Refusal when it is not public."""
    _step(decision, "announce")
    _require_public(result, decision, "决策公布的文本", at.date())
    _change(decision, state=MajorState.ANNOUNCED, result=result)
    _act("announce_decision", decision, by, at, {"item": result.number})


@transaction.atomic
def drop_decision(decision: MajorDecision, why: str, *, by: str, at: datetime) -> None:
    """End it without a decision, with a reason that the public may be told."""
    _step(decision, "drop")
    if not why.strip():
        raise Refusal("请写明为什么终止。")
    _change(decision, state=MajorState.DROPPED, dropped_why=why.strip())
    _act("drop_decision", decision, by, at, {"why": why.strip()})


@transaction.atomic
def file_paper(
    decision: MajorDecision, part: str, *, document: Document | None, note: str, by: str, at: datetime
) -> FilePaper:
    """Put a paper into the decision's file, or say why there is none (art 33). Raises Refusal for neither."""
    known = {one.code: one for one in file_parts()}
    if part not in known:
        raise Refusal(f"决策档案没有“{part}”这一项，请从列表里选择。")
    if document is None and (known[part].required or not note.strip()):
        raise Refusal(f"“{known[part].text}”请归入文件；可以没有的，请写明为什么没有。")
    paper, _ = FilePaper.objects.update_or_create(
        decision=decision,
        part=part,
        defaults={"document": document, "note": note.strip(), "by": by, "at": at},
    )
    _act("file_paper", decision, by, at, {"part": part})
    return paper


def missing_from_file(decision: MajorDecision) -> tuple[str, ...]:
    """The required parts that the file lacks, in words; what the records hold themselves counts as there."""
    held = set(decision.papers.values_list("part", flat=True))
    held |= {
        part
        for part, there in (
            ("draft", decision.draft_id),
            ("explanation", decision.explanation_id),
            ("notice", decision.comments_from),
            ("opinions", decision.adoption_id),
            ("result", decision.result_id),
        )
        if there
    }
    return tuple(part.text for part in missing_parts(held))


def _step(decision: MajorDecision, verb: str) -> None:
    MAJOR_DECISION.step(decision.state, verb)


def _require_public(item: Item, decision: MajorDecision, what: str, today: date) -> None:
    if item.body_id != decision.body_id:
        raise Refusal(f"{what}应是{decision.body.name}公开的，请核对。")
    if not for_public(today).filter(pk=item.pk).exists():
        raise Refusal(f"{what}还没有公开，请先公开。")


def _change(decision: MajorDecision, **values: Any) -> None:
    """Write through the turn that was seen. Raises OvertakenError, naming who was quicker."""
    changed = MajorDecision.objects.filter(pk=decision.pk, turn=decision.turn).update(
        turn=F("turn") + 1, **values
    )
    if not changed:
        last = acts_of("decision", str(decision.pk)).first()
        who = f"“{last.actor}”刚刚" if last else "刚刚有人"
        raise OvertakenError(f"{who}办理了这项决策，您的操作没有生效。请看清现在的情况再办。")
    decision.refresh_from_db()


def _act(verb: str, decision: MajorDecision, by: str, at: datetime, detail: dict[str, object]) -> None:
    record_act(
        verb=verb,
        subject_kind="decision",
        subject_key=str(decision.pk),
        body_code=decision.body.code,
        by=by,
        at=at,
        article="juece-2019:42",
        detail=detail,
    )
