"""Registering an event: the due day is shown beforehand, and what it raises."""

from __future__ import annotations

import pytest

from gongkai.records.catalogue.models import Event, Obligation
from tests.workbench.town import Town

SAID = {
    "body": "640381106201",
    "trigger": "result_fixed",
    "title": "第三批低保（演示数据）",
    "on": "2018-06-11",
}


def address(town: Town) -> str:
    """Where an event of the entry is registered."""
    return f"/workbench/directory/{town.by_event.pk}/event/"


def test_the_due_day_is_shown_before_anything_is_registered(town: Town) -> None:
    answer = town.client("liaison").post(address(town), SAID)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<strong>2018-07-10</strong>" in page
    assert Event.objects.count() == 1


def test_registered_it_raises_the_duty_with_its_owner(town: Town) -> None:
    client = town.client("liaison")
    answer = client.post(address(town), SAID | {"sure": "1"})
    duty = Obligation.objects.get(event__title=SAID["title"])
    assert answer.headers["Location"] == f"/workbench/obligations/{duty.pk}/"
    assert str(duty.due_on) == "2018-07-10"
    assert duty.owner == town.people["liaison"]
    assert "应在 2018-07-10 前公开" in client.get(answer.headers["Location"]).content.decode()


def test_a_double_click_registers_once(town: Town) -> None:
    client = town.client("liaison")
    client.post(address(town), SAID | {"sure": "1"})
    again = client.post(address(town), SAID | {"sure": "1"})
    assert again.status_code == 400
    assert "已经登记过" in again.content.decode()
    assert Event.objects.filter(title=SAID["title"]).count() == 1


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"on": "2018-06-16"}, "在今天之后"),
        ({"on": "1999-01-01"}, "太早"),
        ({"title": ""}, "这个字段是必填项"),
        ({"body": "640381106202"}, "选择一个有效的选项"),
        ({"trigger": "nothing"}, "选择一个有效的选项"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(town: Town, more: dict[str, str], told: str) -> None:
    answer = town.client("liaison").post(address(town), SAID | more | {"sure": "1"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert told in page
    assert 'value="2018-06-11"' in page or "on" in more
    assert Event.objects.count() == 1


def test_an_entry_that_no_event_makes_due_says_so(town: Town) -> None:
    answer = town.client("liaison").post(
        f"/workbench/directory/{town.quarterly.pk}/event/", SAID | {"sure": "1"}
    )
    assert answer.status_code == 400
    assert "没有按事由计算的时限" in answer.content.decode()


def test_who_only_reads_registers_nothing(town: Town) -> None:
    for login in ("auditor", "leader", "reviewer"):
        assert town.client(login).post(address(town), SAID | {"sure": "1"}).status_code == 403
    assert Event.objects.count() == 1
