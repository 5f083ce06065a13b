"""The drill of the database, on whatever database the run is pointed at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.house import migrations
from tests.house.ground import HOUSE, Tree, planted

INSPECTIONS = (migrations.imports_of_ours, migrations.unnamed, migrations.forked)


@pytest.mark.parametrize("inspection", INSPECTIONS, ids=lambda inspection: inspection.__name__)
def test_the_house_holds(inspection: Callable[[Tree], list[str]]) -> None:
    assert inspection(HOUSE) == []


PLACE = "gongkai/records/a/migrations"


@pytest.mark.parametrize(
    ("inspection", "files"),
    [
        (migrations.imports_of_ours, {f"{PLACE}/0002_x.py": "from gongkai.records.a.models import B\n"}),
        (migrations.unnamed, {f"{PLACE}/0002_auto_20260101.py": ""}),
        (migrations.forked, {f"{PLACE}/0002_one.py": "", f"{PLACE}/0002_two.py": ""}),
    ],
)
def test_a_planted_fault_is_found(
    tmp_path: Path, inspection: Callable[[Tree], list[str]], files: dict[str, str]
) -> None:
    tree = planted(tmp_path, {f"{PLACE}/0001_begin.py": "from django.db import models\n", **files})
    assert [complaint.split(":")[0] for complaint in inspection(tree)] == [max(files)]


def tables_of_ours() -> set[str]:
    """Tables in the database that belong to models of the house."""
    named = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("gongkai.")}
    return named & set(connection.introspection.table_names())


@pytest.mark.django_db(transaction=True)
def test_migrations_go_up_down_and_up_again() -> None:
    ours = [app.label for app in apps.get_app_configs() if app.name.startswith("gongkai.")]
    whole = tables_of_ours()
    ways = MigrationExecutor(connection).loader.graph.leaf_nodes()
    labels = {label for label, _ in ways}
    try:
        down = MigrationExecutor(connection)
        down.migrate([(label, None) for label in ours if label in labels])
        assert tables_of_ours() == set()
    finally:
        up = MigrationExecutor(connection)
        up.migrate(ways)
    assert whole
    assert tables_of_ours() == whole
