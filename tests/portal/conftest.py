"""The small town, made once a test inside its transaction."""

from __future__ import annotations

import pytest

from tests.portal.town import Town, make_town


@pytest.fixture
def town(db: None) -> Town:
    return make_town()
