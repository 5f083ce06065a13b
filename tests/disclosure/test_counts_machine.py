"""Whatever is placed, taken down, withdrawn or imported, in whatever order: the counters equal the placements."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from gongkai.records.disclosure.actions import (
    Where,
    place_item,
    report_placement,
    strike_placement,
    withdraw_item,
)
from gongkai.records.disclosure.counts import recounting
from gongkai.records.disclosure.models import Channel, DisclosureCount, Item, Placement, PlacementState
from gongkai.records.disclosure.recount import counts_state, rebuild_counts
from tests.disclosure.town import AT, WHO, make_town, publish

DAYS = st.dates(min_value=date(2017, 11, 1), max_value=date(2019, 2, 28))
CHANNELS = st.sampled_from([Channel.GAZETTE, Channel.WEBSITE, Channel.WECHAT, Channel.BOARD, Channel.OTHER])
STATES = st.sampled_from(list(PlacementState))
PLACES = st.builds(Where, channel=CHANNELS, placed_on=DAYS, state=STATES)
PICK = st.integers(min_value=0, max_value=1000)


class Disclosing(RuleBasedStateMachine):
    """Clerks at work; the database is put back at the end of every run."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.town = make_town()
        self.items: list[Item] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def _item(self, pick: int) -> Item | None:
        return self.items[pick % len(self.items)] if self.items else None

    @rule(places=st.lists(PLACES, max_size=3), body=PICK, field=PICK, normative=st.booleans())
    def publishes(self, places: list[Where], body: int, field: int, normative: bool) -> None:
        fields = (None, *self.town.fields)
        self.items.append(
            publish(
                self.town.bodies[body % 4], *places, field=fields[field % len(fields)], normative=normative
            )
        )

    @rule(pick=PICK, where=PLACES)
    def places(self, pick: int, where: Where) -> None:
        item = self._item(pick)
        if item is not None and item.withdrawn_on is None:
            place_item(item, where, by=WHO, at=AT)

    @rule(pick=PICK, reported=STATES)
    def hears(self, pick: int, reported: PlacementState) -> None:
        placements = list(Placement.objects.order_by("pk"))
        if placements:
            report_placement(placements[pick % len(placements)], reported, by=WHO, at=AT)

    @rule(pick=PICK)
    def strikes(self, pick: int) -> None:
        placements = list(Placement.objects.order_by("pk"))
        if placements:
            strike_placement(placements[pick % len(placements)], why="记错", by=WHO, at=AT)

    @rule(pick=PICK)
    def withdraws(self, pick: int) -> None:
        item = self._item(pick)
        if item is not None and item.withdrawn_on is None:
            withdraw_item(item, on=date(2019, 3, 1), why="测试", by=WHO, at=AT)

    @rule(rows=st.lists(st.tuples(PICK, PLACES), max_size=4), anew=st.booleans())
    def imports(self, rows: list[tuple[int, Where]], anew: bool) -> None:
        """Many placements in one go, with the counters kept item by item or counted anew."""
        placed = [(item, where) for pick, where in rows if (item := self._item(pick)) is not None]
        placements = [
            Placement(
                body_id=item.body_id,
                item=item,
                channel=where.channel,
                placed_on=where.placed_on,
                state=where.state,
            )
            for item, where in placed
        ]
        if anew:
            Placement.objects.bulk_create(placements)
            rebuild_counts()
            return
        with recounting({item.pk for item, _ in placed}):
            Placement.objects.bulk_create(placements)

    @invariant()
    def counters_equal_placements(self) -> None:
        assert counts_state().wrong == ()
        assert not DisclosureCount.objects.filter(items=0).exists()


@pytest.mark.django_db
def test_counters_equal_placements_after_any_sequence() -> None:
    run_state_machine_as_test(
        Disclosing,
        settings=settings(
            max_examples=30,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
