"""Lists and single items: everything public is there once, nothing else is there at all."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from urllib.parse import unquote

import pytest
from django.test import Client
from openpyxl import load_workbook

from gongkai.records.disclosure.models import Item
from tests.portal.town import Town

LINKS = re.compile(r'href="/items/(\d+)/"')


def _walk(client: Client, address: str) -> list[int]:
    """The keys of every item of a list, page after page."""
    seen: list[int] = []
    for _ in range(50):
        page = client.get(address).content.decode()
        seen += [int(key) for key in LINKS.findall(page)]
        following = re.search(r'<a href="([^"]+)" rel="next">', page)
        if following is None:
            return seen
        address = f"/items/{unescape(following[1])}"
    raise AssertionError("the list never ends")


def test_the_list_holds_every_public_item_once_newest_first(client: Client, town: Town) -> None:
    keys = _walk(client, "/items/")
    public = {item.pk for item in (*town.items, town.nasty)}
    assert len(keys) == len(set(keys))
    assert set(keys) == public
    days = [Item.objects.get(pk=key).published_on for key in keys]
    assert days == sorted(days, reverse=True)
    assert f"<strong>{len(public)} 条</strong>" in client.get("/items/").content.decode()


@pytest.mark.parametrize(
    ("query", "many"),
    [
        ("village=640381106201", 15),
        ("village=640381106000", 7),
        ("channel=wechat", 6),
        ("field=shehuijiuzhu", 30),
        ("field=shehuijiuzhu&village=640381106202", 15),
        ("year=2018", 37),
        ("proof=yes", 13),
        ("proof=no", 24),
    ],
)
def test_filters_stand_in_the_address(client: Client, town: Town, query: str, many: int) -> None:
    assert len(_walk(client, f"/items/?{query}")) == many
    page = client.get(f"/items/?{query}").content.decode()
    assert f"<strong>{many} 条</strong>" in page
    assert page.count('class="chosen"') == query.count("=")


def test_search_finds_words_in_title_and_summary(client: Client, town: Town) -> None:
    page = client.get("/search/?q=甲村 低保").content.decode()
    assert "<strong>15 条</strong>" in page
    assert client.get("/search/?q=没有这样的词").content.decode().count("没有找到") == 1
    assert "内部文件" not in client.get("/search/?q=内部").content.decode().replace("q=内部", "")
    assert client.get("/search/?q=%00").status_code == 200


def test_csv_is_for_excel_and_cannot_run(client: Client, town: Town) -> None:
    Item.objects.filter(pk=town.items[0].pk).update(title="=HYPERLINK(1)")
    answer = client.get("/items/?export=csv&village=640381106201")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.startswith("\ufeff索引号,标题,发布机构")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 16
    assert "'=HYPERLINK(1)" in {row[1] for row in rows}
    assert "公开信息（演示数据）.csv" in unquote(answer.headers["Content-Disposition"])


def test_xlsx_holds_words_not_formulas(client: Client, town: Town) -> None:
    Item.objects.filter(pk=town.items[0].pk).update(title="=1+1")
    answer = client.get("/items/?export=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert sheet.max_row == 38
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert "=1+1" in {cell.value for cell in cells}


def test_an_item_shows_header_text_and_proof(client: Client, town: Town) -> None:
    page = client.get(f"/items/{town.nasty.pk}/").content.decode()
    assert "第三段草稿" not in page
    for words in (
        "索引号",
        "邵政发〔2018〕1号",
        "形成日期",
        "主动公开",
        "结果公开",
        "第二段",
        "已公开，有凭证",
        "照片",
    ):
        assert words in page
    assert "张三" not in page
    assert "已公开，还没有凭证" in client.get(f"/items/{town.items[1].pk}/").content.decode()


def test_a_withdrawn_item_is_gone_but_said(client: Client, town: Town) -> None:
    answer = client.get(f"/items/{town.withdrawn.pk}/")
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "含有个人信息" in page
    assert "不该公开的名单" not in page
    for address in ("/items/?year=2018", "/search/?q=名单", "/annual/640381106/2018/s1_1/", "/"):
        assert "不该公开的名单" not in client.get(address).content.decode()


def test_what_is_not_public_has_no_page(client: Client, town: Town) -> None:
    for item in (town.closed, town.planned):
        answer = client.get(f"/items/{item.pk}/")
        assert answer.status_code == 404
        assert item.title not in answer.content.decode()


def test_a_village_lists_its_own(client: Client, town: Town) -> None:
    page = client.get("/villages/640381106201/").content.decode()
    assert "甲村的全部 15 条" in page
    assert "乙村第" not in page
    assert client.get("/villages/6403811062/").status_code == 404
    assert page.count("<svg") == 2
