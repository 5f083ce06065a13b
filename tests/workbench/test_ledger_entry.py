"""登记一条: a form for every kind, errors beside their fields, nothing typed lost, and an act that says by whom."""

from __future__ import annotations

import re

import pytest

from gongkai.doors.workbench.ledger_kinds import KINDS
from gongkai.records.applications.models import Application
from gongkai.records.capacity.models import Meeting
from gongkai.records.disclosure.models import Item
from gongkai.records.ledger.models import Act
from tests.workbench.town import Town

LEDGERS = "/workbench/ledgers/"
MEETING = {"body": "640381106000", "subject": "部署会", "held_on": "2018-03-06", "attendance": "40"}


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.shelf is not None], ids=lambda kind: kind.key
)
def test_every_kind_has_a_form_of_its_columns(town: Town, kind: object) -> None:
    key, columns = kind.key, kind.columns  # type: ignore[attr-defined] # an id function wants an object
    client = town.client("clerk")
    page = client.get(f"{LEDGERS}{key}/new/").content.decode()
    for column in columns:
        assert f'name="{column.key}"' in page, column.key
    empty = client.post(f"{LEDGERS}{key}/new/", {})
    assert empty.status_code == 400
    told = empty.content.decode()
    for column in columns:
        if column.required:
            assert f'id="id_{column.key}_error"' in told, column.key


def test_a_record_is_registered_by_name_and_counts(town: Town) -> None:
    client = town.client("clerk")
    answer = client.post(f"{LEDGERS}meetings/new/", MEETING)
    assert answer.headers["Location"] == f"{LEDGERS}meetings/"
    page = client.get(f"{LEDGERS}meetings/").content.decode()
    assert "会议台账登记了 1 条" in page
    assert "演示公开办经办人（clerk） 2018-06-15 登记" in page
    assert Act.objects.get(verb="enter_record").actor == "演示公开办经办人（clerk）"
    again = client.post(f"{LEDGERS}meetings/new/", MEETING | {"subject": "另会", "more": "1"})
    assert again.headers["Location"] == f"{LEDGERS}meetings/new/"


def test_errors_stand_beside_their_fields_and_what_was_typed_stays(town: Town) -> None:
    typed = MEETING | {
        "subject": '"><script>alert(1)</script>',
        "held_on": "2019-01-01",
        "attendance": "三十",
    }
    answer = town.client("clerk").post(f"{LEDGERS}meetings/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "还没有到" in near(page, "id_held_on_error")
    assert "不是数字" in near(page, "id_attendance_error")
    assert 'value="三十"' in page
    assert 'value="2019-01-01"' in page
    assert '<option value="640381106000" selected>' in page
    assert "<script>alert" not in page
    assert "id_subject_error" not in page
    assert not Meeting.objects.exists()


def near(page: str, key: str) -> str:
    """The words of the element of a key."""
    found = re.search(rf'id="{key}"[^>]*>(.*?)</p>', page, re.S)
    return found[1] if found else ""


def test_the_same_once_more_is_asked_about(town: Town) -> None:
    client = town.client("clerk")
    client.post(f"{LEDGERS}meetings/new/", MEETING)
    answer = client.post(f"{LEDGERS}meetings/new/", MEETING)
    assert (answer.status_code, 'name="again"' in answer.content.decode()) == (400, True)
    assert Meeting.objects.count() == 1
    assert client.post(f"{LEDGERS}meetings/new/", MEETING | {"again": "1"}).status_code == 303
    assert Meeting.objects.count() == 2


def test_a_liaison_writes_for_the_own_village_alone(town: Town) -> None:
    client = town.client("liaison")
    page = client.get(f"{LEDGERS}meetings/new/").content.decode()
    assert '<option value="640381106201" selected>' in page
    assert "邻村" not in page
    answer = client.post(f"{LEDGERS}meetings/new/", MEETING | {"body": "640381106202"})
    assert "不在您办理的范围内" in near(answer.content.decode(), "id_body_error")
    assert client.post(f"{LEDGERS}meetings/new/", MEETING | {"body": "640381106201"}).status_code == 303
    assert Meeting.objects.get().body == town.village


def test_several_channels_are_ticked_and_stay_ticked(town: Town) -> None:
    item = {
        "number": "640381106/2018-00009",
        "title": "低保公示",
        "body": "640381106000",
        "field": "不存在的领域",
        "published_on": "2018-03-01",
        "channels": ["公开栏", "政务微信"],
    }
    client = town.client("clerk")
    page = client.post(f"{LEDGERS}items/new/", item).content.decode()
    assert "没有登记过领域" in near(page, "id_field_error")
    assert page.count("checked") == 2
    assert client.post(f"{LEDGERS}items/new/", item | {"field": "社会救助"}).status_code == 303
    made = Item.objects.get(number="640381106/2018-00009")
    assert set(made.placements.values_list("channel", flat=True)) == {"board", "wechat"}


def test_a_field_offers_the_records_that_it_may_name(town: Town) -> None:
    for body, number in ((town.village, "2018-本村"), (town.other, "2018-邻村")):
        Application.objects.create(
            body=body, number=number, received_on="2018-03-01", way="post", subject="甲"
        )
    page = town.client("liaison").get(f"{LEDGERS}fees/new/").content.decode()
    assert '<option value="2018-本村">' in page
    assert "2018-邻村" not in page
