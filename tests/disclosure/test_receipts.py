"""凭证 as a ledger: which placement is meant, what it proves, and that the same receipt stands once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.records.disclosure.models import Channel, Item, Placement, PlacementState, Receipt, Target
from gongkai.records.disclosure.recount import counts_state
from tests.ledger.books import imported, reasons, town

HEAD: list[object] = [
    "机构代码",
    "索引号",
    "渠道",
    "投放点",
    "投放日期",
    "凭证种类",
    "说明",
    "SHA-256",
    "取得日期",
    "经办人",
]


@pytest.fixture
def item(db: None) -> Item:
    """An item of the town on the platform and on two boards."""
    body = town()
    made = Item.objects.create(body=body, number="1", title="低保公示", published_on=date(2018, 3, 1))
    for name in ("东栏", "西栏"):
        board = Target.objects.create(body=body, channel=Channel.BOARD, name=name)
        Placement.objects.create(
            body=body, item=made, channel=Channel.BOARD, target=board, placed_on=date(2018, 3, 1)
        )
    Placement.objects.create(body=body, item=made, channel=Channel.WEBSITE, placed_on=date(2018, 3, 2))
    return made


def row(channel: str, target: str | None = None, **said: object) -> list[object]:
    told = {
        "kind": "照片",
        "note": "照片登记号 1",
        "digest": None,
        "on": date(2018, 3, 5),
        "by": "联络员",
    } | said
    return ["640999001", "1", channel, target, said.get("placed_on"), told["kind"], told["note"], told["digest"],
            told["on"], told["by"]]  # fmt: skip


def test_a_receipt_proves_its_placement_and_stands_once(item: Item, tmp_path: Path) -> None:
    rows = [HEAD, row("公开栏", "东栏"), row("网站", digest="AB" * 32, by=None), row("公开栏", "东栏")]
    outcome = imported("receipts", tmp_path, rows)
    assert (reasons(outcome), outcome.added, outcome.known) == ([], 2, 1)
    again = imported("receipts", tmp_path, rows)
    assert (again.added, again.known) == (0, 3)
    states = dict(Placement.objects.values_list("target__name", "state"))
    assert states == {"东栏": PlacementState.PROVED, "西栏": PlacementState.OUT, None: PlacementState.PROVED}
    board, site = Receipt.objects.order_by("pk")
    assert (board.kind, board.by, board.at.isoformat()) == ("照片", "联络员", "2018-03-04T16:00:00+00:00")
    assert (site.digest, site.by) == ("ab" * 32, "测试经办人")


def test_what_a_receipt_shows_to_be_out_counts(item: Item, tmp_path: Path) -> None:
    """A placement that was taken for failed was out after all: the counters follow."""
    Placement.objects.update(state=PlacementState.FAILED)
    assert imported("receipts", tmp_path, [HEAD, row("网站")]).added == 1
    assert Placement.objects.filter(state=PlacementState.PROVED).count() == 1
    assert counts_state().ok


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        (row("公开栏"), "投放点", "有 2 处投放"),
        (row("公开栏", "北栏"), "渠道", "没有登记过这处投放"),
        (row("微信"), "渠道", "没有登记过这处投放"),
        (row("网站", placed_on=date(2018, 3, 1)), "渠道", "没有登记过这处投放"),
        (row("网站", on=date(2018, 3, 1)), "取得日期", "早于投放日期 2018-03-02"),
        (row("网站", digest="xyz"), "SHA-256", "64 位"),
        (row("网站", kind="口说"), "凭证种类", "不在可选项内"),
    ],
)
def test_a_receipt_of_nothing_is_told(
    item: Item, tmp_path: Path, cells: list[object], column: str, said: str
) -> None:
    ((number, heading, reason),) = reasons(imported("receipts", tmp_path, [HEAD, cells]))
    assert (number, heading) == (2, column)
    assert said in reason
    assert not Receipt.objects.exists()
