"""One keeper for a module's files: starting a process for each would be most of the time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongkai.records.documents.extraction.sandbox import Sandbox
from tests.documents.attachments.town import Desk, make_desk


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(seconds=60) as box:
        yield box


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    """Stores of their own for a test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def desk(transactional_db: None, files: Path) -> Desk:
    """A draft and two people, where what is committed is committed."""
    return make_desk()
