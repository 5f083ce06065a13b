"""Two clerks who place the same item at the same moment: on PostgreSQL, where writers really run together.

The control test takes the writers' turn away and shows that the race is there; without it the first proves nothing.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection, transaction

from gongkai.records.disclosure.counts import recounting
from gongkai.records.disclosure.models import Channel, DisclosureCount, Item, Placement
from gongkai.records.disclosure.recount import counts_state
from tests.disclosure.town import make_town, on, publish

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time by itself"
    ),
]


def place_together(item: Item) -> None:
    """Two transactions place the item and meet, if they can, while neither has reckoned."""
    meeting = Barrier(2)

    def place(channel: Channel) -> None:
        try:
            with transaction.atomic(), recounting([item.pk]):
                where = on(channel, 3)
                Placement.objects.create(
                    body_id=item.body_id, item=item, channel=where.channel, placed_on=where.placed_on
                )
                with suppress(BrokenBarrierError):
                    meeting.wait(timeout=1)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(place, channel) for channel in (Channel.BOARD, Channel.WECHAT)]:
            done.result(timeout=30)


def test_two_writers_count_one_item_once() -> None:
    item = publish(make_town().town)
    place_together(item)
    assert counts_state().ok
    counter = DisclosureCount.objects.get()
    assert (counter.items, counter.placements) == (1, 2)
    assert counter.channels == Channel.BOARD.bit | Channel.WECHAT.bit


def test_without_turns_the_race_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    item = publish(make_town().town)
    monkeypatch.setattr("gongkai.records.disclosure.counts.take_turn", lambda: None)
    place_together(item)
    assert not counts_state().ok
