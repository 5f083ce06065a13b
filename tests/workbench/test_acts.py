"""The acts that clear an obligation, by an item, a new item or an excuse; and two people at one obligation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from gongkai.records.catalogue.models import Obligation
from gongkai.records.catalogue.turns import state_mark
from gongkai.records.disclosure.models import Channel, Fulfilment, Item, Placement
from gongkai.records.ledger.models import Act
from tests.workbench.town import TODAY, Town


def address(duty: Obligation, act: str) -> str:
    """Where an act is done."""
    return f"/workbench/obligations/{duty.pk}/{act}/"


def form(town: Town, **more: Any) -> dict[str, Any]:
    """A form for publishing that is right."""
    said = {
        "seen": state_mark(town.late),
        "proposed": "640381106201/2018-00002",
        "number": "640381106201/2018-00002",
        "title": "演示村第二季度村级财务（演示数据）",
        "stage": "result",
        "formed_on": "2018-06-10",
        "targets": [str(town.board.pk)],
        "channels": ["wechat"],
    }
    return said | more


def test_an_item_that_is_out_already_meets_the_duty(town: Town) -> None:
    client = town.client("liaison")
    page = client.get(address(town.late, "meet")).content.decode()
    assert town.item.title in page
    answer = client.post(address(town.late, "meet"), {"item": town.item.pk, "seen": state_mark(town.late)})
    assert answer.status_code == 303
    town.late.refresh_from_db()
    assert town.late.met_on == town.item.published_on
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "已用“演示村第一季度村级财务（演示数据）”履行" in shown
    assert "履行义务" in shown
    assert "演示政务公开联络员（liaison）" in shown


def test_only_items_of_the_body_the_field_and_the_time_are_offered(town: Town) -> None:
    client = town.client("clerk")
    other = Obligation.objects.get(body=town.other, period="2018Q2")
    assert "没有可以对上的公开信息" in client.get(address(other, "meet")).content.decode()
    answer = client.post(address(other, "meet"), {"item": town.item.pk, "seen": state_mark(other)})
    assert answer.status_code == 400
    assert "请先选一条公开信息" in answer.content.decode()
    assert not Fulfilment.objects.exists()


def test_the_search_narrows_what_is_offered(town: Town) -> None:
    client = town.client("liaison")
    assert town.item.title in client.get(f"{address(town.late, 'meet')}?q=第一季度").content.decode()
    assert town.item.title not in client.get(f"{address(town.late, 'meet')}?q=第九季度").content.decode()


def test_the_second_of_two_is_told_and_nothing_is_overwritten(town: Town) -> None:
    mark = state_mark(town.late)
    first = town.client("liaison").post(address(town.late, "meet"), {"item": town.item.pk, "seen": mark})
    assert first.status_code == 303
    second = town.client("clerk").post(
        address(town.late, "excuse"), {"why": "没有发生", "until": "2018-12-31", "sure": "1", "seen": mark}
    )
    assert second.status_code == 409
    told = second.content.decode()
    assert "“演示政务公开联络员（liaison）”刚刚办理了这项义务，您的操作没有生效" in told
    assert "没有发生" in told
    town.late.refresh_from_db()
    assert town.late.excused_from is None
    third = town.client("clerk").post(address(town.late, "publish"), form(town, seen=mark))
    assert third.status_code == 409
    assert "演示村第二季度村级财务（演示数据）" in third.content.decode()
    assert Item.objects.count() == 1


def test_publishing_makes_the_item_its_places_and_the_fulfilment(town: Town) -> None:
    client = town.client("liaison")
    page = client.get(address(town.late, "publish")).content.decode()
    assert 'value="640381106201/2018-00002"' in page
    assert "公开栏：演示村公开栏" in page
    answer = client.post(address(town.late, "publish"), form(town))
    assert answer.status_code == 303
    item = Item.objects.get(number="640381106201/2018-00002")
    assert item.published_on == TODAY
    assert item.field == town.affairs
    assert {(p.channel, p.target_id) for p in Placement.objects.filter(item=item)} == {
        (Channel.BOARD, town.board.pk),
        (Channel.WECHAT, None),
    }
    town.late.refresh_from_db()
    assert town.late.met_on == TODAY
    assert [act.verb for act in Act.objects.order_by("-id")[:2]] == ["meet_obligation", "item_published"]


def test_the_day_of_publication_is_the_servers(town: Town) -> None:
    town.client("liaison").post(address(town.late, "publish"), form(town, published_on="2018-04-19"))
    assert Item.objects.get(number="640381106201/2018-00002").published_on == TODAY


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"title": ""}, "这个字段是必填项"),
        ({"targets": [], "channels": []}, "请至少选一个投放点或渠道"),
        ({"formed_on": "2018-06-16"}, "在今天之后"),
        ({"formed_on": "2018-02-30"}, "输入一个有效的日期"),
        ({"number": "640381106201/2018-00001", "proposed": ""}, "索引号不能重复"),
        ({"stage": "nothing"}, "选择一个有效的选项"),
        ({"targets": ["999999"]}, "选择一个有效的选项"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    town: Town, more: dict[str, Any], told: str
) -> None:
    answer = town.client("liaison").post(
        address(town.late, "publish"), form(town, summary="说给村民听的一句话", **more)
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert told in page
    assert "说给村民听的一句话" in page
    assert Item.objects.count() == 1


def test_a_number_that_was_only_proposed_makes_way_for_another(town: Town) -> None:
    taken = town.item
    taken.number = "640381106201/2018-00002"
    taken.save()
    assert town.client("liaison").post(address(town.late, "publish"), form(town)).status_code == 303
    assert Item.objects.exclude(pk=taken.pk).get().number == "640381106201/2018-00003"


def test_an_excuse_is_said_asked_and_done(town: Town) -> None:
    client = town.client("leader")
    said = {"why": "第二季度没有集体收支", "until": "2018-09-30", "seen": state_mark(town.late)}
    asked = client.post(address(town.late, "excuse"), said)
    assert asked.status_code == 200
    assert "请确认免除" in asked.content.decode()
    town.late.refresh_from_db()
    assert town.late.excused_from is None
    back = client.post(address(town.late, "excuse"), said | {"back": "1"}).content.decode()
    assert "第二季度没有集体收支" in back
    assert "请确认免除" not in back
    assert client.post(address(town.late, "excuse"), said | {"sure": "1"}).status_code == 303
    town.late.refresh_from_db()
    assert (town.late.excused_from, str(town.late.excused_until)) == (TODAY, "2018-09-30")
    assert town.late.excused_by == "演示分管领导（leader）"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"why": "", "until": "2018-12-31"}, "这个字段是必填项"),
        ({"why": "没有发生", "until": "2018-06-14"}, "已经过去"),
        ({"why": "没有发生", "until": ""}, "这个字段是必填项"),
    ],
)
def test_an_excuse_without_reason_or_end_is_refused_beside_the_field(
    town: Town, said: dict[str, str], told: str
) -> None:
    answer = town.client("clerk").post(address(town.late, "excuse"), said | {"sure": "1", "seen": "//"})
    assert answer.status_code == 400
    assert told in answer.content.decode()
    town.late.refresh_from_db()
    assert town.late.excused_from is None


def test_who_only_reads_is_refused_in_words(town: Town) -> None:
    for login in ("auditor", "reviewer"):
        for act in ("meet", "publish", "excuse"):
            answer = town.client(login).post(address(town.late, act), {"seen": state_mark(town.late)})
            assert answer.status_code == 403
    told = town.client("liaison").post(address(town.late, "excuse"), {}).content.decode()
    assert "本村不能免除自己的义务" in told


def test_a_duty_that_is_met_offers_no_act(town: Town) -> None:
    Obligation.objects.filter(pk=town.late.pk).update(met_on=TODAY - timedelta(days=1))
    page = town.client("clerk").get(f"/workbench/obligations/{town.late.pk}/").content.decode()
    assert address(town.late, "publish") not in page
