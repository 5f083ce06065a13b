"""Matters: five stages in a thread; what must come first stops a result, or the gap is shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.records.catalogue.models import Entry
from gongkai.records.disclosure.actions import withdraw_item
from gongkai.records.disclosure.matters import (
    begin_matter,
    close_matter,
    gap_before,
    gaps_of,
    items_of,
    set_stage_rule,
    thread_item,
)
from gongkai.records.disclosure.models import Item, Matter, Stage
from gongkai.records.disclosure.publication import publish_due, publish_paper, schedule_paper
from gongkai.records.ledger.models import Act
from gongkai.rules.refusal import Refusal
from tests.catalogue.county import make_edition, make_entry
from tests.workflow.town import AT, TODAY, WEBSITE, Town, make_town, settled

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def entry(town: Town) -> Entry:
    return make_entry(make_edition(town.town), town.field, "及时公开")


def begun(town: Town, entry: Entry | None) -> Matter:
    return begin_matter(town.village, "2026 年危房改造", entry=entry, begun_on=TODAY, by="写手", at=AT)


def goes_out(town: Town, matter: Matter, stage: Stage) -> Item:
    """A paper of a stage, reviewed and published into the thread."""
    review = settled(town, stage=stage, title=f"危房改造{stage.label}")
    return publish_paper(review, WEBSITE, viewer=town.viewer(town.writer), at=AT, matter=matter)


def test_a_result_without_its_decision_is_stopped_as_the_directory_says(town: Town, entry: Entry) -> None:
    set_stage_rule(town.town, entry, Stage.RESULT, ["execution", "decision"], stops=True, by="经办", at=AT)
    matter = begun(town, entry)
    goes_out(town, matter, Stage.EXECUTION)
    with pytest.raises(Refusal, match="要先公开“决策”"):
        goes_out(town, matter, Stage.RESULT)
    goes_out(town, matter, Stage.DECISION)
    result = goes_out(town, matter, Stage.RESULT)
    assert [item.stage for item in items_of(matter, TODAY)] == ["execution", "decision", "result"]
    assert result in items_of(matter, TODAY)
    assert gaps_of(matter, TODAY) == []


def test_where_the_directory_only_shows_the_gap_stands_beside_the_result(town: Town, entry: Entry) -> None:
    set_stage_rule(town.village, entry, Stage.RESULT, ["decision"], stops=False, by="经办", at=AT)
    set_stage_rule(town.town, entry, Stage.RESULT, ["execution"], stops=True, by="经办", at=AT)
    matter = begun(town, entry)
    gap = gap_before(matter, Stage.RESULT, TODAY)
    assert gap is not None
    assert (gap.missing, gap.stops) == ((Stage.DECISION,), False)
    goes_out(town, matter, Stage.RESULT)
    (shown,) = gaps_of(matter, TODAY)
    assert (shown.stage, shown.missing) == (Stage.RESULT, (Stage.DECISION,))
    goes_out(town, matter, Stage.DECISION)
    assert gaps_of(matter, TODAY) == []


def test_a_withdrawn_stage_is_missing_again(town: Town, entry: Entry) -> None:
    set_stage_rule(town.town, entry, Stage.RESULT, ["decision"], stops=True, by="经办", at=AT)
    matter = begun(town, entry)
    decision = goes_out(town, matter, Stage.DECISION)
    withdraw_item(decision, on=TODAY, why="有误", by="写手", at=AT)
    with pytest.raises(Refusal, match="要先公开“决策”"):
        goes_out(town, matter, Stage.RESULT)


def test_an_hour_does_not_get_around_a_missing_stage(town: Town, entry: Entry) -> None:
    set_stage_rule(town.town, entry, Stage.RESULT, ["decision"], stops=True, by="经办", at=AT)
    matter, review = begun(town, entry), settled(town)
    later = AT + timedelta(hours=1)
    schedule_paper(review, WEBSITE, due_at=later, viewer=town.viewer(town.writer), at=AT, matter=matter)
    (stopped,) = publish_due(at=later)
    assert "要先公开“决策”" in stopped.why


def test_what_cannot_be_a_thread_is_refused(town: Town, entry: Entry) -> None:
    elsewhere = make_entry(entry.edition, town.field, "及时公开", at_village=False)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"title": " "}, "事项名称"),
        ({"begun_on": TODAY + timedelta(days=1)}, "在今天之后"),
        ({"entry": elsewhere}, "公开层级"),
    ]
    said: dict[str, Any] = {"title": "甲", "entry": entry, "begun_on": TODAY, "by": "写手", "at": AT}
    for changed, told in wrong:
        with pytest.raises(Refusal, match=told):
            begin_matter(town.village, **(said | changed))
    begin_matter(town.village, **said)
    with pytest.raises(Refusal, match="已有事项"):
        begin_matter(town.village, **said)
    with pytest.raises(Refusal, match="不在“决策”之前"):
        set_stage_rule(town.town, entry, Stage.DECISION, ["result"], stops=True, by="经办", at=AT)


def test_items_of_the_past_are_threaded_within_one_body(town: Town, entry: Entry) -> None:
    matter = begun(town, entry)
    said = {"title": "旧", "published_on": date(2018, 1, 1)}
    mine = Item.objects.create(body=town.village, number="旧-1", **said)
    theirs = Item.objects.create(body=town.other, number="旧-1", **said)
    assert thread_item(mine, matter, Stage.SERVICE, by="写手", at=AT).stage == Stage.SERVICE
    before = Act.objects.count()
    with pytest.raises(Refusal, match="西村的"):
        thread_item(theirs, matter, Stage.SERVICE, by="写手", at=AT)
    second = begin_matter(town.village, "另一件", entry=None, begun_on=TODAY, by="写手", at=AT)
    with pytest.raises(Refusal, match="另一个事项"):
        thread_item(mine, second, Stage.SERVICE, by="写手", at=AT)
    assert Act.objects.count() == before + 1


def test_a_closed_matter_takes_nothing_more(town: Town) -> None:
    matter = begun(town, None)
    public = goes_out(town, matter, Stage.RESULT)
    with pytest.raises(Refusal, match="之间"):
        close_matter(matter, on=TODAY - timedelta(days=1), by="写手", at=AT)
    close_matter(matter, on=TODAY, by="写手", at=AT)
    assert list(items_of(matter, TODAY)) == [public]
    with pytest.raises(Refusal, match="不能再加环节"):
        goes_out(town, matter, Stage.SERVICE)
    with pytest.raises(Refusal, match="审查过的内容"):
        thread_item(Item.objects.get(), matter, Stage.SERVICE, by="写手", at=AT)
