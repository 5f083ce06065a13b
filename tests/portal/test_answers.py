"""How pages answer: reading only, conditional, in words when something is wrong, and as a reader wishes to see them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError
from django.test import Client

from gongkai.doors.portal import health, home
from gongkai.records.ledger.actions import record_act
from tests.portal.town import Town


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client, town: Town) -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    record_act(at=moment, by="甲", verb="试", subject_kind="x", subject_key="1", body_code=town.body.code)
    first = client.get("/")
    assert first.headers["Last-Modified"] == "Fri, 02 Jan 2026 03:04:05 GMT"
    assert first.headers["Vary"] == "Cookie"
    again = client.get("/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = client.get("/", headers={"if-modified-since": first.headers["Last-Modified"]})
    assert since.status_code == 304
    assert client.get("/", headers={"if-none-match": '"other"'}).status_code == 200


def test_no_page_takes_anything(client: Client, town: Town) -> None:
    for address in ("/", "/items/", "/annual/640381106/2018/", "/look/", "/healthz"):
        assert client.post(address).status_code == 405
        assert client.head(address).status_code in {200, 303}


def test_no_page_leaves_a_cookie_unasked(client: Client, town: Town) -> None:
    for address in ("/", "/items/", "/annual/640381106/2018/", "/search/?q=低保"):
        client.get(address)
    assert not client.cookies


def test_large_type_and_contrast_are_links_and_a_cookie(client: Client, town: Town) -> None:
    page = client.get("/items/?year=2018").content.decode()
    assert "/look/?size=large&amp;contrast=standard&amp;next=%2Fitems%2F%3Fyear%3D2018" in page
    answer = client.get("/look/", {"size": "large", "contrast": "high", "next": "/items/?year=2018"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/items/?year=2018")
    assert '<html lang="zh-Hans" class="large contrast">' in client.get("/").content.decode()
    client.get("/look/", {"size": "standard", "contrast": "standard", "next": "/"})
    assert '<html lang="zh-Hans">' in client.get("/").content.decode()


@pytest.mark.parametrize(
    "place",
    ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", "", "x\r\ny: z"],
)
def test_the_way_back_never_leaves_the_site(client: Client, db: None, place: str) -> None:
    assert client.get("/look/", {"next": place}).headers["Location"] == "/"


def test_what_is_not_there_is_said_in_words(client: Client, town: Town) -> None:
    for address, words in {
        "/nowhere/": "没有这个页面",
        "/items/999999/": "没有这条公开信息",
        "/villages/640381999/": "没有代码为",
        "/annual/640381106/1999/": "没有公布 1999 年度",
        "/annual/640381106/2018/s99/": "没有代码为",
        "/annual/640381106/2018/s1/": "标题行",
        "/annual/640381106/2018/s1_1/?page=0": "没有第",
        "/annual/640381106/2018/s1_1/?export=exe": "不能导出",
        "/items/?after=x": "翻页的地址",
        "/items/?channel=x": "没有这个渠道",
        "/items/?village=640381999999": "没有这个机构",
        "/items/?village=abc": "机构代码",
        "/items/?export=exe": "不能导出",
        "/items/99999999999999999999/": "没有这条公开信息",
        "/annual/640381106/99999999999999999999/": "没有公布",
        "/annual/640381106/2018/s1%00/": "没有这样的指标",
    }.items():
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert words in answer.content.decode(), address


def test_a_place_beyond_every_list_is_an_empty_page(client: Client, town: Town) -> None:
    for place in ("0001-01-01,1", "9999-12-31,99999999999999999999", "2018-01-01,-1"):
        assert client.get("/items/", {"after": place}).status_code == 200


def test_a_fault_is_said_in_words_and_shows_nothing_inside(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(home, "front_body", broken)
    client.raise_request_exception = False
    answer = client.get("/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "出了故障" in page
    assert "secret inside" not in page


def test_alive_and_ready(client: Client, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").content.decode().strip() == "可以服务"

    def unreachable() -> None:
        raise DatabaseError("no such table")

    monkeypatch.setattr(health, "front_body", unreachable)
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
