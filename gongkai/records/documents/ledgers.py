"""The ledger of papers, normative documents above all."""

from __future__ import annotations

from datetime import date

from gongkai.records.bodies.entries import entry_kind
from gongkai.records.documents.models import Document, OpennessAttribute, Validity
from gongkai.records.ledger.intake.columns import body, choice, code, day, text, yes_no
from gongkai.records.ledger.intake.kind import Check

KINDS = (
    entry_kind(
        "documents",
        "文件台账",
        "本机关制发的文件，以及转发公开的上级文件。制发规范性文件总数只数“本机关制发”的。",
        (
            body(),
            text("title", "标题", required=True, example="关于加强村级公开栏管理的通知", width=40),
            code("number", "文号", example="邵政发〔2018〕12号", also=("发文字号",)),
            day("formed_on", "成文日期", required=True, example=date(2018, 4, 9), also=("形成日期",)),
            yes_no("normative", "规范性文件", also=("是否规范性文件",)),
            yes_no("made_here", "本机关制发", example="是", note="转发、公开的上级文件填“否”。", blank=True),
            choice(
                "openness",
                "公开属性",
                OpennessAttribute.choices,
                example="主动公开",
                note="不填按“主动公开”。",
            ),
            choice("validity", "有效性", Validity.choices, example="有效", note="不填按“有效”。"),
            day("repealed_on", "废止日期"),
        ),
        Document,
        number=("number",),
        checks=(
            Check(
                "repealed_on",
                lambda row: row.get("repealed_on") is None or row["repealed_on"] >= row["formed_on"],
                "废止日期早于成文日期，请核对。",
            ),
        ),
    ),
)
