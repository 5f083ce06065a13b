"""Verbs of the ledger: leave a trace, and hand work to the worker in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from gongkai.records.ledger.chain import FIRST_DIGEST, chain_digest
from gongkai.records.ledger.models import Act, OutboxRow


def take_turn() -> None:
    """Wait until no other writer of acts is under way, and keep the turn until the transaction ends.

    Whatever must not be reckoned by two writers at once (the chain, the counters of disclosure) is reckoned in one's
    turn. On PostgreSQL an advisory lock orders the writers; on SQLite the immediate transaction has done so already.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a turn is taken inside a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(2008, 511)")


def record_act(
    *,
    verb: str,
    subject_kind: str,
    subject_key: str,
    body_code: str,
    by: str,
    at: datetime,
    article: str = "",
    detail: dict[str, Any] | None = None,
) -> Act:
    """Append one act to the chain; must run in the transaction of the change that it tells of.

    Two writers cannot both follow the same row: :func:`take_turn` orders them, and the unique ``previous_digest``
    refuses whatever would fork the chain.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an act is recorded in the transaction of its change")
    take_turn()
    last = Act.objects.order_by("-id").values_list("digest", flat=True).first()
    act = Act(
        at=at,
        actor=by,
        verb=verb,
        subject_kind=subject_kind,
        subject_key=subject_key,
        body_code=body_code,
        article=article,
        detail=detail or {},
        previous_digest=last or FIRST_DIGEST,
    )
    act.digest = chain_digest(act.previous_digest, act)
    act.save()
    return act


def put_in_outbox(*, key: str, kind: str, payload: dict[str, Any], due: datetime) -> OutboxRow:
    """Ask the worker for something, once a key; must run in the transaction of the act that asks."""
    if not connection.in_atomic_block:
        raise RuntimeError("an outbox row is written in the transaction of its act")
    row, _ = OutboxRow.objects.get_or_create(key=key, defaults={"kind": kind, "payload": payload, "due": due})
    return row


def lease_outbox_rows(kind: str, *, at: datetime, until: datetime, limit: int) -> list[OutboxRow]:
    """Rows of ``kind`` that are due and leased by nobody, now leased to the caller until ``until``."""
    with transaction.atomic():
        waiting = OutboxRow.objects.filter(kind=kind, due__lte=at, done_at__isnull=True).exclude(
            leased_until__gt=at
        )
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        rows = list(waiting.order_by("due", "id")[:limit])
        OutboxRow.objects.filter(pk__in=[row.pk for row in rows]).update(leased_until=until)
    return rows


def finish_outbox_row(row: OutboxRow, *, at: datetime) -> None:
    """The row's work is done."""
    OutboxRow.objects.filter(pk=row.pk).update(done_at=at, attempts=row.attempts + 1)


def retry_outbox_row(row: OutboxRow, *, due: datetime) -> None:
    """The row's work failed for now: it comes up again at ``due``, also when it was taken for done beforehand."""
    OutboxRow.objects.filter(pk=row.pk).update(
        due=due, leased_until=None, done_at=None, attempts=row.attempts + 1
    )
