"""A reader's way from the front page to the records behind a number, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE

REPORT = "/annual/640381106/2018/"
PAGES = ("/", "/items/", "/search/?q=低保", "/annual/", REPORT, f"{REPORT}s1_2_4/", "/apply/", "/concerns/")

Visit = Callable[..., Page]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_from_the_front_page_to_the_records_behind_a_number(
    visit: Visit, size: dict[str, int], javascript: bool
) -> None:
    page = visit("/", size, javascript)
    page.get_by_role("link", name="看年报").first.click()
    page.locator(f'a[href$="{REPORT}"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2018")
    page.locator(f'a[href$="{REPORT}s1_1/"]').first.click()
    expect(page.locator("body")).to_contain_text("744")
    expect(page.locator("body")).to_contain_text("演示数据")


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_never_scrolls_sideways(visit: Visit, path: str) -> None:
    page = visit(path, PHONE)
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_its_language_its_title_and_one_heading(visit: Visit, path: str) -> None:
    page = visit(path)
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert page.title().strip()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_the_keyboard_reaches_the_search_and_finds(visit: Visit) -> None:
    page = visit("/")
    field = page.locator('input[name="q"]').first
    for _ in range(30):
        if field.evaluate("node => node === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.type("低保")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator("body")).to_contain_text("低保")
