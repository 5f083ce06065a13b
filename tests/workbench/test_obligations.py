"""The list of obligations: filters in the address, groups, pages by key, files, and one obligation's page."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.records.catalogue.models import Obligation
from tests.workbench.town import TODAY, Town

LIST = "/workbench/obligations/"


def titles(page: str) -> list[str]:
    """Titles of the rows."""
    return re.findall(r'class="row-title"><a [^>]*>([^<]+)</a>', page)


def listed(town: Town, query: str = "", login: str = "clerk") -> list[str]:
    """Titles that a query lists for somebody."""
    return titles(town.client(login).get(LIST + query).content.decode())


def test_without_a_filter_it_shows_what_waits_the_soonest_first(town: Town) -> None:
    found = listed(town, login="liaison")
    assert found == [
        "村级财务（2018年第1季度）",
        "村级财务（2018年第2季度）",
        "第二批低保审批结果（演示数据）",
        "村级财务（2018年第3季度）",
        "村级财务（2018年第4季度）",
    ]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?standing=late", 4),
        ("?standing=near", 1),
        ("?standing=open", 4),
        ("?standing=met", 0),
        ("?standing=all", 9),
        ("?body=640381106201", 5),
        ("?below=640381106", 9),
        ("?field=11", 1),
        ("?period=2018Q2", 2),
        ("?year=2018&month=4", 2),
        ("?year=2017", 0),
        ("?from=2018-06-01&to=2018-06-30", 1),
        ("?q=低保", 1),
        ("?q=邻村", 4),
        ("?owner=me", 0),
    ],
)
def test_each_filter_narrows_the_list(town: Town, query: str, count: int) -> None:
    assert len(listed(town, query)) == count


def test_the_owner_can_be_chosen(town: Town) -> None:
    assert len(listed(town, f"?owner={town.people['liaison'].pk}")) == 5
    assert len(listed(town, "?owner=me", "liaison")) == 5


@pytest.mark.parametrize(
    "query",
    [
        "?standing=nothing",
        "?body=640381107201",
        "?body=x",
        "?field=99",
        "?year=abcd",
        "?year=2018&month=13",
        "?from=2018-02-30",
        "?owner=someone",
        "?entry=x",
        "?after=x",
        "?export=exe",
    ],
)
def test_a_filter_that_there_is_not_is_told_in_words(town: Town, query: str) -> None:
    answer = town.client("clerk").get(LIST + query)
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()


def test_the_liaison_cannot_ask_for_another_village(town: Town) -> None:
    answer = town.client("liaison").get(f"{LIST}?body=640381106202")
    assert answer.status_code == 404
    assert "不在您能查看的范围内" in answer.content.decode()


def test_pages_go_on_by_key_and_hold_every_row_once(town: Town) -> None:
    Obligation.objects.bulk_create(
        Obligation(
            body=town.village,
            entry=town.quarterly,
            field=town.affairs,
            period=f"20{number:02d}",
            key=f"more-{number}",
            arose_on=TODAY,
            due_on=TODAY + timedelta(days=number // 7),
        )
        for number in range(70)
    )
    client = town.client("liaison")
    seen: list[str] = []
    address = f"{LIST}?standing=all"
    for _ in range(4):
        page = client.get(address).content.decode()
        seen += re.findall(r'class="row-title"><a href="/workbench/obligations/(\d+)/', page)
        following = re.search(r'href="(\?[^"]+)" rel="next"', page)
        if following is None:
            break
        address = LIST + following[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 75


def test_the_whole_list_leaves_as_csv_with_nothing_that_runs(town: Town) -> None:
    town.event_duty.event.title = "=1+1"  # type: ignore[union-attr] # the duty has an event
    town.event_duty.event.save()  # type: ignore[union-attr]
    answer = town.client("liaison").get(f"{LIST}?standing=all&export=csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert len(rows) == 5
    assert {row["机构"] for row in rows} == {"演示村"}
    assert [row["周期或事由"] for row in rows if row["领域"] == "社会救助"] == ["'=1+1"]
    assert {row["依据"] for row in rows} == {"《村民委员会组织法》第三十条"}


def test_the_whole_list_leaves_as_a_workbook(town: Town) -> None:
    import openpyxl

    answer = town.client("clerk").get(f"{LIST}?standing=all&export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).worksheets[0]
    assert sheet.max_row == 10
    assert [cell.value for cell in sheet[1]][:3] == ["机构", "领域", "目录序号"]


def test_the_number_of_queries_does_not_grow_with_the_rows(town: Town) -> None:
    client = town.client("clerk")
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    Obligation.objects.bulk_create(
        Obligation(
            body=town.other,
            entry=town.quarterly,
            field=town.affairs,
            key=f"more-{number}",
            arose_on=TODAY,
            due_on=TODAY,
            owner=town.people["other"],
        )
        for number in range(200)
    )
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few) <= 12


def test_the_page_of_one_shows_dates_article_boxes_and_history(town: Town) -> None:
    page = town.client("liaison").get(f"{LIST}{town.near.pk}/").content.decode()
    for words in (
        "2018-05-22",
        "2018-06-20",
        "《村民委员会组织法》第三十条",
        "还有 5 天",
        "自审批结果确定之日起20个工作日内",
        "■&nbsp;社区/企事业单位/村公示栏（电子屏）",
        "□&nbsp;政府网站",
        "演示政务公开联络员",
    ):
        assert words in page
    assert "还没有人办理过" in page


def test_the_list_stays_beside_the_one_that_is_open(town: Town) -> None:
    client = town.client("liaison")
    page = client.get(f"{LIST}{town.late.pk}/?standing=late").content.decode()
    assert len(titles(page)) == 2
    assert 'class="here"' in page
    beside = client.get(f"{LIST}{town.late.pk}/?list=inbox").content.decode()
    assert "已经逾期" in beside


def test_an_event_title_cannot_bring_markup_in(town: Town) -> None:
    town.event_duty.event.title = "<script>alert(1)</script>"  # type: ignore[union-attr]
    town.event_duty.event.save()  # type: ignore[union-attr]
    page = town.client("liaison").get(f"{LIST}{town.near.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
