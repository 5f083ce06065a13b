"""The public pages as somebody uses them: wide and on a cheap phone, by keyboard, without scripts, in large type."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Walk
from tests.portal.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REPORT = "/annual/640381106/2018/"
PAGES = (
    "/",
    "/items/",
    "/items/?field=shehuijiuzhu&village=640381106201&channel=board&year=2018&proof=no",
    "/search/?q=低保",
    "/villages/640381106201/",
    "/annual/",
    REPORT,
    f"{REPORT}s1_1/",
    f"{REPORT}s3_1/",
    "/apply/",
    "/concerns/",
)


@pytest.mark.parametrize("width", [1280, 375, 320])
def test_no_page_is_wider_than_the_screen(walk: Walk, town: Town, width: int) -> None:
    page = walk.page(width)
    for address in (*PAGES, f"/items/{town.nasty.pk}/"):
        answer = page.goto(address)
        assert answer.status == 200
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.evaluate("document.styleSheets.length") == 2
        assert page.locator("h1").count() == 1


def test_large_type_and_contrast_fit_the_phone_too(walk: Walk, town: Town) -> None:
    page = walk.page(375)
    page.goto("/")
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.get_by_role("link", name="大字").click()
    page.get_by_role("link", name="高对比").click()
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= before * 1.3
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(0, 0, 0)"
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, address


def test_the_keyboard_reaches_a_number_and_opens_its_records(walk: Walk, town: Town) -> None:
    page = walk.page()
    page.goto(REPORT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('td')?.id") == "s1_1":
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    number = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/s1_1/$"))
    assert page.locator("h1 b").inner_text() == number == "39"
    assert page.locator(".records tbody tr").count() == 39


def test_a_reader_finds_filters_and_opens_without_any_script(walk: Walk, town: Town) -> None:
    page = walk.page(375, java_script_enabled=False)
    page.goto("/")
    page.get_by_label("查找公开信息").fill("甲村 低保")
    page.keyboard.press("Enter")
    page.get_by_text("15 条").wait_for()
    page.goto("/items/")
    page.get_by_label("渠道").select_option("wechat")
    page.get_by_role("button", name="筛选").click()
    page.wait_for_url(re.compile("channel=wechat"))
    assert page.locator(".list li").count() == 6
    page.locator(".list a").first.click()
    assert page.get_by_text("在哪里公开过").count() == 1


def test_a_finding_leads_to_its_row(walk: Walk, town: Town) -> None:
    page = walk.page(1280)
    page.goto(REPORT)
    page.locator(".remarks a").first.click()
    row = page.locator("#s6")
    assert row.evaluate("cell => cell.matches(':target')")
    assert 0 <= row.evaluate("cell => cell.getBoundingClientRect().top") < 900


def test_controls_are_large_enough_for_a_thumb(walk: Walk, town: Town) -> None:
    page = walk.page(375)
    for address in ("/", "/items/"):
        page.goto(address)
        small = page.evaluate(
            """[...document.querySelectorAll('button, select, input, .doors a, .doors-small a, .switches a')]
               .filter(one => one.getBoundingClientRect().height < 40).map(one => one.outerHTML)"""
        )
        assert small == [], address
