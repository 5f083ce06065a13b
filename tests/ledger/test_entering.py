"""One record entered by hand: the ledger's own checks, one act that says by whom, and never twice unmeant."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.records.bodies.models import Body
from gongkai.records.capacity.models import Spending
from gongkai.records.disclosure.models import Item, Placement, PlacementState, Receipt
from gongkai.records.disclosure.recount import counts_state
from gongkai.records.engagement.models import Concern
from gongkai.records.intake import find_kind
from gongkai.records.ledger.intake.columns import Cell
from gongkai.records.ledger.intake.entering import enter_record
from gongkai.records.ledger.intake.kind import May, anybody
from gongkai.records.ledger.intake.outcome import Outcome
from gongkai.records.ledger.models import Act, SourceFile
from tests.ledger.books import AT, WHO, imported, reasons, town

pytestmark = pytest.mark.django_db
SPENT: dict[str, Cell] = {
    "body": "640999001",
    "purpose": "制作宣传栏",
    "amount": "2,800",
    "paid_on": "2018-04-10",
}


def entered(kind: str, cells: dict[str, Cell], *, may: May = anybody, again: bool = False) -> Outcome:
    return enter_record(find_kind(kind), cells, may=may, by=WHO, at=AT, again=again)


@pytest.fixture(autouse=True)
def _town() -> Body:
    return town()


def test_a_record_comes_in_with_the_act_of_its_hand_and_no_file() -> None:
    assert entered("spending", SPENT).added == 1
    record = Spending.objects.get()
    assert (float(record.amount), record.source is None, record.source_row is None) == (2800, True, True)
    act = Act.objects.get()
    assert (act.verb, act.actor, act.body_code) == ("enter_record", WHO, "640999001000")
    assert (act.subject_kind, act.subject_key) == ("record", record.fingerprint)
    assert act.detail["values"]["用途"] == "制作宣传栏"
    assert not SourceFile.objects.exists()


def test_every_bad_cell_is_told_and_nothing_is_changed() -> None:
    outcome = entered("spending", SPENT | {"amount": "三千", "paid_on": "2018-02-30"})
    assert [column for _, column, _ in reasons(outcome)] == ["金额（元）", "支出日期"]
    assert reasons(entered("spending", SPENT | {"purpose": None}))[0][1:] == ("用途", "必填，不能为空。")
    assert {column for _, column, _ in reasons(entered("spending", {}))} == {
        "机构代码",
        "用途",
        "金额（元）",
        "支出日期",
    }
    assert not Spending.objects.exists()
    assert not Act.objects.exists()


def test_what_looks_like_a_line_under_the_table_is_no_record() -> None:
    ((_, column, reason),) = reasons(entered("spending", {"purpose": "合计", "amount": "1", "body": None}))
    assert column == "机构代码"
    assert "没有作为记录" in reason


def test_conditions_between_cells_hold_here_too() -> None:
    hot: dict[str, Cell] = {
        "body": "640999001", "number": "1", "topic": "路灯", "origin": "市长信箱",
        "received_on": "2018-02-06", "hot": "是",
    }  # fmt: skip
    assert {column for _, column, _ in reasons(entered("concerns", hot))} == {"认定理由", "认定人"}
    assert not Concern.objects.exists()


def test_the_same_once_more_is_known_unless_it_is_meant() -> None:
    assert entered("spending", SPENT).added == 1
    again = entered("spending", SPENT)
    assert (again.added, again.known) == (0, 1)
    for equal in (2, 3):
        assert entered("spending", SPENT, again=True).added == 1
        assert Spending.objects.count() == equal
    assert Act.objects.count() == 3


def test_a_number_stands_once_however_often_it_is_meant() -> None:
    concern: dict[str, Cell] = {
        "body": "640999001", "number": "1", "topic": "路灯", "origin": "市长信箱", "received_on": "2018-02-06",
    }  # fmt: skip
    assert entered("concerns", concern).added == 1
    assert entered("concerns", concern, again=True).known == 1
    ((_, column, reason),) = reasons(entered("concerns", concern | {"topic": "水压"}))
    assert (column, "已在工作台登记" in reason) == ("编号", True)


def test_a_file_finds_what_a_hand_wrote_and_a_hand_what_a_file_brought(tmp_path: Path) -> None:
    head = ["机构代码", "用途", "金额（元）", "支出日期"]
    row = ["640999001", "制作宣传栏", 2800, date(2018, 4, 10)]
    assert entered("spending", SPENT).added == 1
    both = imported("spending", tmp_path, [head, row, row])
    assert (both.added, both.known) == (1, 1)
    assert entered("spending", SPENT).known == 1


def test_nobody_writes_for_a_body_that_is_not_theirs() -> None:
    mine = "640999001201"
    outcome = entered("spending", SPENT, may=lambda code: code == mine)
    ((_, column, reason),) = reasons(outcome)
    assert (column, "不在您办理的范围内" in reason) == ("机构代码", True)
    assert entered("spending", SPENT | {"body": "东村"}, may=lambda code: code == mine).added == 1
    assert reasons(entered("spending", SPENT | {"body": "西村"}, may=lambda code: code == mine))


def test_an_item_comes_with_its_placements_and_its_count() -> None:
    item: dict[str, Cell] = {
        "number": "640999001/1", "title": "低保公示", "body": "640999001", "published_on": "2018-03-01",
        "channels": "公开栏、政务微信", "normative": "否",
    }  # fmt: skip
    assert entered("items", item).added == 1
    assert Item.objects.get().placements.count() == 2
    assert not Placement.objects.exclude(source=None, source_row=None).exists()
    assert counts_state().ok
    receipt: dict[str, Cell] = {
        "body": "640999001", "item": "640999001/1", "channel": "公开栏", "kind": "照片", "on": "2018-03-02",
    }  # fmt: skip
    assert entered("receipts", receipt).added == 1
    assert entered("receipts", receipt).known == 1
    assert Receipt.objects.get().by == WHO
    assert Placement.objects.get(channel="board").state == PlacementState.PROVED
