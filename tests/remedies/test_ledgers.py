"""Reviews, suits and complaints from ledgers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.records.applications.models import Application
from gongkai.records.remedies.models import Case, Complaint
from tests.ledger.books import imported, reasons, town

pytestmark = pytest.mark.django_db
HEAD = ["机构代码", "案号", "类别", "受理编号", "收到日期", "结果", "审结日期"]
ON = date(2018, 5, 3)


@pytest.mark.parametrize(
    ("told", "column"),
    [
        (["1", ON, "维持", date(2018, 7, 2)], None),
        ([None, ON, None, None], None),
        ([None, ON, "维持", None], "审结日期"),
        ([None, ON, None, ON], "审结日期"),
        ([None, ON, "驳回", date(2018, 5, 1)], "审结日期"),
        (["2", ON, None, None], "所涉申请受理编号"),
    ],
)
def test_a_case_has_a_result_with_its_day_or_neither(
    tmp_path: Path, told: list[Any], column: str | None
) -> None:
    Application.objects.create(body=town(), number="1", received_on=ON, way="online", subject="甲")
    outcome = imported("cases", tmp_path, [HEAD, ["640999001", "（2018）测行初1号", "行政诉讼", *told]])
    assert [at for _, at, _ in reasons(outcome)] == ([column] if column else [])
    assert Case.objects.count() == (column is None)


def test_a_complaint_is_closed_after_it_came(tmp_path: Path) -> None:
    town()
    head = ["机构代码", "编号", "内容", "收到日期", "办结日期"]
    rows = [
        head,
        ["640999001", "1", "未更新", ON, date(2018, 5, 8)],
        ["640999001", "2", "甲", ON, date(2018, 5, 1)],
    ]
    assert [row for row, _, _ in reasons(imported("complaints", tmp_path, rows))] == [3]
    assert imported("complaints", tmp_path, rows[:2]).added == 1
    assert Complaint.objects.get().closed_on == date(2018, 5, 8)
