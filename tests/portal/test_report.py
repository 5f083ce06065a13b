"""The report page: every number opens as many records as it says; what could name somebody is not shown."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from gongkai.readings.annual.models import Report
from gongkai.readings.annual.render.files import FORMATS
from gongkai.records.disclosure.models import DisclosureCount
from tests.portal.town import Town

ADDRESS = "/annual/640381106/2018/"
NUMBER = re.compile(r'id="(s[\w]+)"[^>]*><a href="([^"]+)">([\d.]+)</a>')


def test_every_number_of_the_table_opens_its_records(client: Client, town: Town) -> None:
    page = client.get(ADDRESS).content.decode()
    numbers = NUMBER.findall(page)
    assert len(numbers) == 58
    for code, address, value in numbers:
        records = client.get(address)
        assert records.status_code == 200, code
        counted = re.search(r"<strong>(\d+) 条</strong>", records.content.decode())
        assert counted, code
        if code != "s6":
            assert counted[1] == value, code


def test_short_and_full_codes_are_the_same_page(client: Client, town: Town) -> None:
    short, full = (
        client.get(f"/annual/{code}/2018/").content.decode() for code in ("640381106", "640381106000")
    )
    assert short[short.index("<main") :] == full[full.index("<main") :]


def test_numbers_of_the_prose_are_links_to_the_same_records(client: Client, town: Town) -> None:
    page = client.get(ADDRESS).content.decode()
    prose = page[page.index('id="prose"') :]
    assert f'<a href="{ADDRESS}s1_1/">39</a>条' in prose
    assert f'<a href="{ADDRESS}s3_1/">1</a>件' in prose
    figure = client.get(f"{ADDRESS}s1_1/").content.decode()
    assert "正文里这样写" in figure
    assert "不同渠道和方式公开相同信息计1条" in figure


def test_findings_stand_at_their_place_in_word_and_shape(client: Client, town: Town) -> None:
    page = client.get(ADDRESS).content.decode()
    row = page.index('id="s6"')
    remark = page.index('<tr class="remark">', row)
    assert remark < page.index("<th", row)
    assert "说明</strong>" in page[remark : remark + 300]
    assert 'href="#s6"' in page


def test_a_typed_figure_says_who_decided_by_which_paper(client: Client, town: Town) -> None:
    page = client.get(f"{ADDRESS}s6/").content.decode()
    assert "人工填报" in page
    assert "举报登记簿" in page


def test_what_a_person_wrote_is_counted_but_not_shown(client: Client, town: Town) -> None:
    page = client.get(f"{ADDRESS}s3_1/").content.decode()
    assert "申2018-1" in page
    assert "宅基地档案" not in page
    assert "“申请内容”不在网上显示" in page
    rows = b"".join(client.get(f"{ADDRESS}s3_1/?export=csv").streaming_content)  # type: ignore[attr-defined]
    assert "宅基地档案" not in rows.decode()


def test_records_can_be_taken_along(client: Client, town: Town) -> None:
    answer = client.get(f"{ADDRESS}s1_2_5/?export=csv")
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")  # type: ignore[attr-defined]
    assert len(list(csv.reader(io.StringIO(text)))) == 31
    book = client.get(f"{ADDRESS}s1_2_5/?export=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(book.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet.max_row == 31


def test_records_have_pages_that_together_hold_all(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.doors.portal.figure.PAGE", 20)
    pages = [client.get(f"{ADDRESS}s1_1/?page={at}").content.decode() for at in (1, 2)]
    rows = [page.count("<tr>") - 1 for page in pages]
    assert rows == [20, 19]
    assert 'href="?page=2" rel="next"' in pages[0]
    assert client.get(f"{ADDRESS}s1_1/?page=3").status_code == 404


def test_records_link_to_public_items_only(client: Client, town: Town) -> None:
    page = client.get(f"{ADDRESS}s1_1/").content.decode()
    linked = {int(key) for key in re.findall(r'href="/items/(\d+)/"', page)}
    assert linked == {item.pk for item in (*town.items, town.nasty)}
    assert page.count("（已撤回或不再公开）") == 2
    assert town.closed.title not in page


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_report_comes_as_files(client: Client, town: Town, suffix: str) -> None:
    page = client.get(ADDRESS).content.decode()
    assert f'href="{ADDRESS}report.{suffix}"' in page
    answer = client.get(f"{ADDRESS}report.{suffix}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == FORMATS[suffix].content_type
    assert f".{suffix}" in answer.headers["Content-Disposition"]
    assert (
        client.get(f"{ADDRESS}report.{suffix}", headers={"if-none-match": answer.headers["ETag"]}).status_code
        == 304
    )
    assert client.get(f"{ADDRESS}report.exe", follow=True).status_code == 404


def test_a_report_that_was_not_published_is_not_there(client: Client, town: Town) -> None:
    Report.objects.update(published_on=None, demonstration=False)
    for address in (ADDRESS, f"{ADDRESS}s1_1/", f"{ADDRESS}report.pdf"):
        assert client.get(address).status_code == 404
    assert "2018" not in client.get("/annual/").content.decode().split("<main")[1].split("</main")[0]
    Report.objects.update(published_on=date(2019, 1, 25))
    assert client.get(ADDRESS).status_code == 200


def test_the_page_asks_the_database_a_fixed_number_of_times(
    client: Client, town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(45):
        client.get(ADDRESS)
    DisclosureCount.objects.filter(month__gt=6).update(items=1)
    with django_assert_max_num_queries(45):
        client.get(ADDRESS)
