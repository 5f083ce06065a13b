"""The directory: editions, entries with filters, one entry, the fields a town chose, and the file a county asks for."""

from __future__ import annotations

import csv
import io

import pytest

from gongkai.records.catalogue.models import Edition, Entry, FieldChoice
from gongkai.records.ledger.models import Act
from tests.workbench.town import Town

DIRECTORY = "/workbench/directory/"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"村级财务", "低保审批结果"}),
        ("?field=11", {"低保审批结果"}),
        ("?level=town", {"低保审批结果"}),
        ("?kind=rhythm", {"村级财务"}),
        ("?kind=event", {"低保审批结果"}),
        ("?kind=lasting", set()),
        ("?q=财务", {"村级财务"}),
        ("?q=2", {"低保审批结果"}),
    ],
)
def test_filters_narrow_the_entries(town: Town, query: str, shown: set[str]) -> None:
    page = town.client("liaison").get(DIRECTORY + query).content.decode()
    assert {name for name in ("村级财务", "低保审批结果") if f">{name}</a>" in page} == shown


def test_a_newer_edition_leaves_the_old_one_readable(town: Town) -> None:
    newer = Edition.objects.create(body=town.town, name="新目录", since="2018-06-01")
    client = town.client("liaison")
    assert "<h1>新目录</h1>" in client.get(DIRECTORY).content.decode()
    old = client.get(f"{DIRECTORY}?edition={town.edition.pk}").content.decode()
    assert "村级财务" in old
    assert client.get(f"{DIRECTORY}?edition={newer.pk + 99}").status_code == 404


def test_without_a_directory_the_page_says_how_to_begin(town: Town) -> None:
    from gongkai.records.catalogue.models import Event, Obligation

    for model in (Obligation, Event, Entry, Edition):
        model.objects.all().delete()
    page = town.client("clerk").get(DIRECTORY).content.decode()
    assert "还没有载入标准目录" in page


def test_an_entry_shows_its_limits_in_words_and_what_it_made_due(town: Town) -> None:
    page = town.client("clerk").get(f"{DIRECTORY}{town.by_event.pk}/").content.decode()
    assert "结果确定后20个工作日内" in page
    assert "■&nbsp;社区/企事业单位/村公示栏（电子屏）" in page
    assert "即将到期 1 项" in page
    assert f"{DIRECTORY}{town.by_event.pk}/event/" in page
    reads = town.client("auditor").get(f"{DIRECTORY}{town.by_event.pk}/").content.decode()
    assert "/event/" not in reads


def test_the_directory_leaves_in_the_columns_of_the_county(town: Town) -> None:
    answer = town.client("clerk").get(f"{DIRECTORY}?export=csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [row["二级事项"] for row in rows] == ["村级财务", "低保审批结果"]
    assert rows[1]["公开渠道和载体"] == "□政府网站 ■社区/企事业单位/村公示栏（电子屏）"
    assert rows[1]["公开层级"] == "乡级、村级"
    assert rows[0]["公开对象"] == "全社会"


def test_a_field_that_does_not_apply_needs_its_reason_and_is_published(town: Town) -> None:
    client = town.client("clerk")
    where = f"{DIRECTORY}fields/640381106/"
    refused = client.post(where, {"field": "17", "applies": "0", "reason": " "})
    assert refused.status_code == 400
    assert "请写明为什么不涉及" in refused.content.decode()
    reason = "税收由税务局管理（演示数据）"
    assert client.post(where, {"field": "17", "applies": "0", "reason": reason}).status_code == 303
    assert reason in client.get(DIRECTORY).content.decode()
    assert Act.objects.filter(verb="choose_field").count() == 1
    assert client.post(where, {"field": "17", "applies": "1"}).status_code == 303
    assert FieldChoice.objects.get(body=town.town).applies


def test_only_the_clerk_chooses_fields(town: Town) -> None:
    where = f"{DIRECTORY}fields/640381106/"
    said = {"field": "17", "applies": "0", "reason": "没有"}
    assert town.client("auditor").post(where, said).status_code == 403
    assert town.client("clerk").post(where, said | {"field": "99"}).status_code == 404
    assert town.client("clerk").get(f"{DIRECTORY}fields/640381107/").status_code == 404
    assert not FieldChoice.objects.exists()
