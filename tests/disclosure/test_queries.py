"""What the public is handed."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from gongkai.records.disclosure.actions import Where, place_item, withdraw_item
from gongkai.records.disclosure.models import Channel, Item, PlacementState
from gongkai.records.disclosure.queries import ItemKey, for_public, newest_items
from gongkai.records.documents.models import Document, OpennessAttribute
from tests.disclosure.town import AT, WHO, Town, make_town, on, publish

pytestmark = pytest.mark.django_db

TODAY = date(2018, 12, 31)


@pytest.fixture
def town() -> Town:
    return make_town()


def test_only_what_is_out_is_public(town: Town) -> None:
    shown = publish(town.town, on(Channel.WECHAT, 3))
    publish(town.town)
    publish(town.town, Where(Channel.BOARD, date(2018, 3, 1), state=PlacementState.PLANNED))
    publish(town.town, Where(Channel.BOARD, date(2018, 3, 1), state=PlacementState.FAILED))
    publish(town.town, on(Channel.BOARD, 1, year=2019))
    withdrawn = publish(town.town, on(Channel.BOARD, 3))
    withdraw_item(withdrawn, on=date(2018, 4, 1), why="有误", by=WHO, at=AT)
    closed = publish(town.town, on(Channel.BOARD, 3))
    paper = Document.objects.create(
        body=town.town, title="内部", formed_on=date(2018, 1, 1), openness=OpennessAttribute.CLOSED
    )
    Item.objects.filter(pk=closed.pk).update(document=paper)
    assert list(for_public(TODAY)) == [shown]


def test_pages_by_key_show_every_item_once_newest_first(town: Town) -> None:
    items = [publish(town.bodies[i % 4], on(Channel.BOARD, 1 + i % 3)) for i in range(11)]
    seen: list[int] = []
    after: ItemKey | None = None
    while True:
        page = newest_items(TODAY, after=after, limit=4)
        seen.extend(row.pk for row in page.rows)
        after = page.after
        if after is None:
            break
    assert seen == [
        item.pk for item in sorted(items, key=lambda item: (item.published_on, item.pk), reverse=True)
    ]


def test_lists_narrow_by_body_and_field(town: Town) -> None:
    mine = publish(town.villages[0], on(Channel.BOARD, 3), field=town.fields[0])
    publish(town.villages[0], on(Channel.BOARD, 3), field=town.fields[1])
    publish(town.villages[1], on(Channel.BOARD, 3), field=town.fields[0])
    page = newest_items(TODAY, body_ids=[town.villages[0].pk], field_code="jiuye")
    assert [row.pk for row in page.rows] == [mine.pk]
    assert page.rows[0].field_name == "就业"
    assert page.rows[0].body_name == "东村"


def test_a_row_names_its_channels_in_their_order(
    town: Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    item = publish(town.town, on(Channel.BOARD, 3), Where(Channel.SCREEN, TODAY, state=PlacementState.FAILED))
    place_item(item, on(Channel.WEBSITE, 4), by=WHO, at=AT)
    for _ in range(5):
        publish(town.town, on(Channel.WECHAT, 2))
    with django_assert_num_queries(2):
        page = newest_items(TODAY)
    assert page.rows[0].channels == (Channel.WEBSITE, Channel.BOARD)
    assert page.after is None
