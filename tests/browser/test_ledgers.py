"""A clerk's way with a ledger: template, a mistake, its place and reason, the import, and the number of the report."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gongkai.readings.annual.models import Report
from tests.browser.conftest import Walk
from tests.browser.test_workbench import answered, come_in
from tests.workbench.town import NOW, Town, make_town

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIGURE = "/annual/640381106/2018/s9_1/"
PAGES = (
    "",
    "files/",
    "items/",
    "meetings/",
    "directory/",
    "items/upload/",
    "directory/upload/",
    "items/new/",
    "receipts/new/",
)


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The county of the workbench's tests, with a report under way."""
    monkeypatch.setattr("gongkai.doors.clock.now", lambda: NOW)
    made = make_town()
    Report.objects.create(body=made.town, year=2018, form="2014", title="演示年报", demonstration=True)
    return made


def figure(page: Any) -> int:
    """The number of meetings on the report's page."""
    page.goto(FIGURE)
    return int(page.locator("main tbody tr").count())


def fill(path: Path, rows: list[list[Any]]) -> None:
    """Type rows under the example, as a clerk does in a spreadsheet."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.delete_rows(3, 10)
    for number, row in enumerate(rows, 3):
        for at, cell in enumerate(row, 1):
            sheet.cell(number, at, cell)
    book.save(path)


def upload(page: Any, path: Path) -> None:
    page.get_by_label("台账文件").set_input_files(str(path))
    page.get_by_role("button", name="上传并检查").click()
    page.wait_for_url("**/ledgers/uploads/**", wait_until="load")


def test_a_clerk_corrects_a_mistake_and_the_report_counts_it(walk: Walk, town: Town, tmp_path: Path) -> None:
    page = come_in(walk, "clerk", accept_downloads=True)
    assert figure(page) == 0
    page.goto("/workbench/")
    page.get_by_role("link", name="台账", exact=True).click()
    page.get_by_role("link", name="会议台账", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载空白模板").click()
    path = tmp_path / "会议.xlsx"
    download.value.save_as(str(path))
    fill(
        path,
        [
            ["640381106", "部署会", date(2018, 3, 6), "会议室", 40],
            ["演示村", "村会", "2018-02-30", None, 9],
        ],
    )
    page.get_by_role("link", name="上传台账").click()
    upload(page, path)
    assert page.locator("h1").inner_text() == "有 1 行要改"
    (row,) = page.locator("main tbody tr").all()
    assert [cell.inner_text() for cell in row.locator("td").all()] == [
        "会议台账", "4", "日期（C 列）", "没有“2018-02-30”这一天，请核对日期。",
    ]  # fmt: skip
    fill(
        path,
        [
            ["640381106", "部署会", date(2018, 3, 6), "会议室", 40],
            ["演示村", "村会", "2018-03-02", None, 9],
        ],
    )
    page.get_by_role("link", name="改好了，重新上传").click()
    upload(page, path)
    assert page.locator("h1").inner_text() == "检查通过，请确认"
    page.get_by_role("button", name="导入 2 条").click()
    page.wait_for_selector("h1:has-text('已导入')")
    page.get_by_role("link", name="看导入的记录").click()
    assert page.locator("main tbody tr").count() == 2
    assert figure(page) == 2


def test_one_record_is_typed_on_a_telephone(walk: Walk, town: Town) -> None:
    page = come_in(walk, "liaison", 375)
    page.goto("/workbench/ledgers/meetings/new/")
    page.get_by_label("议题").fill("村民代表会")
    page.get_by_label("日期").fill("2018-07-01")
    page.get_by_role("button", name="登记", exact=True).click()
    assert "还没有到" in page.locator("#id_held_on_error").inner_text()
    assert page.get_by_label("议题").input_value() == "村民代表会"
    page.get_by_label("日期").fill("2018-06-01")
    page.get_by_role("button", name="登记", exact=True).click()
    page.wait_for_url("**/ledgers/meetings/", wait_until="load")
    assert "登记了 1 条" in page.get_by_role("status").inner_text()
    assert figure(page) == 1
    answered(walk, 400)


@pytest.mark.parametrize("width", [1280, 375])
def test_no_page_is_wider_than_the_screen(walk: Walk, town: Town, width: int) -> None:
    page = come_in(walk, "clerk", width)
    for address in PAGES:
        answer = page.goto(f"/workbench/ledgers/{address}")
        assert answer.status == 200, address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.locator("h1").count() == 1, address
