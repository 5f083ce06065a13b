"""Waking Django for the commands that need the database; the rules' commands never do."""

from __future__ import annotations

from gongkai.rules.refusal import Refusal


def wake(*, migrated: bool = True) -> None:
    """Set Django up. With ``migrated`` the database must have its tables.

    Raises Refusal when the database cannot be reached or has no tables yet.
    """
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        raise Refusal(f"设置有误：{problem}") from problem
    if migrated:
        _require_tables()


def _require_tables() -> None:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as problem:
        raise Refusal(f"连不上数据库：{problem}。请检查 GONGKAI_DATABASE_URL 和 GONGKAI_HOME。") from problem
    if waiting:
        raise Refusal("数据库还没有建表或版本较旧。请先执行 gongkai demo 或 gongkai doctor --migrate。")
