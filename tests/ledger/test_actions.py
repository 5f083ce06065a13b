"""The chain of acts and the outbox: what may be written, what is noticed, and what two writers do to each other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction

from gongkai.records.ledger.actions import (
    finish_outbox_row,
    lease_outbox_rows,
    put_in_outbox,
    record_act,
    retry_outbox_row,
)
from gongkai.records.ledger.chain import FIRST_DIGEST
from gongkai.records.ledger.models import Act, OutboxRow
from gongkai.records.ledger.queries import acts_of, chain_state, head_state, newest_act_at

MORNING = datetime(2018, 3, 1, 9, 30, 15, 123456, tzinfo=timezone(timedelta(hours=8)))


def act(number: int = 1, **changed: object) -> Act:
    """One act among several that differ by number."""
    said: dict[str, object] = {
        "verb": "登记公开信息",
        "subject_kind": "item",
        "subject_key": f"2018-{number}",
        "body_code": "640381106000",
        "by": "经办人",
        "at": MORNING + timedelta(minutes=number),
        "article": "tiaoli-2007:9",
        "detail": {"标题": "《低保名单》", "渠道": ["board", "website"], "条": number},
    }
    with transaction.atomic():
        return record_act(**(said | changed))  # type: ignore[arg-type]


@pytest.mark.django_db
class TestChain:
    def test_an_empty_chain_holds(self) -> None:
        assert chain_state().broken_at is None
        assert head_state().acts == 0
        assert newest_act_at() is None

    def test_each_act_follows_the_one_before(self) -> None:
        first, second = act(1), act(2)
        assert first.previous_digest == FIRST_DIGEST
        assert second.previous_digest == first.digest
        assert (chain_state().acts, chain_state().broken_at) == (2, None)
        assert (head_state().acts, head_state().broken_at) == (2, None)
        assert newest_act_at() == second.at

    def test_the_digest_is_that_of_what_the_database_gives_back(self) -> None:
        act(1, at=MORNING.astimezone(UTC), detail={"空": None, "数": 0.1, "字": "𠮷 \u2028 \"'"})
        assert chain_state().broken_at is None

    @pytest.mark.parametrize(
        "change",
        [
            {"actor": "别人"},
            {"verb": "撤回公开信息"},
            {"at": MORNING},
            {"body_code": "640381107000"},
            {"detail": {"标题": "《低保名单》"}},
            {"article": ""},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_an_act_that_was_altered_is_named(self, change: dict[str, object]) -> None:
        acts = [act(number) for number in range(1, 5)]
        Act.objects.filter(pk=acts[1].pk).update(**change)
        assert chain_state().broken_at == acts[1].pk

    def test_an_act_that_was_taken_out_breaks_the_one_after(self) -> None:
        acts = [act(number) for number in range(1, 5)]
        Act.objects.filter(pk=acts[1].pk).delete()
        assert chain_state().broken_at == acts[2].pk

    def test_the_newest_act_altered_is_seen_without_walking_the_chain(self) -> None:
        acts = [act(number) for number in range(1, 4)]
        Act.objects.filter(pk=acts[-1].pk).update(actor="别人")
        assert head_state().broken_at == acts[-1].pk

    def test_an_act_is_append_only(self) -> None:
        made = act()
        with pytest.raises(TypeError):
            made.save()
        with pytest.raises(TypeError):
            made.delete()

    def test_the_chain_cannot_fork(self) -> None:
        made = act()
        fork = Act(at=MORNING, actor="x", verb="x", previous_digest=made.previous_digest, digest="f" * 64)
        with pytest.raises(IntegrityError), transaction.atomic():
            fork.save()

    def test_the_history_of_one_thing_comes_newest_first(self) -> None:
        act(1)
        changed = act(2, subject_key="2018-1", verb="撤回公开信息")
        act(3)
        assert [found.verb for found in acts_of("item", "2018-1")] == [changed.verb, "登记公开信息"]


@pytest.mark.django_db
def test_the_chain_survives_the_way_to_another_database(tmp_path: Path) -> None:
    """``docs/how-to/move-to-postgresql.md`` writes the records out as XML: the digests cover microseconds."""
    for number in range(3):
        act(number, detail={"说": '<&> "引号"', "条": number})
    records = tmp_path / "records.xml"
    call_command("dumpdata", "ledger", format="xml", output=str(records), verbosity=0)
    Act.objects.all().delete()
    call_command("loaddata", str(records), verbosity=0)
    assert (chain_state().acts, chain_state().broken_at) == (3, None)
    act(4)
    assert chain_state().broken_at is None


@pytest.mark.django_db
class TestOutbox:
    def put(self, key: str = "送-1", due: datetime = MORNING) -> OutboxRow:
        with transaction.atomic():
            return put_in_outbox(key=key, kind="delivery", payload={"渠道": "board"}, due=due)

    def lease(self, at: datetime = MORNING, limit: int = 10) -> list[str]:
        until = at + timedelta(minutes=5)
        return [row.key for row in lease_outbox_rows("delivery", at=at, until=until, limit=limit)]

    def test_the_same_key_twice_is_one_row(self) -> None:
        assert self.put().pk == self.put(due=MORNING + timedelta(days=1)).pk
        assert OutboxRow.objects.get().due == MORNING

    def test_rows_come_in_the_order_of_their_due_time_and_no_earlier(self) -> None:
        later = MORNING + timedelta(minutes=1)
        self.put("晚", later)
        self.put("早")
        assert self.lease() == ["早"]
        assert self.lease(later) == ["晚"]

    def test_a_leased_row_is_nobody_elses_until_the_lease_ends(self) -> None:
        self.put()
        assert self.lease() == ["送-1"]
        assert self.lease(MORNING + timedelta(minutes=4)) == []
        assert self.lease(MORNING + timedelta(minutes=6)) == ["送-1"]

    def test_a_finished_row_never_comes_again(self) -> None:
        self.put()
        (row,) = lease_outbox_rows("delivery", at=MORNING, until=MORNING, limit=1)
        finish_outbox_row(row, at=MORNING)
        assert self.lease(MORNING + timedelta(days=1)) == []
        row.refresh_from_db()
        assert (row.attempts, row.done_at) == (1, MORNING)

    def test_a_row_to_retry_comes_when_it_is_due_and_counts_its_attempts(self) -> None:
        self.put()
        (row,) = lease_outbox_rows("delivery", at=MORNING, until=MORNING + timedelta(hours=1), limit=1)
        soon = MORNING + timedelta(seconds=30)
        retry_outbox_row(row, due=soon)
        assert self.lease(MORNING) == []
        assert self.lease(soon) == ["送-1"]
        row.refresh_from_db()
        assert row.attempts == 1

    def test_another_kind_of_work_is_left_alone(self) -> None:
        self.put()
        assert lease_outbox_rows("index", at=MORNING, until=MORNING, limit=1) == []


@pytest.mark.django_db(transaction=True)
def test_acts_and_outbox_rows_are_written_only_in_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        record_act(verb="x", subject_kind="x", subject_key="x", body_code="x", by="x", at=MORNING)
    with pytest.raises(RuntimeError):
        put_in_outbox(key="x", kind="delivery", payload={}, due=MORNING)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_act_and_no_work() -> None:
    act(1)
    with pytest.raises(ValueError, match="the change failed"), transaction.atomic():
        record_act(verb="x", subject_kind="x", subject_key="x", body_code="x", by="x", at=MORNING)
        put_in_outbox(key="x", kind="delivery", payload={}, due=MORNING)
        raise ValueError("the change failed")
    assert Act.objects.count() == 1
    assert not OutboxRow.objects.exists()
    act(2)
    assert chain_state().broken_at is None


if (
    connection.vendor == "postgresql"
):  # one connection serves the whole SQLite run, so there is nobody to race with

    @pytest.mark.django_db(transaction=True)
    def test_writers_at_the_same_moment_keep_one_chain() -> None:
        together, faults = Barrier(4), list[Exception]()

        def write(hand: int) -> None:
            try:
                together.wait()
                for number in range(10):
                    act(number, subject_key=f"{hand}-{number}")
            except Exception as fault:
                faults.append(fault)
            finally:
                connections.close_all()

        hands = [Thread(target=write, args=(hand,)) for hand in range(4)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        assert faults == []
        assert (chain_state().acts, chain_state().broken_at) == (40, None)

    @pytest.mark.django_db(transaction=True)
    def test_workers_at_the_same_moment_never_take_the_same_row() -> None:
        with transaction.atomic():
            for number in range(40):
                put_in_outbox(key=f"送-{number}", kind="delivery", payload={}, due=MORNING)
        together, taken = Barrier(4), list[str]()

        def take() -> None:
            together.wait()
            for _ in range(5):
                rows = lease_outbox_rows("delivery", at=MORNING, until=MORNING + timedelta(hours=1), limit=5)
                taken.extend(row.key for row in rows)
            connections.close_all()

        workers = [Thread(target=take) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert len(taken) == len(set(taken)) == 40
