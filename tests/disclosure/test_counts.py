"""The counters of the yearly report, case by case."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.records.disclosure.actions import (
    Where,
    place_item,
    report_placement,
    strike_placement,
    withdraw_item,
)
from gongkai.records.disclosure.counts import recounting
from gongkai.records.disclosure.models import Channel, DisclosureCount, Item, PlacementState
from gongkai.records.disclosure.recount import counts_state, rebuild_counts
from tests.disclosure.town import AT, WHO, Town, make_town, on, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def counters() -> list[tuple[object, ...]]:
    """Every counter, without its own key."""
    return sorted(
        DisclosureCount.objects.values_list(
            "body__name", "year", "month", "field_code", "channels", "normative", "items", "placements"
        )
    )


def test_same_information_on_two_channels_counts_one(town: Town) -> None:
    item = publish(town.town, on(Channel.WECHAT, 3), field=town.fields[0])
    place_item(item, on(Channel.BOARD, 4), by=WHO, at=AT)
    both = Channel.WECHAT.bit | Channel.BOARD.bit
    assert counters() == [("测试镇", 2018, 3, "jiuye", both, False, 1, 2)]


def test_earlier_placement_moves_the_item_to_its_month(town: Town) -> None:
    item = publish(town.town, on(Channel.WECHAT, 3))
    place_item(item, on(Channel.WECHAT, 2, 28), by=WHO, at=AT)
    assert counters() == [("测试镇", 2018, 2, "", Channel.WECHAT.bit, False, 1, 2)]


def test_item_counts_once_in_each_year_that_it_went_out(town: Town) -> None:
    item = publish(town.town, on(Channel.WECHAT, 12, 31))
    place_item(item, on(Channel.BOARD, 1, 1, year=2019), by=WHO, at=AT)
    assert counters() == [
        ("测试镇", 2018, 12, "", Channel.WECHAT.bit, False, 1, 1),
        ("测试镇", 2019, 1, "", Channel.BOARD.bit, False, 1, 1),
    ]


def test_planned_and_failed_placements_do_not_count(town: Town) -> None:
    planned = Where(Channel.WEBSITE, date(2018, 5, 1), state=PlacementState.PLANNED)
    item = publish(town.town, planned)
    assert counters() == []
    placement = item.placements.get()
    report_placement(placement, PlacementState.OUT, by=WHO, at=AT)
    assert counters() == [("测试镇", 2018, 5, "", Channel.WEBSITE.bit, False, 1, 1)]
    report_placement(placement, PlacementState.PLANNED, by=WHO, at=AT)
    assert counters() == [("测试镇", 2018, 5, "", Channel.WEBSITE.bit, False, 1, 1)]
    strike_placement(placement, why="记错", by=WHO, at=AT)
    assert counters() == []


def test_withdrawing_and_taking_down_keep_the_count(town: Town) -> None:
    item = publish(town.town, on(Channel.BOARD, 5), normative=True)
    before = counters()
    withdraw_item(item, on=date(2018, 6, 1), why="内容有误", by=WHO, at=AT)
    assert counters() == before
    report_placement(item.placements.get(), PlacementState.TAKEN_DOWN, by=WHO, at=AT)
    assert item.placements.get().state == PlacementState.TAKEN_DOWN
    assert counters() == before == [("测试镇", 2018, 5, "", Channel.BOARD.bit, True, 1, 1)]


def test_a_change_of_the_item_itself_is_followed(town: Town) -> None:
    item = publish(town.villages[0], on(Channel.BOARD, 5))
    with recounting([item.pk]):
        Item.objects.filter(pk=item.pk).update(normative=True, field=town.fields[1])
    assert counters() == [("东村", 2018, 5, "jiuzai", Channel.BOARD.bit, True, 1, 1)]


def test_rebuilding_makes_the_same_counters(town: Town) -> None:
    for body in town.bodies:
        publish(body, on(Channel.BOARD, 5), on(Channel.WECHAT, 1), field=town.fields[0])
        publish(body, on(Channel.OTHER, 7, year=2017), on(Channel.OTHER, 7, 2, year=2017))
    kept = counters()
    DisclosureCount.objects.update(items=99)
    rebuild_counts([body.pk for body in town.villages], year=2018)
    assert counters() != kept
    rebuild_counts()
    assert counters() == kept
    assert counts_state().ok


def test_rebuilding_touches_only_what_was_asked(town: Town) -> None:
    publish(town.town, on(Channel.BOARD, 5))
    publish(town.town, on(Channel.BOARD, 5, year=2017))
    DisclosureCount.objects.update(items=99)
    rebuild_counts([town.town.pk], year=2018)
    assert [(row[1], row[6]) for row in counters()] == [(2017, 99), (2018, 1)]
    rebuild_counts([])
    assert [(row[1], row[6]) for row in counters()] == [(2017, 99), (2018, 1)]


def test_checker_shows_what_is_wrong(town: Town) -> None:
    publish(town.town, on(Channel.BOARD, 5))
    publish(town.villages[0], on(Channel.WECHAT, 6))
    DisclosureCount.objects.filter(body=town.town).update(items=3)
    DisclosureCount.objects.filter(body=town.villages[0]).delete()
    state = counts_state()
    assert not state.ok
    assert [(wrong.body_code, wrong.month, wrong.items, wrong.true_items) for wrong in state.wrong] == [
        ("640999001000", 5, 3, 1),
        ("640999001201", 6, 0, 1),
    ]
    assert counts_state([town.villages[1].pk]).ok
    assert counts_state(year=2017).ok


def test_a_counter_that_drifted_is_counted_anew_when_it_cannot_give(town: Town) -> None:
    item = publish(town.town, on(Channel.BOARD, 5))
    publish(town.town, on(Channel.WECHAT, 5))
    DisclosureCount.objects.all().delete()
    place_item(item, on(Channel.WECHAT, 5), by=WHO, at=AT)
    assert counts_state().ok
    assert len(counters()) == 2
