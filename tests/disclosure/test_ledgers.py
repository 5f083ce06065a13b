"""Items and placements from ledgers: one item whatever its channels, on targets that exist, counted exactly."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.records.bodies.models import Body
from gongkai.records.catalogue.models import Field
from gongkai.records.disclosure.models import (
    Channel,
    DisclosureCount,
    Item,
    Placement,
    PlacementState,
    Target,
)
from gongkai.records.disclosure.recount import counts_state
from gongkai.records.documents.models import Document
from tests.ledger.books import imported, reasons, town

pytestmark = pytest.mark.django_db
HEAD = [
    "索引号",
    "标题",
    "机构代码",
    "领域",
    "五公开",
    "形成日期",
    "公开日期",
    "规范性文件",
    "文号",
    "公开渠道",
    "投放点",
]
ON = date(2018, 4, 4)


@pytest.fixture(autouse=True)
def body() -> Body:
    made = town()
    Field.objects.create(code="11", name="社会救助", key=True)
    village = Body.objects.get(name="东村")
    Target.objects.create(body=made, channel=Channel.WECHAT, name="测试微信")
    Target.objects.create(body=village, channel=Channel.BOARD, name="一号栏", since=date(2018, 1, 1))
    Target.objects.create(body=village, channel=Channel.BOARD, name="二号栏", until=date(2018, 3, 1))
    Document.objects.create(body=made, title="办法", number="测政发〔2018〕1号", formed_on=date(2018, 3, 1))
    Document.objects.create(
        body=made, title="密件", number="测政发〔2018〕2号", formed_on=date(2018, 3, 1), openness="closed"
    )
    return made


def item(number: str, **told: Any) -> list[Any]:
    row = {
        "索引号": number,
        "标题": f"第{number}条",
        "机构代码": "东村",
        "公开日期": ON,
        "公开渠道": "公开栏",
    } | told
    return [row.get(heading) for heading in HEAD]


def test_one_row_is_one_item_with_a_placement_for_each_channel_or_target(tmp_path: Path) -> None:
    rows = [
        HEAD,
        item(
            "1",
            公开渠道="公开栏、微信公众号、大喇叭",
            投放点="一号栏、测试微信",
            领域="社会救助",
            五公开="结果公开",
        ),
        item("2", 领域="11", 规范性文件="是", 文号="测政发〔2018〕1号", 形成日期=date(2018, 4, 1)),
    ]
    outcome = imported("items", tmp_path, rows)
    assert (outcome.added, outcome.problems) == (2, [])
    first, second = Item.objects.order_by("number")
    placed = Placement.objects.filter(item=first).order_by("channel")
    assert [(one.channel, one.target and one.target.name, one.body.name, one.state) for one in placed] == [
        ("board", "一号栏", "东村", PlacementState.OUT),
        ("loudspeaker", None, "东村", PlacementState.OUT),
        ("wechat", "测试微信", "测试镇", PlacementState.OUT),
    ]
    assert (first.stage, first.field and first.field.code, second.field and second.field.code) == (
        "result",
        "11",
        "11",
    )
    assert second.normative
    assert second.document is not None
    assert second.document.title == "办法"


def test_the_counters_equal_the_placements_after_every_import(tmp_path: Path) -> None:
    imported(
        "items",
        tmp_path,
        [HEAD, *(item(str(number)) for number in range(7)), item("7", 公开渠道="微博、微信")],
    )
    assert counts_state().ok
    assert sum(DisclosureCount.objects.values_list("items", flat=True)) == 8
    more = [
        ["机构代码", "索引号", "渠道", "投放点", "投放日期"],
        ["东村", "1", "微信", "测试微信", date(2018, 5, 1)],
    ]
    assert imported("placements", tmp_path, more).added == 1
    assert counts_state().ok
    assert sum(DisclosureCount.objects.values_list("items", flat=True)) == 8
    assert sum(DisclosureCount.objects.values_list("placements", flat=True)) == 10


def test_a_placement_that_stands_already_adds_nothing(tmp_path: Path) -> None:
    imported("items", tmp_path, [HEAD, item("1", 投放点="一号栏")])
    head = ["机构代码", "索引号", "渠道", "投放点", "投放日期"]
    again = imported("placements", tmp_path, [head, ["东村", "1", "公开栏", "一号栏", ON]])
    assert (again.added, again.known) == (0, 1)
    planned = imported("placements", tmp_path, [[*head, "状态"], ["东村", "1", "电子屏", None, ON, "待投放"]])
    assert planned.added == 1
    assert Placement.objects.get(channel="screen").state == PlacementState.PLANNED
    assert counts_state().ok


@pytest.mark.parametrize(
    ("told", "column", "reason"),
    [
        ({"领域": "航天"}, "领域", "没有登记过领域“航天”"),
        ({"文号": "无此文号"}, "文号", "没有登记过文号“无此文号”"),
        ({"文号": "测政发〔2018〕2号"}, "文号", "公开属性是“不予公开”，不能主动公开"),
        ({"公开渠道": "电报"}, "渠道", "“电报”不在可选项内"),
        ({"公开渠道": None}, "渠道", "必填"),
        ({"投放点": "三号栏"}, "投放点", "没有登记过投放点“三号栏”"),
        ({"投放点": "测试微信"}, "投放点", "属于“政务微信”，渠道里没有这一项"),
        ({"投放点": "二号栏"}, "投放点", "不在启用期内"),
        ({"形成日期": date(2018, 4, 5)}, "公开日期", "公开日期早于形成日期"),
        ({"公开日期": date(2019, 2, 1)}, "公开日期", "还没有到"),
        ({"标题": "长" * 201}, "标题", "有 201 个字，最多 200 个字"),
    ],
)
def test_a_row_that_cannot_be_is_told(tmp_path: Path, told: dict[str, Any], column: str, reason: str) -> None:
    outcome = imported("items", tmp_path, [HEAD, item("1"), item("2", **told)])
    ((row, at, why),) = reasons(outcome)
    assert (row, at) == (3, column)
    assert reason in why
    assert not Item.objects.exists()


def test_a_village_cannot_use_the_board_of_another(tmp_path: Path) -> None:
    ((_, column, _),) = reasons(
        imported("items", tmp_path, [HEAD, item("1", 机构代码="西村", 投放点="一号栏")])
    )
    assert column == "投放点"


def test_a_further_placement_needs_an_item_that_still_stands(tmp_path: Path, body: Body) -> None:
    Item.objects.create(
        body=body,
        number="9",
        title="撤",
        published_on=ON,
        withdrawn_on=date(2018, 6, 1),
        withdrawn_why="有误",
    )
    head = ["机构代码", "索引号", "渠道", "投放日期"]
    rows = [head, [body.name, "8", "微信", ON], [body.name, "9", "微信", date(2018, 6, 2)]]
    assert [(row, column) for row, column, _ in reasons(imported("placements", tmp_path, rows))] == [
        (2, "索引号"),
        (3, "索引号"),
    ]
