"""From outbox to adapter: who is asked, how often, and what an answer does to the row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction

from gongkai.channels.adapters.manual.adapter import ManualChannel
from gongkai.channels.dispatch import FIRST_WAIT, LEASE, deliver_due
from gongkai.channels.port import Delivery, Failure, Outcome
from gongkai.doors.cli.worker import wired_ports
from gongkai.records.disclosure.models import Channel
from gongkai.records.ledger.actions import put_in_outbox
from gongkai.records.ledger.models import OutboxRow

NOON = datetime(2018, 3, 1, 4, 0, tzinfo=UTC)


class Answering:
    """A channel that gives the answers it was handed, one a submission."""

    def __init__(self, answers: Iterable[Outcome]) -> None:
        self.answers = list(answers)
        self.asked: list[Delivery] = []

    def submit(self, delivery: Delivery) -> Outcome:
        self.asked.append(delivery)
        return self.answers.pop(0)


@pytest.fixture
def put(db: None) -> Callable[[str], None]:
    def one(key: str) -> None:
        payload = {"title": "低保名单", "text": "正文", "channel": "board", "target": "邵南村公开栏"}
        with transaction.atomic():
            put_in_outbox(key=key, kind="delivery", payload=payload, due=NOON)

    return one


def test_a_delivery_that_succeeds_closes_its_row(put: Callable[[str], None]) -> None:
    put("送-1")
    board = Answering([Outcome(evidence="照片")])
    assert deliver_due({"board": board}, at=NOON) == {"送-1": Outcome(evidence="照片")}
    assert board.asked == [
        Delivery(key="送-1", title="低保名单", text="正文", channel="board", target="邵南村公开栏")
    ]
    assert deliver_due({"board": board}, at=NOON + timedelta(days=1)) == {}


def test_a_retry_waits_twice_as_long_every_time(put: Callable[[str], None]) -> None:
    put("送-1")
    board = Answering([Outcome(failure=Failure.RETRY)] * 3 + [Outcome()])
    at = NOON
    for wait in (FIRST_WAIT, FIRST_WAIT * 2, FIRST_WAIT * 4):
        assert len(deliver_due({"board": board}, at=at)) == 1
        assert deliver_due({"board": board}, at=at + wait - timedelta(seconds=1)) == {}
        at += wait
    assert deliver_due({"board": board}, at=at) == {"送-1": Outcome()}


@pytest.mark.parametrize("failure", [Failure.CONTENT, Failure.TARGET, Failure.UNKNOWN])
def test_any_other_failure_is_never_repeated_by_itself(put: Callable[[str], None], failure: Failure) -> None:
    put("送-1")
    board = Answering([Outcome(failure=failure)])
    deliver_due({"board": board}, at=NOON)
    assert deliver_due({"board": board}, at=NOON + timedelta(days=30)) == {}
    assert OutboxRow.objects.get().attempts == 1


def test_a_worker_that_died_leaves_its_row_to_another_when_the_lease_ends(put: Callable[[str], None]) -> None:
    class Dying:
        def submit(self, delivery: Delivery) -> Outcome:
            raise SystemExit(9)

    put("送-1")
    with pytest.raises(SystemExit):
        deliver_due({"board": Dying()}, at=NOON)
    board = Answering([Outcome()])
    assert deliver_due({"board": board}, at=NOON + LEASE - timedelta(seconds=1)) == {}
    assert list(deliver_due({"board": board}, at=NOON + LEASE)) == ["送-1"]


def test_a_broken_adapter_holds_up_nobody_and_is_never_repeated_by_itself(put: Callable[[str], None]) -> None:
    class Broken:
        def submit(self, delivery: Delivery) -> Outcome:
            raise KeyError("无此字段")

    for key in ("送-1", "送-2"):
        put(key)
    outcomes = deliver_due({"board": Broken()}, at=NOON)
    assert [outcome.failure for outcome in outcomes.values()] == [Failure.UNKNOWN] * 2
    assert "无此字段" in outcomes["送-1"].evidence
    assert deliver_due({"board": Answering([])}, at=NOON + timedelta(days=1)) == {}


def test_a_channel_without_an_adapter_is_the_targets_fault(put: Callable[[str], None]) -> None:
    put("送-1")
    assert deliver_due({}, at=NOON)["送-1"].failure is Failure.TARGET


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_wire_is_spoken_to() -> None:
    class Looking:
        def submit(self, delivery: Delivery) -> Outcome:
            assert not connection.in_atomic_block
            return Outcome()

    payload = {"title": "x", "text": "x", "channel": "board", "target": "x"}
    with transaction.atomic():
        put_in_outbox(key="送-1", kind="delivery", payload=payload, due=NOON)
    assert deliver_due({"board": Looking()}, at=NOON) == {"送-1": Outcome()}


def test_the_manual_channel_asks_a_person_and_names_the_place() -> None:
    delivery = Delivery(key="送-1", title="低保名单", text="", channel="board", target="邵南村公开栏")
    assert ManualChannel().submit(delivery) == Outcome(
        needs_person="请将《低保名单》张贴到邵南村公开栏，并拍照登记凭证。"
    )


def test_every_channel_is_wired() -> None:
    assert set(settings.CHANNEL_ADAPTERS) == set(Channel.values)
    assert set(wired_ports()) == set(Channel.values)
