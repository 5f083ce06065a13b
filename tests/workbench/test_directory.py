"""The directory: editions, entries with filters, one entry, the fields a town chose, and the file a county asks for."""

from __future__ import annotations

import csv
import io

import pytest

from gongkai.records.catalogue.models import Edition, Entry, Event, FieldChoice, Obligation
from gongkai.records.ledger.models import Act
from gongkai.rules.limits import read_limits
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


def test_the_directory_leaves_as_the_workbook_that_the_county_exchanges(town: Town) -> None:
    import openpyxl

    answer = town.client("clerk").get(f"{DIRECTORY}?export=xlsx&field=11")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["社会救助", "村务公开"]


def test_a_year_is_raised_by_the_clerk_once(town: Town) -> None:
    client = town.client("clerk")
    where = f"{DIRECTORY}editions/{town.edition.pk}/raise/"
    assert "共 3 个机构" in client.get(where).content.decode()
    first = client.post(where, {"year": "2019"}, follow=True).content.decode()
    assert "2019 年新生成 8 项义务，原有 0 项不变" in first
    again = client.post(where, {"year": "2019"}, follow=True).content.decode()
    assert "2019 年新生成 0 项义务，原有 8 项不变" in again
    refused = client.post(where, {"year": "2017"})
    assert refused.status_code == 400
    assert "没有施行的目录版本" in refused.content.decode()


def test_a_village_that_falls_under_the_stricter_rhythm_is_registered(town: Town) -> None:
    busy = Entry.objects.get(pk=town.quarterly.pk)
    text = "一般事项每季度首个月20日前公开；集体财务往来较多的，每月10日前公开"
    busy.limits = [limit.as_json() for limit in read_limits(text)]
    busy.save()
    client = town.client("clerk")
    where = f"{DIRECTORY}{busy.pk}/scope/"
    (scope,) = [limit.scope for limit in read_limits(text) if limit.scope.startswith("集体")]
    wrong = client.post(where, {"body": "640381107201", "scope": scope, "since": "2018-07-01"})
    assert wrong.status_code == 400
    said = {"body": "640381106201", "scope": scope, "since": "2018-07-01"}
    assert client.post(where, said).status_code == 303
    assert f"{scope}，2018-07-01 起" in client.get(f"{DIRECTORY}{busy.pk}/").content.decode()
    client.post(f"{DIRECTORY}editions/{town.edition.pk}/raise/", {"year": "2018"})
    assert Obligation.objects.filter(body=town.village, period="2018-08").count() == 1
    assert not Obligation.objects.filter(body=town.other, period="2018-08").exists()


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
