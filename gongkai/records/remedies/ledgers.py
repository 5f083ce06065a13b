"""Ledgers of reviews and suits, and of complaints about openness."""

from __future__ import annotations

from datetime import date

from gongkai.records.applications.models import Application
from gongkai.records.bodies.entries import entry_kind
from gongkai.records.bodies.references import Reference
from gongkai.records.ledger.intake.columns import body, choice, code, day, text
from gongkai.records.ledger.intake.kind import Check
from gongkai.records.remedies.models import Case, CaseKind, CaseResult, Complaint

CASES = entry_kind(
    "cases",
    "复议诉讼台账",
    "因政府信息公开引起的行政复议和行政诉讼，一行一件。还没有结果的，结果和审结日期都不填。",
    (
        body(),
        code("number", "案号", required=True, example="（2018）宁0381行初1号"),
        choice("kind", "类别", CaseKind.choices, required=True, example="行政诉讼"),
        code("application", "所涉申请受理编号", example="2018-001", also=("受理编号",)),
        day("received_on", "收到日期", required=True, example=date(2018, 5, 3)),
        choice(
            "result",
            "结果",
            CaseResult.choices,
            example="维持或驳回",
            spellings={"维持": "upheld", "驳回": "upheld", "纠错": "corrected", "其他": "other"},
        ),
        day("decided_on", "审结日期", example=date(2018, 7, 2)),
    ),
    Case,
    number=("number",),
    references=(
        Reference("application", Application, ("number",), "申请", "依申请公开申请台账（applications）"),
    ),
    checks=(
        Check(
            "decided_on",
            lambda row: (row.get("result") is None) == (row.get("decided_on") is None),
            "结果和审结日期要么都填，要么都不填。",
        ),
        Check(
            "decided_on",
            lambda row: row.get("decided_on") is None or row["decided_on"] >= row["received_on"],
            "审结日期早于收到日期，请核对。",
        ),
    ),
)
COMPLAINTS = entry_kind(
    "complaints",
    "举报投诉台账",
    "对政府信息公开工作的举报和投诉，一行一件。不填举报人的姓名和电话。",
    (
        body(),
        code("number", "编号", required=True, example="JB-2018-01"),
        text("subject", "内容", required=True, example="反映公开栏长期未更新", width=40),
        day("received_on", "收到日期", required=True, example=date(2018, 6, 1)),
        day("closed_on", "办结日期", example=date(2018, 6, 8)),
    ),
    Complaint,
    number=("number",),
    checks=(
        Check(
            "closed_on",
            lambda row: row.get("closed_on") is None or row["closed_on"] >= row["received_on"],
            "办结日期早于收到日期，请核对。",
        ),
    ),
)
KINDS = (CASES, COMPLAINTS)
