"""Applications and their steps from ledgers: a step that cannot follow is refused with its row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.records.applications.models import Action, Application, Fee
from tests.ledger.books import imported, reasons, town

pytestmark = pytest.mark.django_db
STEPS = ["机构代码", "受理编号", "办理", "日期", "答复类型", "延期至"]


@pytest.fixture(autouse=True)
def one_application(tmp_path: Path) -> None:
    town()
    head = ["机构代码", "受理编号", "收到日期", "申请方式", "申请内容"]
    rows = [head, ["640999001", "1", date(2018, 9, 3), "网络", "补贴标准"]]
    assert imported("applications", tmp_path, rows).added == 1
    assert Application.objects.get().applicant_kind == "person"


def step(
    verb: str, day: int, outcome: str | None = None, until: date | None = None, number: str = "1"
) -> list[Any]:
    return ["640999001", number, verb, date(2018, 9, day), outcome, until]


def test_a_chain_in_any_order_of_rows_is_kept_by_its_days(tmp_path: Path) -> None:
    rows = [
        STEPS,
        step("答复", 20, "同意公开"),
        step("延期", 12, until=date(2018, 10, 20)),
        step("与申请人确认", 3),
    ]
    assert imported("application-actions", tmp_path, rows).added == 3
    assert list(Action.objects.values_list("verb", flat=True)) == ["confirmed", "extended", "replied"]
    assert imported("application-actions", tmp_path, rows).added == 0


@pytest.mark.parametrize(
    ("rows", "row", "reason"),
    [
        ([step("答复", 20, "同意公开"), step("申请人撤回", 21)], 3, "处于“已答复”，不能“申请人撤回”"),
        ([step("延期", 10), step("延期", 11)], 3, "只能有一次"),
        ([step("第三方答复", 10)], 2, "处于“已登记”，不能“第三方答复”"),
        ([step("视为放弃", 10)], 2, "不能“视为放弃”"),
        ([step("与申请人确认", 2)], 2, "日期早于申请“1”的收到日期"),
        ([step("答复", 20)], 2, "“答复”要填答复类型"),
        ([step("延期", 20, "同意公开")], 2, "“答复”要填答复类型"),
        ([step("延期", 20, until=date(2018, 9, 1))], 2, "应晚于办理日期"),
        ([step("答复", 20, "不予处理：重复申请")], 2, "适用 2007 年的《条例》，没有这种答复类型"),
        ([step("答复", 20, "随便")], 2, "可选项见模板的填写说明"),
        ([step("与申请人确认", 3, number="2")], 2, "没有登记过申请“2”"),
    ],
)
def test_a_step_that_cannot_be_is_told(tmp_path: Path, rows: list[list[Any]], row: int, reason: str) -> None:
    ((at, _, why),) = reasons(imported("application-actions", tmp_path, [STEPS, *rows]))
    assert at == row
    assert reason in why
    assert not Action.objects.exists()


def test_a_step_is_judged_with_those_registered_before(tmp_path: Path) -> None:
    imported("application-actions", tmp_path, [STEPS, step("答复", 20, "同意公开")])
    ((row, _, reason),) = reasons(imported("application-actions", tmp_path, [STEPS, step("申请人撤回", 25)]))
    assert row == 2
    assert "已答复" in reason
    assert imported("application-actions", tmp_path, [STEPS, step("与申请人确认", 3)]).added == 1


def test_a_fee_belongs_to_an_application(tmp_path: Path) -> None:
    head = ["机构代码", "受理编号", "金额（元）", "收费日期", "收费项目"]
    rows = [head, ["640999001", "1", 30.5, date(2018, 9, 20), "复制费"]]
    assert imported("fees", tmp_path, rows).added == 1
    assert str(Fee.objects.get().amount) == "30.50"
    rows[1][1] = "7"
    assert len(imported("fees", tmp_path, rows).problems) == 1


def test_an_application_before_the_regulation_is_refused(tmp_path: Path) -> None:
    head = ["机构代码", "受理编号", "收到日期", "申请方式", "申请内容"]
    rows = [head, ["640999001", "2", date(2007, 9, 3), "网络", "旧事"]]
    ((_, column, reason),) = reasons(imported("applications", tmp_path, rows))
    assert column == "收到日期"
    assert "尚未施行" in reason
