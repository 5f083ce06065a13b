"""Verbs of disclosure: what they refuse, what they leave behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai.records.disclosure.actions import (
    Where,
    place_item,
    publish_item,
    report_placement,
    strike_placement,
    withdraw_item,
)
from gongkai.records.disclosure.models import Channel, Item, Placement, PlacementState, Target
from gongkai.records.documents.models import Document, OpennessAttribute
from gongkai.records.ledger.models import Act
from gongkai.records.ledger.queries import acts_of, chain_state
from gongkai.rules.refusal import Refusal
from tests.disclosure.town import AT, WHO, Town, make_town, on, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def test_every_verb_leaves_one_act(town: Town) -> None:
    item = publish(town.town, on(Channel.WECHAT, 3))
    placement = place_item(item, on(Channel.BOARD, 3), by=WHO, at=AT)
    report_placement(placement, PlacementState.PROVED, by=WHO, at=AT)
    strike_placement(placement, why="贴错了村", by=WHO, at=AT)
    withdraw_item(item, on=date(2018, 5, 1), why="数字有误", by=WHO, at=AT)
    verbs = [act.verb for act in acts_of("item", str(item.pk))]
    assert verbs == [
        "item_withdrawn",
        "placement_struck",
        "placement_reported",
        "item_placed",
        "item_published",
    ]
    assert chain_state().broken_at is None


def test_a_report_that_adds_nothing_leaves_no_act(town: Town) -> None:
    item = publish(town.town, on(Channel.WECHAT, 3))
    before = Act.objects.count()
    report_placement(item.placements.get(), PlacementState.PLANNED, by=WHO, at=AT)
    assert item.placements.get().state == PlacementState.OUT
    assert Act.objects.count() == before


def test_refused_verbs_change_nothing(town: Town) -> None:
    item = publish(town.town, on(Channel.WECHAT, 3))
    placement = item.placements.get()
    before = (Act.objects.count(), Placement.objects.count(), Item.objects.count())
    with pytest.raises(Refusal, match="索引号不能重复"):
        publish_item(
            body=town.town,
            number=item.number,
            title="又一条",
            published_on=date(2018, 3, 1),
            places=[],
            by=WHO,
            at=AT,
        )
    with pytest.raises(Refusal, match="错在哪里"):
        strike_placement(placement, why=" ", by=WHO, at=AT)
    with pytest.raises(Refusal, match="理由"):
        withdraw_item(item, on=date(2018, 5, 1), why=" ", by=WHO, at=AT)
    with pytest.raises(Refusal, match="早于公开日期"):
        withdraw_item(item, on=date(2018, 2, 1), why="有误", by=WHO, at=AT)
    assert before == (Act.objects.count(), Placement.objects.count(), Item.objects.count())


def test_a_withdrawn_item_goes_nowhere(town: Town) -> None:
    item = publish(town.town, on(Channel.WECHAT, 3))
    withdraw_item(item, on=date(2018, 5, 1), why="有误", by=WHO, at=AT)
    with pytest.raises(Refusal, match="不能再投放"):
        place_item(item, on(Channel.BOARD, 6), by=WHO, at=AT)
    with pytest.raises(Refusal, match="不用再撤"):
        withdraw_item(item, on=date(2018, 5, 2), why="有误", by=WHO, at=AT)


def test_withdrawing_unplans_what_did_not_go_out(town: Town) -> None:
    planned = Where(Channel.BOARD, date(2018, 4, 1), state=PlacementState.PLANNED)
    item = publish(town.town, on(Channel.WECHAT, 3), planned)
    withdraw_item(item, on=date(2018, 5, 1), why="有误", by=WHO, at=AT)
    states = dict(item.placements.order_by("id").values_list("channel", "state"))
    assert states == {"wechat": PlacementState.OUT, "board": PlacementState.FAILED}


def test_a_placement_belongs_to_the_body_of_its_board(town: Town) -> None:
    board = Target.objects.create(
        body=town.villages[0], channel=Channel.BOARD, name="东村公开栏", since=date(2018, 2, 1)
    )
    where = Where(Channel.BOARD, date(2018, 3, 1), target=board)
    item = publish(town.town, where)
    assert item.placements.get().body == town.villages[0]
    with pytest.raises(Refusal, match="启用期"):
        place_item(item, replace(where, placed_on=date(2018, 1, 31)), by=WHO, at=AT)
    with pytest.raises(Refusal, match="属于“公开栏”"):
        place_item(item, replace(where, channel=Channel.WECHAT), by=WHO, at=AT)


@pytest.mark.parametrize("openness", [OpennessAttribute.ON_REQUEST, OpennessAttribute.CLOSED])
def test_an_item_of_a_paper_that_is_not_open_goes_nowhere(town: Town, openness: OpennessAttribute) -> None:
    item = publish(town.town, on(Channel.WECHAT, 3))
    item.document = Document.objects.create(
        body=town.town, title="内部通知", formed_on=date(2018, 1, 1), openness=openness
    )
    item.save()
    with pytest.raises(Refusal, match="不能主动公开"):
        place_item(item, on(Channel.BOARD, 4), by=WHO, at=AT)
    assert item.placements.count() == 1
