"""From outbox to adapter: a worker leases rows that are due, lets go of the database, and speaks to the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from gongkai.channels.port import ChannelPort, Delivery, Outcome
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
        outcome = ports[delivery.channel].submit(delivery)
        outcomes[row.key] = outcome
        if outcome.failure is not None and outcome.failure.value == "retry":
            retry_outbox_row(row, due=at + FIRST_WAIT * 2**row.attempts)
        else:
            finish_outbox_row(row, at=at)
    return outcomes
