"""Ledgers of government services: flows that were sorted out, and cases handled by month."""

from __future__ import annotations

from datetime import date

from gongkai.records.bodies.entries import entry_kind
from gongkai.records.ledger.intake.columns import body, count, day, month, text
from gongkai.records.services.models import CaseCount, ServiceFlow

KINDS = (
    entry_kind(
        "flows",
        "办理流程台账",
        "各站所理清并公布的业务办理流程，一行一项。",
        (
            body(),
            text("name", "事项", required=True, example="老年证办理", also=("事项名称", "业务名称")),
            text("office", "站所", required=True, example="民生服务中心", also=("办理站所",)),
            text(
                "steps", "环节", required=True, example="申请、受理、审核、发证", also=("办理环节",), width=40
            ),
            day("settled_on", "理清日期", required=True, example=date(2018, 3, 15)),
        ),
        ServiceFlow,
        number=("name",),
    ),
    entry_kind(
        "case-counts",
        "办件量台账",
        "每项业务每月办理的件数，一行一项一月。",
        (
            body(),
            text("kind", "业务", required=True, example="办理老年证", also=("业务名称", "事项")),
            month("month", "月份", required=True, example="2018-01"),
            count("cases", "件数", required=True, example=75, also=("办件数", "办理件数")),
        ),
        CaseCount,
        number=("kind", "month"),
    ),
)
