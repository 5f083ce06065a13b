"""Ledgers of interpretations, concerns with their responses, proposals, and 12345 tickets."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.records.bodies.entries import entry_kind
from gongkai.records.bodies.references import Reference
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
from gongkai.records.ledger.intake.columns import body, choice, code, count, day, text, yes_no
from gongkai.records.ledger.intake.kind import Check


def _after(later: str, earlier: str, reason: str) -> Check:
    """One day does not lie before another; a blank one is no contradiction."""

    def holds(row: dict[str, Any]) -> bool:
        return row.get(later) is None or row.get(earlier) is None or row[later] >= row[earlier]

    return Check(later, holds, reason)


INTERPRETATIONS = entry_kind(
    "interpretations",
    "政策解读台账",
    "解读稿件、图解、广播稿和解读现场会，一行一篇或一场。转载的要写来源，与自写的分开统计。",
    (
        body(),
        text("title", "标题", required=True, example="乡村振兴战略解读现场会", width=40),
        choice(
            "form",
            "形式",
            InterpretationForm.choices,
            required=True,
            example="解读现场会",
            spellings={"稿件": "article", "现场会": "session"},
        ),
        day("held_on", "日期", required=True, example=date(2018, 3, 20), also=("发布日期", "召开日期")),
        text("policy", "所解读政策", example="乡村振兴战略"),
        yes_no("reprinted", "转载", also=("是否转载",)),
        text("origin", "来源", note="转载的必填，如 新华网。", width=16),
        text("channel", "发布渠道", example="现场", width=16),
        text("place", "地点", example="邵岗村农民讲习所"),
        count("attendance", "参加人数", example=46),
    ),
    Interpretation,
    checks=(
        Check(
            "origin", lambda row: not row.get("reprinted") or bool(row.get("origin")), "转载的要写明来源。"
        ),
    ),
)
CONCERNS = entry_kind(
    "concerns",
    "社会关切台账",
    "市长信箱来信、网络舆情等群众关心的事，一行一件。来信不当然是热点：认定为热点的要写理由和认定人。",
    (
        body(),
        code("number", "编号", required=True, example="SZXX-2018-001"),
        text("topic", "内容", required=True, example="反映村道路灯损坏", also=("事项",), width=40),
        choice("origin", "来源", ConcernOrigin.choices, required=True, example="市长信箱"),
        day("received_on", "收到日期", required=True, example=date(2018, 2, 6)),
        yes_no("hot", "认定为热点", example="是", also=("是否热点",)),
        text("hot_reason", "认定理由", example="涉及多户出行"),
        text("hot_by", "认定人", example="分管领导", width=14),
        day("closed_on", "办结日期", example=date(2018, 2, 12)),
    ),
    Concern,
    number=("number",),
    checks=(
        Check(
            "hot_reason",
            lambda row: not row.get("hot") or bool(row.get("hot_reason")),
            "认定为热点的要写理由。",
        ),
        Check(
            "hot_by", lambda row: not row.get("hot") or bool(row.get("hot_by")), "认定为热点的要写认定人。"
        ),
        _after("closed_on", "received_on", "办结日期早于收到日期，请核对。"),
    ),
)
RESPONSES = entry_kind(
    "responses",
    "回应台账",
    "对关切的每次回应，一行一次一种方式。几种方式回应同一件事，年度报告只计 1 次。",
    (
        body(),
        code("concern", "关切编号", example="SZXX-2018-001", also=("编号",)),
        choice(
            "way",
            "方式",
            ResponseWay.choices,
            required=True,
            example="微博微信",
            spellings={"微博": "social", "微信": "social", "发布会": "press", "在线访谈": "interview"},
        ),
        day("on", "日期", required=True, example=date(2018, 2, 12), also=("回应日期",)),
        yes_no("by_head", "主要负责同志参加"),
        text("title", "标题", example="关于村道路灯维修情况的回复", width=40),
    ),
    Response,
    references=(Reference("concern", Concern, ("number",), "关切", "社会关切台账（concerns）"),),
)
PROPOSALS = entry_kind(
    "proposals",
    "建议提案台账",
    "人大代表建议、政协提案和上级督办的议案建议，一行一件。“正在办理”不算办结。",
    (
        body(),
        code("number", "编号", required=True, example="2018-JY-01"),
        choice("kind", "类别", ProposalKind.choices, required=True, example="人大代表建议"),
        text("title", "标题", required=True, example="关于维修支渠的建议", width=40),
        text("meeting", "提出会议", example="镇四届人大二次会议"),
        day("received_on", "交办日期", required=True, example=date(2018, 1, 12)),
        choice(
            "state",
            "办理情况",
            ProposalState.choices,
            required=True,
            example="已办结",
            spellings={"办结": "done", "办理中": "in_hand", "在办": "in_hand", "未办理": "received"},
        ),
        day("replied_on", "答复日期", example=date(2018, 6, 20)),
    ),
    Proposal,
    number=("number",),
    checks=(_after("replied_on", "received_on", "答复日期早于交办日期，请核对。"),),
)
TICKETS = entry_kind(
    "tickets",
    "12345工单台账",
    "12345 便民服务热线转来的工单，一行一件。不填来电人的姓名和电话。",
    (
        body(),
        code("number", "工单编号", required=True, example="12345-2018-0001"),
        text("topic", "诉求", required=True, example="咨询医保缴费时间", also=("诉求内容", "内容"), width=40),
        day("received_on", "收到日期", required=True, example=date(2018, 3, 1)),
        day("closed_on", "办结日期", example=date(2018, 3, 5)),
        text("result", "办理结果", example="已电话答复", width=32),
    ),
    Ticket,
    number=("number",),
    checks=(_after("closed_on", "received_on", "办结日期早于收到日期，请核对。"),),
)
KINDS = (INTERPRETATIONS, CONCERNS, RESPONSES, PROPOSALS, TICKETS)
