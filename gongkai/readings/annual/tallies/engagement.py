"""二: concerns that were answered, and interpretation; for the prose also proposals, tickets and the mailbox."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.readings.annual.tallies.source import BODY, Column, Records, Scope, Tally
from gongkai.records.engagement.models import (
    Concern,
    ConcernOrigin,
    Interpretation,
    InterpretationForm,
    Proposal,
    ProposalKind,
    ProposalState,
    Response,
    ResponseWay,
    Ticket,
)

_WRITTEN = (InterpretationForm.ARTICLE, InterpretationForm.PICTURE, InterpretationForm.BROADCAST)


def _concerns(scope: Scope) -> QuerySet[Concern]:
    """Concerns, each with whether it was answered in the year at all, by weibo or wechat, and otherwise."""
    answers = Response.objects.filter(concern=OuterRef("pk"), on__range=scope.days)
    return Concern.objects.filter(body__in=scope.body_ids).annotate(
        answered=Exists(answers),
        answered_socially=Exists(answers.filter(way=ResponseWay.SOCIAL)),
        answered_otherwise=Exists(answers.filter(way=ResponseWay.OTHER)),
    )


def _letters(scope: Scope) -> Q:
    return Q(origin=ConcernOrigin.MAILBOX, received_on__range=scope.days)


CONCERNS = Records(
    found=_concerns,
    columns=(
        BODY,
        Column("编号", "number"),
        Column("收到日期", "received_on"),
        Column("来源", "origin", dict(ConcernOrigin.choices)),
        Column("内容", "topic"),
        Column("认定为热点", "hot"),
        Column("认定理由", "hot_reason"),
        Column("办结日期", "closed_on"),
    ),
    order=("received_on", "number"),
    tallies=(
        Tally("concerns_answered", Q(hot=True, answered=True)),
        Tally("concerns_answered_by_weibo_or_wechat", Q(hot=True, answered_socially=True)),
        Tally("concerns_answered_otherwise", Q(hot=True, answered_otherwise=True)),
        Tally("mayor_letters_received", _letters),
        Tally("mayor_letters_closed", lambda scope: _letters(scope) & Q(closed_on__lte=scope.last)),
    ),
)
RESPONSES = Records(
    found=lambda scope: Response.objects.filter(on__range=scope.days, body__in=scope.body_ids),
    columns=(
        BODY,
        Column("日期", "on"),
        Column("方式", "way", dict(ResponseWay.choices)),
        Column("标题", "title"),
        Column("回应的关切", "concern__topic"),
        Column("主要负责同志参加", "by_head"),
    ),
    order=("on", "body__code"),
    tallies=(
        Tally("press_conferences", Q(way=ResponseWay.PRESS)),
        Tally("press_conferences_led", Q(way=ResponseWay.PRESS, by_head=True)),
        Tally("online_interviews", Q(way=ResponseWay.INTERVIEW)),
        Tally("online_interviews_led", Q(way=ResponseWay.INTERVIEW, by_head=True)),
    ),
)
INTERPRETATIONS = Records(
    found=lambda scope: Interpretation.objects.filter(held_on__range=scope.days, body__in=scope.body_ids),
    columns=(
        BODY,
        Column("日期", "held_on"),
        Column("形式", "form", dict(InterpretationForm.choices)),
        Column("标题", "title"),
        Column("所解读政策", "policy"),
        Column("转载", "reprinted"),
        Column("来源", "origin"),
        Column("发布渠道", "channel"),
        Column("地点", "place"),
        Column("参加人数", "attendance"),
    ),
    order=("held_on", "body__code"),
    tallies=(
        Tally("interpretations_published", Q(form__in=_WRITTEN)),
        Tally("interpretations_own", Q(form__in=_WRITTEN, reprinted=False)),
        Tally("interpretations_reprinted", Q(form__in=_WRITTEN, reprinted=True)),
        Tally("interpretation_sessions", Q(form=InterpretationForm.SESSION)),
    ),
)


def _done(scope: Scope) -> Q:
    """Done by the end of the year; one that was answered later was still in hand then."""
    return Q(state=ProposalState.DONE) & (Q(replied_on__isnull=True) | Q(replied_on__lte=scope.last))


def _in_hand(scope: Scope) -> Q:
    return Q(state=ProposalState.IN_HAND) | Q(state=ProposalState.DONE, replied_on__gt=scope.last)


def _proposals(kind: ProposalKind, name: str) -> tuple[Tally, ...]:
    """Received, closed, in hand, waiting. A closing rate takes the second number, never a sum with the third."""
    return (
        Tally(f"{name}_received", Q(kind=kind)),
        Tally(f"{name}_closed", lambda scope: _done(scope) & Q(kind=kind)),
        Tally(f"{name}_in_hand", lambda scope: _in_hand(scope) & Q(kind=kind)),
        Tally(f"{name}_taken_up", lambda scope: (_done(scope) | _in_hand(scope)) & Q(kind=kind)),
        Tally(f"{name}_waiting", Q(kind=kind, state=ProposalState.RECEIVED)),
    )


PROPOSALS = Records(
    found=lambda scope: Proposal.objects.filter(received_on__range=scope.days, body__in=scope.body_ids),
    columns=(
        BODY,
        Column("编号", "number"),
        Column("类别", "kind", dict(ProposalKind.choices)),
        Column("标题", "title"),
        Column("提出会议", "meeting"),
        Column("交办日期", "received_on"),
        Column("办理情况", "state", dict(ProposalState.choices)),
        Column("答复日期", "replied_on"),
    ),
    order=("received_on", "number"),
    tallies=(
        *_proposals(ProposalKind.SUPERVISED, "supervised_proposals"),
        *_proposals(ProposalKind.DEPUTY, "suggestions"),
        *_proposals(ProposalKind.MEMBER, "member_proposals"),
    ),
)
TICKETS = Records(
    found=lambda scope: Ticket.objects.filter(received_on__range=scope.days, body__in=scope.body_ids),
    columns=(
        BODY,
        Column("工单编号", "number"),
        Column("收到日期", "received_on"),
        Column("诉求", "topic"),
        Column("办结日期", "closed_on"),
        Column("办理结果", "result"),
    ),
    order=("received_on", "number"),
    tallies=(
        Tally("tickets_12345_received"),
        Tally("tickets_12345_closed", lambda scope: Q(closed_on__lte=scope.last)),
    ),
)
SOURCES = (CONCERNS, RESPONSES, INTERPRETATIONS, PROPOSALS, TICKETS)
