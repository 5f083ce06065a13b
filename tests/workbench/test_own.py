"""What somebody keeps for themselves, the help page, and the history of things."""

from __future__ import annotations

import pytest

from gongkai.doors.workbench.models import SavedView
from gongkai.records.catalogue.actions import excuse_obligation
from tests.workbench.town import NOW, TODAY, Town

ADDRESS = "/workbench/obligations/?standing=late&field=11"


def test_a_view_is_kept_under_its_name_and_shown_in_the_rail(town: Town) -> None:
    client = town.client("liaison")
    answer = client.post("/workbench/views/", {"name": "低保逾期", "address": ADDRESS})
    assert answer.headers["Location"] == ADDRESS
    page = client.get(ADDRESS).content.decode()
    assert "已存为常用查看“低保逾期”" in page
    assert 'aria-current="page">低保逾期</a>' in page
    assert "低保逾期" not in town.client("clerk").get("/workbench/").content.decode()


def test_the_same_name_replaces_and_twenty_are_enough(town: Town) -> None:
    client = town.client("liaison")
    for number in range(21):
        client.post("/workbench/views/", {"name": f"查看{number}", "address": ADDRESS})
    assert SavedView.objects.count() == 20
    client.post("/workbench/views/", {"name": "查看1", "address": "/workbench/calendar/"})
    assert SavedView.objects.get(name="查看1").address == "/workbench/calendar/"
    assert (
        "请先给这个查看起个名字"
        in client.post("/workbench/views/", {"name": " ", "address": ADDRESS}, follow=True).content.decode()
    )


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example", "/items/", "/workbench/self/", ""]
)
def test_only_lists_of_the_workbench_can_be_kept(town: Town, address: str) -> None:
    answer = town.client("liaison").post("/workbench/views/", {"name": "甲", "address": address})
    assert answer.status_code == 404
    assert not SavedView.objects.exists()


def test_a_view_is_dropped_by_its_owner_alone(town: Town) -> None:
    view = SavedView.objects.create(person=town.people["liaison"], name="甲", address=ADDRESS)
    where = f"/workbench/views/{view.pk}/drop/"
    assert town.client("clerk").post(where).status_code == 404
    assert town.client("liaison").post(where).status_code == 303
    assert not SavedView.objects.exists()


def test_the_help_names_the_keys(town: Town) -> None:
    page = town.client("auditor").get("/workbench/help/").content.decode()
    for key in ("j", "k", "/", "?", "Enter", "g"):
        assert f"<kbd>{key}</kbd>" in page


def test_history_says_who_did_what_and_leaves_as_a_file(town: Town) -> None:
    excuse_obligation(town.late, why="没有收支", first=TODAY, until=TODAY, by="演示领导（leader）", at=NOW)
    where = f"/workbench/history/obligation/{town.late.pk}/"
    page = town.client("auditor").get(where).content.decode()
    assert "免除义务" in page
    assert "理由 没有收支；从 2018-06-15；到 2018-06-15" in page
    assert "依据 《村民委员会组织法》第三十条" in page
    text = town.client("auditor").get(f"{where}?export=csv").getvalue().decode("utf-8-sig")
    assert "2018-06-15 10:00,演示领导（leader）,免除义务" in text


@pytest.mark.parametrize(
    ("login", "kind", "status"),
    [
        ("liaison", "item", 200),
        ("other", "item", 404),
        ("auditor", "event", 200),
        ("other", "event", 404),
        ("clerk", "edition", 200),
        ("manager", "edition", 404),
        ("manager", "person", 200),
        ("liaison", "person", 200),
        ("clerk", "person", 404),
        ("clerk", "session", 404),
        ("auditor", "body", 200),
        ("liaison", "body", 404),
    ],
)
def test_history_is_for_who_may_see_the_thing(town: Town, login: str, kind: str, status: int) -> None:
    keys = {
        "item": town.item.pk,
        "event": town.event_duty.event_id,
        "edition": town.edition.pk,
        "body": town.town.pk,
        "person": town.people["liaison"].pk,
    }
    where = f"/workbench/history/{kind}/{keys.get(kind, 1)}/"
    assert town.client(login).get(where).status_code == status


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "1.0"])
def test_a_key_that_is_none_is_not_found(town: Town, key: str) -> None:
    assert town.client("clerk").get(f"/workbench/history/item/{key}/").status_code == 404
