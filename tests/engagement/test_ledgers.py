"""Interpretations, concerns, responses and proposals from ledgers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.records.engagement.models import Concern, Interpretation, Proposal, Response
from tests.ledger.books import imported, reasons, town

pytestmark = pytest.mark.django_db
ON = date(2018, 3, 1)
CONCERN = ["机构代码", "编号", "内容", "来源", "收到日期", "认定为热点", "认定理由", "认定人", "办结日期"]


@pytest.fixture(autouse=True)
def some_town() -> None:
    town()


def test_a_reprint_names_its_source(tmp_path: Path) -> None:
    head = ["机构代码", "标题", "形式", "日期", "转载", "来源"]
    good = ["640999001", "要点", "解读稿件", ON, "√", "新华网"]
    ((row, column, _),) = reasons(imported("interpretations", tmp_path, [head, good, [*good[:5], None]]))
    assert (row, column) == (3, "来源")
    assert imported("interpretations", tmp_path, [head, good]).added == 1
    assert Interpretation.objects.get().reprinted


@pytest.mark.parametrize(
    ("told", "columns"),
    [
        (["是", None, None, None], ["认定理由", "认定人"]),
        (["是", "多人反映", "某某", date(2018, 2, 1)], ["办结日期"]),
        (["是", "多人反映", "某某", ON], []),
        ([None, None, None, None], []),
    ],
)
def test_hot_is_decided_by_someone_for_a_reason(tmp_path: Path, told: list[Any], columns: list[str]) -> None:
    outcome = imported("concerns", tmp_path, [CONCERN, ["640999001", "1", "路灯", "市长信箱", ON, *told]])
    assert [column for _, column, _ in reasons(outcome)] == columns
    assert Concern.objects.count() == (not columns)


def test_a_response_may_answer_a_concern_that_is_registered(tmp_path: Path) -> None:
    imported("concerns", tmp_path, [CONCERN, ["640999001", "1", "路灯", "市长信箱", ON, *[None] * 4]])
    head = ["机构代码", "关切编号", "方式", "日期"]
    rows = [head, ["640999001", "1", "微信", ON], ["640999001", None, "新闻发布会", ON]]
    assert imported("responses", tmp_path, rows).added == 2
    assert Response.objects.get(way="social").concern == Concern.objects.get()
    assert len(imported("responses", tmp_path, [head, ["东村", "1", "微信", ON]]).problems) == 1


def test_in_hand_is_not_done(tmp_path: Path) -> None:
    head = ["机构代码", "编号", "类别", "标题", "交办日期", "办理情况", "答复日期"]
    rows = [
        ["640999001", "1", "人大代表建议", "路", ON, "办结", date(2018, 6, 1)],
        ["640999001", "2", "政协提案", "渠", ON, "办理中", None],
    ]
    assert imported("proposals", tmp_path, [head, *rows]).added == 2
    assert dict(Proposal.objects.values_list("number", "state")) == {"1": "done", "2": "in_hand"}
    rows[0][1:] = ["3", "人大代表建议", "灯", ON, "办结", date(2018, 2, 1)]
    assert [column for _, column, _ in reasons(imported("proposals", tmp_path, [head, rows[0]]))] == [
        "答复日期"
    ]
