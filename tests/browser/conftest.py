"""Walks in Debian's Chromium against a live server with the small town; skipped by name where there is none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.portal.town import Town, make_town

CHROMIUM = Path("/usr/bin/chromium")


@dataclass
class Walk:
    """A browser at the town's door, and what it complained about."""

    browser: Any
    home: str
    complaints: list[str] = field(default_factory=list)

    def page(self, width: int = 1280, height: int = 900, **options: Any) -> Any:
        """A page of a given width that notes console errors and requests to anybody else."""
        context = self.browser.new_context(
            base_url=self.home, viewport={"width": width, "height": height}, **options
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._request)
        return page

    def _console(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.home).netloc:
            self.complaints.append(f"left the host: {request.url}")


@pytest.fixture
def town(transactional_db: None) -> Town:
    return make_town()


@pytest.fixture
def walk(town: Town, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Walk]:
    if not CHROMIUM.exists():
        pytest.skip("没有 /usr/bin/chromium：apt-get install chromium 后才能走浏览器测试")
    api = pytest.importorskip("playwright.sync_api", reason="没有安装 playwright")
    # Playwright keeps a loop in this thread, and Django would take the test's own queries for asynchronous ones.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with api.sync_playwright() as machine:
        browser = machine.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        made = Walk(browser, live_server.url)
        yield made
        browser.close()
    assert made.complaints == []
