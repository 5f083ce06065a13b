"""One picture of the records for many queries."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.ledger.snapshot import one_snapshot

pytestmark = pytest.mark.django_db(transaction=True)


def begun() -> list[str]:
    """How the transactions of a snapshot and of a writer begin."""
    with CaptureQueriesContext(connection) as queries:
        with one_snapshot():
            Body.objects.count()
        with transaction.atomic():
            Body.objects.count()
    return [query["sql"] for query in queries if query["sql"].startswith(("BEGIN", "SET TRANSACTION"))]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's way of beginning")
def test_on_sqlite_a_reader_does_not_keep_writers_waiting() -> None:
    assert begun() == ["BEGIN DEFERRED", "BEGIN IMMEDIATE"]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's isolation levels")
def test_on_postgresql_a_reader_reads_one_state_and_only_reads() -> None:
    assert [sql for sql in begun() if sql.startswith("SET")] == [
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
    ]


@pytest.mark.skipif(
    "connection.vendor != 'postgresql'",
    reason="the tests' SQLite lives in memory, where nobody writes beside",
)
def test_what_is_written_meanwhile_is_not_seen() -> None:
    def write() -> None:
        Body.objects.create(code="640999001000", name="测试镇", kind=BodyKind.TOWN)
        connection.close()

    with one_snapshot():
        before = Body.objects.count()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(write).result(timeout=30)
        assert Body.objects.count() == before == 0
    assert Body.objects.count() == 1


def test_inside_a_transaction_its_own_view_is_kept() -> None:
    with transaction.atomic():
        Body.objects.create(code="640999001000", name="测试镇", kind=BodyKind.TOWN)
        with one_snapshot():
            assert Body.objects.count() == 1
