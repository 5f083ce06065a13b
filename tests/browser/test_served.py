"""The way of whoever typed ``make run``: the demonstration town, served as a town serves, in a real browser."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
REPORT = "/annual/640381106/2018/"
PAGES = ("/", "/items/", "/search/?q=低保", "/annual/", REPORT, f"{REPORT}s1_2_4/", "/apply/", "/concerns/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip(f"no browser on this machine: none of {', '.join(PROGRAMS)} is installed")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as started:
        sandboxed = [] if os.geteuid() else ["--no-sandbox"]  # Chromium refuses its sandbox to root
        opened = started.chromium.launch(executable_path=program, args=sandboxed)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ``gongkai serve`` on a home of its own with the demonstration town."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GONGKAI_")}
    environment = kept | {
        "GONGKAI_HOME": str(tmp_path_factory.mktemp("site") / "home"),
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
    }
    gongkai = [sys.executable, "-m", "gongkai"]
    subprocess.run([*gongkai, "demo"], env=environment, check=True, capture_output=True, timeout=300)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    running = subprocess.Popen(
        [*gongkai, "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.send_signal(signal.SIGTERM)
        try:
            running.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def wait_for(port: int) -> None:
    for _ in range(300):
        asked = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            asked.request("GET", "/healthz")
            asked.getresponse()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            asked.close()
    raise AssertionError("the server does not answer")


@pytest.mark.parametrize("width", [1280, 375])
def test_from_the_front_page_to_the_records_behind_a_number(browser: Any, site: str, width: int) -> None:
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 900}, base_url=site)
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on("request", lambda asked: None if asked.url.startswith(site) else complaints.append(asked.url))
    page.goto("/")
    page.get_by_role("link", name="看年报").first.click()
    page.locator(f'a[href$="{REPORT}"]').first.click()
    assert "2018" in page.get_by_role("heading", level=1).inner_text()
    page.locator(f'a[href$="{REPORT}s1_1/"]').first.click()
    page.wait_for_url("**/s1_1/")
    shown = page.locator("body").inner_text()
    assert "744" in shown
    assert "演示数据" in shown
    context.close()
    assert complaints == []


def test_every_page_says_its_language_its_title_and_one_heading(browser: Any, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    for path in PAGES:
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == "zh-Hans", path
        assert page.title().strip(), path
        assert page.get_by_role("heading", level=1).count() == 1, path
    context.close()
