"""Ledgers of applications, of what was done with them, and of the fees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from gongkai.records.applications.models import (
    Action,
    ActionVerb,
    ApplicantKind,
    Application,
    Fee,
    ReceiptWay,
)
from gongkai.records.bodies.entries import EntryLoader, entry_kind
from gongkai.records.bodies.references import Reference
from gongkai.records.ledger.intake.columns import body, choice, code, day, money, text
from gongkai.records.ledger.intake.kind import Check, Row
from gongkai.records.ledger.intake.outcome import Problem
from gongkai.rules.deadlines import LAWS, law_on
from gongkai.rules.grounds import replies
from gongkai.rules.procedure import standing
from gongkai.rules.refusal import Refusal

_APPLICATION = Reference(
    "application", Application, ("number",), "申请", "依申请公开申请台账（applications）"
)
_OUTCOMES = [(reply.code, reply.label) for law in LAWS for reply in replies(law)]


class ApplicationLoader(EntryLoader):
    """Loads applications; one received before the regulation was in force has no deadline and is refused."""

    def resolve(self, rows: Sequence[Row]) -> list[Problem]:
        """As every entry, and the law of the day of receipt is known."""
        problems = super().resolve(rows)
        for row in rows:
            try:
                law_on(row.values["received_on"])
            except Refusal as refusal:
                heading = self.kind.column("received_on").heading
                problems.append(Problem(row.sheet, row.number, heading, str(refusal)))
        return problems


class ActionLoader(EntryLoader):
    """Loads steps; a step that cannot follow the ones before it is refused (:mod:`gongkai.rules.procedure`)."""

    def sort_out(self, rows: Sequence[Row]) -> tuple[list[Row], list[Problem]]:
        """As every entry, and the chain of every application holds with the new steps in it."""
        new, problems = super().sort_out(rows)
        chains = self._chains(new)
        for steps in chains.values():
            problems += self._broken(steps)
        bad = {(problem.sheet, problem.row) for problem in problems}
        return [row for row in new if (row.sheet, row.number) not in bad], problems

    def _chains(self, new: Iterable[Row]) -> dict[int, list[tuple[date, str, Row | None]]]:
        """The steps of every application touched, old ones first on their day, with the row of a new one."""
        chains: dict[int, list[tuple[date, str, Row | None]]] = {}
        for row in new:
            step = (row.values["on"], row.values["verb"], row)
            chains.setdefault(row.found["application"].pk, []).append(step)
        old = Action.objects.filter(application__in=chains).order_by("on", "pk")
        registered: dict[int, list[tuple[date, str, Row | None]]] = {}
        for application, on, verb in old.values_list("application", "on", "verb"):
            registered.setdefault(application, []).append((on, verb, None))
        return {
            key: sorted([*registered.get(key, []), *steps], key=lambda step: step[0])
            for key, steps in chains.items()
        }

    def _broken(self, steps: Sequence[tuple[date, str, Row | None]]) -> list[Problem]:
        rows = [row for _, _, row in steps if row is not None]
        application = rows[0].found["application"]
        for row in rows:
            if reason := _wrong_by_itself(application, row.values):
                return [self._problem(row, reason)]
        law = law_on(application.received_on)
        for end in range(1, len(steps) + 1):
            try:
                standing([verb for _, verb, _ in steps[:end]], law)
            except Refusal as refusal:
                row = steps[end - 1][2] or rows[-1]
                return [self._problem(row, f"申请“{application.number}”：{refusal}")]
        return []

    def _problem(self, row: Row, reason: str) -> Problem:
        return Problem(row.sheet, row.number, self.kind.column("verb").heading, reason)


def _wrong_by_itself(application: Application, values: dict[str, Any]) -> str:
    """Why a step cannot belong to its application, whatever came before it; empty when it can."""
    if values["on"] < application.received_on:
        return f"日期早于申请“{application.number}”的收到日期 {application.received_on}，请核对。"
    law = law_on(application.received_on)
    outcome = values.get("outcome")
    if outcome is not None and outcome not in {reply.code for reply in replies(law)}:
        return f"申请“{application.number}”适用 {law} 年的《条例》，没有这种答复类型。"
    return ""


APPLICATIONS = entry_kind(
    "applications",
    "依申请公开申请台账",
    "收到的政府信息公开申请，一行一件。不填申请人的姓名和证件号码。办理过程填在办理记录台账。",
    (
        body(),
        code("number", "受理编号", required=True, example="2018-001", also=("编号", "申请编号")),
        day("received_on", "收到日期", required=True, example=date(2018, 9, 3)),
        choice(
            "way", "申请方式", ReceiptWay.choices, required=True, example="网络", spellings={"邮寄": "post"}
        ),
        choice(
            "applicant_kind", "申请人类别", ApplicantKind.choices, example="自然人", note="不填按“自然人”。"
        ),
        text("subject", "申请内容", required=True, example="2017年耕地地力保护补贴发放标准", width=40),
    ),
    Application,
    number=("number",),
    loader=ApplicationLoader,
)
ACTIONS = entry_kind(
    "application-actions",
    "申请办理记录台账",
    "每件申请的每一步办理，一行一步，按发生的先后填。期限和办结情况由系统推算。",
    (
        body(),
        code("application", "受理编号", required=True, example="2018-001", also=("编号", "申请编号")),
        choice(
            "verb",
            "办理",
            ActionVerb.choices,
            required=True,
            example="答复",
            spellings={"当场说明": "settled", "撤回": "withdrawn", "补正": "corrected"},
        ),
        day("on", "日期", required=True, example=date(2018, 9, 17), also=("办理日期",)),
        choice("outcome", "答复类型", _OUTCOMES, example="同意公开", note="只有“答复”要填。"),
        day("extended_to", "延期至", past=False),
        text("reason", "说明", width=36),
    ),
    Action,
    references=(_APPLICATION,),
    loader=ActionLoader,
    checks=(
        Check(
            "outcome",
            lambda row: (row["verb"] == ActionVerb.REPLIED) == (row.get("outcome") is not None),
            "“答复”要填答复类型，其他办理不填。",
        ),
        Check(
            "extended_to",
            lambda row: (
                row.get("extended_to") is None
                or (row["verb"] == ActionVerb.EXTENDED and row["extended_to"] > row["on"])
            ),
            "只有“延期”才填延期至，并且应晚于办理日期。",
        ),
    ),
)
FEES = entry_kind(
    "fees",
    "收费台账",
    "因依申请提供信息实际收取的费用，一行一笔；减免的不填。",
    (
        body(),
        code("application", "受理编号", required=True, example="2018-001", also=("编号", "申请编号")),
        money("amount", "金额（元）", required=True, example=30),
        day("paid_on", "收费日期", required=True, example=date(2018, 9, 20)),
        text("kind", "收费项目", required=True, example="复制费"),
    ),
    Fee,
    references=(_APPLICATION,),
)
KINDS = (APPLICATIONS, ACTIONS, FEES)
