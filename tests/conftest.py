"""The test bench: meaner than production, so that whole families of faults cannot hide.

Sockets are shut but for this machine, warnings are errors and the order is shuffled (``pyproject.toml``). Here rows
come back in an order nobody asked for, and the tests of the rules can run where Django cannot be imported at all.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """``-p no:django`` runs tests/rules without Django; its settings key must be known all the same."""
    if not pluginmanager.has_plugin("django"):
        parser.addini("DJANGO_SETTINGS_MODULE", "unused without Django")
        sys.modules["django"] = None  # type: ignore[assignment] # an import of it now fails, hidden ones too


def pytest_configure(config: pytest.Config) -> None:
    """Where Django is, SQLite answers in an order nobody may rely on."""
    if not config.pluginmanager.has_plugin("django"):
        return
    from django.db.backends.signals import connection_created

    connection_created.connect(reverse_unordered_rows, dispatch_uid="reverse-unordered-rows")


def reverse_unordered_rows(sender: object, connection: object, **extra: object) -> None:
    """A query without ``order_by`` gets its rows in reverse: code that leans on luck fails here, not in a town."""
    from django.db.backends.base.base import BaseDatabaseWrapper

    if isinstance(connection, BaseDatabaseWrapper) and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA reverse_unordered_selects = ON")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ``GONGKAI_TEST_ONLY_DATABASE`` set, keep the tests that use the database (the PostgreSQL leg)."""
    if not os.environ.get("GONGKAI_TEST_ONLY_DATABASE"):
        return
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        uses = item.get_closest_marker("django_db") is not None or names & DATABASE_FIXTURES
        (kept if uses else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Leave the counts where ``tests/run.py`` asks for them."""
    wanted = os.environ.get("GONGKAI_TEST_COUNTS")
    if not wanted or os.environ.get("PYTEST_XDIST_WORKER"):
        return
    stats = terminalreporter.stats
    counted = {
        "passed": len(stats.get("passed", [])),
        "failed": sum(len(stats.get(key, [])) for key in ("failed", "error", "xpassed")),
        "skipped": sum(len(stats.get(key, [])) for key in ("skipped", "xfailed")),
    }
    Path(wanted).write_text(json.dumps(counted))
