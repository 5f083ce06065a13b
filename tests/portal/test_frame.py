"""What every public page carries: language, meta tags of 国办发〔2017〕47号, mark of invented data, nothing foreign."""

from __future__ import annotations

import re
from html import escape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gongkai.records.bodies.models import Body
from tests.portal.town import NASTY, Town

REPORT = "/annual/640381106/2018/"
PAGES = {
    "/": 9,
    "/items/": 9,
    "/search/?q=低保": 5,
    "/villages/640381106201/": 7,
    "/annual/": 3,
    "/apply/": 2,
    "/concerns/": 3,
}
"""Address -> queries, whatever the number of records."""


@pytest.mark.parametrize(("address", "queries"), PAGES.items())
def test_a_page_asks_the_database_no_more_than_so_often(
    client: Client,
    town: Town,
    address: str,
    queries: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", [*PAGES, REPORT, f"{REPORT}s1_1/"])
def test_frame(client: Client, town: Town, address: str) -> None:
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="zh-Hans">' in page
    assert page.count("<h1") == 1
    assert '<a class="skip" href="#main">' in page
    for tag in (
        '<meta name="SiteName" content="青铜峡市邵岗镇人民政府">',
        '<meta name="SiteDomain" content="testserver">',
        '<meta name="SiteIDCode" content="">',
    ):
        assert tag in page
    assert re.search(r'<meta name="ColumnName" content="[^"]+">', page)
    assert re.search(r'<meta name="ColumnDescription" content="[^"]+">', page)
    assert re.search(r'<meta name="ColumnKeywords" content="[^"]+">', page)
    assert re.search(
        r'<meta name="ColumnType" content="(首页|信息公开目录|信息公开年报|依申请公开|咨询投诉)">', page
    )
    assert "演示数据" in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    assert "<script" not in page
    assert " style=" not in page


def test_settings_name_the_site(client: Client, town: Town, settings: object) -> None:
    for name, value in {
        "SITE_NAME": "某网",
        "SITE_DOMAIN": "www.example.gov.cn",
        "SITE_ID_CODE": "6403810001",
    }.items():
        setattr(settings, name, value)
    page = client.get("/").content.decode()
    assert '<meta name="SiteName" content="某网">' in page
    assert '<meta name="SiteDomain" content="www.example.gov.cn">' in page
    assert '<meta name="SiteIDCode" content="6403810001">' in page


def test_an_article_says_title_date_and_source(client: Client, town: Town) -> None:
    page = client.get(f"/items/{town.items[30].pk}/").content.decode()
    assert f'<meta name="ArticleTitle" content="{town.items[30].title}">' in page
    assert '<meta name="PubDate" content="2018-07-03 00:00">' in page
    assert '<meta name="ContentSource" content="青铜峡市邵岗镇人民政府">' in page


def test_real_data_carries_no_mark_of_invention(client: Client, town: Town) -> None:
    Body.objects.update(demonstration=False)
    assert "演示数据" not in client.get("/").content.decode()
    Body.objects.filter(code="640381106201").update(demonstration=True)
    assert "演示数据" in client.get("/villages/640381106201/").content.decode()
    assert "演示数据" in client.get(f"/items/{town.items[0].pk}/").content.decode()


def test_text_of_a_record_stays_text(client: Client, town: Town) -> None:
    for address in (
        "/",
        f"/items/{town.nasty.pk}/",
        f"/search/?q={NASTY}",
        "/search/?q=<img src=x onerror=y>",
        f"{REPORT}s1_2_2/",
    ):
        page = client.get(address).content.decode()
        assert "<script" not in page
        assert "<img" not in page
    assert escape("<script>alert(1)") in client.get(f"/items/{town.nasty.pk}/").content.decode()


def test_an_empty_database_says_how_to_begin(client: Client, db: None) -> None:
    page = client.get("/").content.decode()
    assert "gongkai demo" in page
    for address in ("/items/", "/search/?q=低保", "/annual/", "/apply/", "/concerns/"):
        assert client.get(address).status_code == 200
