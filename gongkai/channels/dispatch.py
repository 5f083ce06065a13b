"""From outbox to adapter: a worker leases rows that are due, lets go of the database, and speaks to the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from gongkai.channels.port import ChannelPort, Delivery, Failure, Outcome
from gongkai.records.ledger.actions import finish_outbox_row, lease_outbox_rows, retry_outbox_row

LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(seconds=30)


def deliver_due(ports: Mapping[str, ChannelPort], *, at: datetime, limit: int = 20) -> dict[str, Outcome]:
    """Deliver up to ``limit`` rows of kind ``delivery`` that are due at ``at``; returns outcome by key.

    A row whose outcome is a retry comes up again after a wait that doubles with every attempt; any other outcome
    closes the row, since repeating it could put the same thing out twice.
    """
    outcomes: dict[str, Outcome] = {}
    for row in lease_outbox_rows("delivery", at=at, until=at + LEASE, limit=limit):
        delivery = Delivery(key=row.key, **row.payload)
        outcome = _submitted(ports, delivery)
        outcomes[row.key] = outcome
        if outcome.failure is Failure.RETRY:
            retry_outbox_row(row, due=at + FIRST_WAIT * 2**row.attempts)
        else:
            finish_outbox_row(row, at=at)
    return outcomes


def _submitted(ports: Mapping[str, ChannelPort], delivery: Delivery) -> Outcome:
    """What the channel answers. A broken adapter must not hold up the rows behind it, so its fault is an answer too.

    Nobody knows how far it got: a person looks before anything is repeated.
    """
    port = ports.get(delivery.channel)
    if port is None:
        return Outcome(failure=Failure.TARGET, evidence=f"没有接线的渠道：{delivery.channel}")
    try:
        return port.submit(delivery)
    except Exception as fault:
        return Outcome(failure=Failure.UNKNOWN, evidence=repr(fault))
