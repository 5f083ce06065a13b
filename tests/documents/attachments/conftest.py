"""One keeper for a module's files: starting a process for each would be most of the time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gongkai.records.documents.extraction.sandbox import Sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(seconds=60) as box:
        yield box
