"""The workbench as its people use it: a liaison, a clerk and an auditor, at a desk and on a telephone, by keyboard."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.records.catalogue.models import Obligation
from tests.browser.conftest import Walk
from tests.workbench.town import NOW, PASSWORD, Town, make_town

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CONTENT = (
    "",
    "obligations/",
    "obligations/?standing=all&year=2018&month=4",
    "obligations/{near}/",
    "obligations/{near}/?list=inbox",
    "calendar/",
    "calendar/?month=2018-02&show=all",
    "directory/",
    "directory/{by_event}/",
    "coverage/",
    "coverage/?by=month",
    "coverage/?by=stage",
    "history/obligation/{near}/",
    "self/",
    "help/",
    "password/",
    "second-factor/new/",
)
WRITING = (
    "obligations/{near}/publish/",
    "obligations/{late}/meet/",
    "obligations/{near}/excuse/",
    "directory/{by_event}/event/",
    "directory/fields/640381106/",
    "directory/editions/{edition}/raise/",
)
KEEPING = (
    "people/",
    "people/new/",
    "people/{liaison}/",
    "people/{liaison}/address/",
    "people/{liaison}/post/",
    "people/{liaison}/retire/",
    "people/{liaison}/hand-over/{village}/",
)


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The county of the workbench's tests, in place of the portal's town."""
    monkeypatch.setattr("gongkai.doors.clock.now", lambda: NOW)
    return make_town()


def come_in(walk: Walk, login: str, width: int = 1280, **options: Any) -> Any:
    """A page of somebody who has logged in."""
    page = walk.page(width, **options)
    page.goto("/workbench/")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda address: "/log-in/" not in address, wait_until="load")
    return page


def answered(walk: Walk, *statuses: int) -> None:
    """The browser notes every answer that is no page; these were asked for, each once."""
    told = [
        f"console: Failed to load resource: the server responded with a status of {each} ("
        for each in statuses
    ]
    assert len(walk.complaints) == len(told)
    assert all(said.startswith(start) for said, start in zip(walk.complaints, told, strict=True))
    walk.complaints.clear()


def filled(addresses: tuple[str, ...], town: Town) -> list[str]:
    """Addresses with the keys of this town."""
    return [
        "/workbench/"
        + address.format(
            near=town.near.pk,
            late=town.late.pk,
            by_event=town.by_event.pk,
            edition=town.edition.pk,
            liaison=town.people["liaison"].pk,
            village=town.village.pk,
        )
        for address in addresses
    ]


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize(("login", "addresses"), [("clerk", (*CONTENT, *WRITING)), ("manager", KEEPING)])
def test_no_page_is_wider_than_the_screen(
    walk: Walk, town: Town, login: str, addresses: tuple[str, ...], width: int
) -> None:
    page = come_in(walk, login, width)
    for address in filled(addresses, town):
        answer = page.goto(address)
        assert answer.status == 200, address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.locator("h1").count() == 1, address


def test_the_liaison_sees_her_village_and_clears_a_duty(walk: Walk, town: Town) -> None:
    page = come_in(walk, "liaison")
    assert page.get_by_text("邻村").count() == 0
    assert page.get_by_text("说明免除").count() == 0
    row = page.locator("[data-row]", has_text="第二批低保审批结果")
    row.get_by_role("link", name="登记公开").click()
    assert page.get_by_label("索引号").input_value() == "640381106201/2018-00002"
    page.get_by_role("button", name="登记，并履行这项义务").click()
    assert "哪里都没有公开，就不算公开" in page.locator(".error").inner_text()
    page.get_by_label("公开栏：演示村公开栏").check()
    page.get_by_role("button", name="登记，并履行这项义务").click()
    assert "这项义务已履行" in page.get_by_role("status").inner_text()
    assert "✓ 已履行" in page.locator(".big-mark").inner_text()
    page.get_by_role("link", name="收件箱").first.click()
    assert page.get_by_text("第二批低保审批结果").count() == 0
    page.goto(f"/workbench/obligations/?body={town.other.code}")
    assert "不在您能查看的范围内" in page.inner_text("main")
    answered(walk, 400, 404)


def test_the_clerk_follows_the_map_to_a_village_and_excuses_a_duty(walk: Walk, town: Town) -> None:
    page = come_in(walk, "clerk")
    page.get_by_role("link", name="覆盖图").first.click()
    page.locator("td a[title='村务公开，邻村']").click()
    assert page.locator("[data-row]").count() == 2
    page.locator("[data-row]").first.get_by_role("link", name="说明免除").click()
    page.get_by_label("理由").fill("第一季度没有集体收支")
    page.get_by_label("免除至").fill("2018-12-31")
    page.get_by_role("button", name="下一步：确认").click()
    assert "邻村从 2018-06-15 到 2018-12-31 不用公开" in page.inner_text("main")
    page.get_by_role("button", name="返回修改").click()
    assert page.get_by_label("理由").input_value() == "第一季度没有集体收支"
    page.get_by_role("button", name="下一步：确认").click()
    page.get_by_role("button", name="确认免除").click()
    assert "已免除" in page.locator(".big-mark").inner_text()
    assert Obligation.objects.get(body=town.other, period="2018Q1").excused_by == "演示公开办经办人（clerk）"


def test_the_auditor_reads_everything_and_is_offered_no_act(walk: Walk, town: Town) -> None:
    page = come_in(walk, "auditor")
    offered = ("登记", "对上已公开信息", "说明免除", "记为未涉及", "生成", "确认", "移交")
    for address in filled((*CONTENT[:13], "directory/fields/640381106/"), town):
        page.goto(address)
        main = page.locator("main")
        named = main.get_by_role("link").all_inner_texts() + main.get_by_role("button").all_inner_texts()
        assert [text for text in named if text.startswith(offered)] == [], address


def test_two_people_at_one_duty(walk: Walk, town: Town) -> None:
    first, second = come_in(walk, "liaison"), come_in(walk, "clerk")
    for page in (first, second):
        page.goto(f"/workbench/obligations/{town.late.pk}/meet/")
        page.get_by_label(town.item.title).check()
    first.get_by_role("button", name="就是这一条").click()
    second.get_by_role("button", name="就是这一条").click()
    assert "（liaison）”刚刚办理了这项义务" in second.locator(".error").inner_text()
    answered(walk, 409)


def test_the_keyboard_goes_all_the_way(walk: Walk, town: Town) -> None:
    page = come_in(walk, "liaison")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('[data-row]') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url("**/workbench/obligations/*/**", wait_until="load")
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.wait_for_url("**/workbench/obligations/", wait_until="load")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("j/?低保")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=j*", wait_until="load")
    page.keyboard.press("?")
    page.wait_for_url("**/workbench/help/")
    assert page.locator("kbd").count() > 6


def test_without_scripts_everything_is_done_as_well(walk: Walk, town: Town) -> None:
    page = come_in(walk, "liaison", 375, java_script_enabled=False)
    page.locator("[data-row]", has_text="2018年第2季度").get_by_role("link", name="对上已公开信息").click()
    page.get_by_label(town.item.title).check()
    page.get_by_role("button", name="就是这一条").click()
    assert "履行日期 2018-04-03" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="退出").click()
    assert "已退出" in page.get_by_role("status").inner_text()
