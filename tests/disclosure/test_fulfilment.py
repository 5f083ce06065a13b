"""An item meets what was owed, by hand or when a past year's ledger is brought in."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.records.catalogue.actions import excuse_obligation, raise_for_event, raise_year
from gongkai.records.catalogue.models import Obligation, Trigger
from gongkai.records.disclosure.actions import Where, publish_item
from gongkai.records.disclosure.fulfilment import match_obligations, meet_obligation
from gongkai.records.disclosure.models import Channel, Fulfilment, Item
from gongkai.records.ledger.models import Act
from gongkai.rules.refusal import Refusal
from tests.catalogue.county import AT, CALENDAR, WHO, County, make_county, make_edition, make_entry

pytestmark = pytest.mark.django_db
FINANCE = {"level1": "财务管理", "level2": "财务收支情况", "at_town": False}


@pytest.fixture
def county() -> County:
    """Every village owes its finances each quarter by the 20th."""
    county = make_county()
    make_entry(make_edition(county.county), county.affairs, "每季度首个月20日", **FINANCE)
    raise_year(county.county, 2018, by=WHO, at=AT)
    return county


def item(county: County, title: str, on: date, *, body: int = 0, relief: bool = False) -> Item:
    return publish_item(
        body=county.villages[body],
        number=f"N-{Item.objects.count()}",
        title=title,
        published_on=on,
        places=[Where(Channel.BOARD, on)],
        field=county.relief if relief else county.affairs,
        by=WHO,
        at=AT,
    )


def duty(county: County, quarter: int = 1, body: int = 0) -> Obligation:
    return Obligation.objects.get(body=county.villages[body], period=f"2018Q{quarter}")


def met(county: County, body: int = 0) -> dict[str, date]:
    found = Obligation.objects.filter(body=county.villages[body], met_on__isnull=False)
    return {str(period): day for period, day in found.values_list("period", "met_on") if day is not None}


def matched(county: County) -> int:
    return match_obligations([village.pk for village in county.villages], 2018, by=WHO, at=AT)


def test_a_duty_is_met_on_the_day_its_item_was_public(county: County) -> None:
    done = meet_obligation(duty(county), item(county, "财务收支", date(2018, 1, 19)), by=WHO, at=AT)
    assert done.met_on == date(2018, 1, 19)
    assert Act.objects.get(verb="meet_obligation").detail["on"] == "2018-01-19"


def test_said_twice_it_changes_nothing_and_an_earlier_item_counts(county: County) -> None:
    late, early = item(county, "补充", date(2018, 2, 9)), item(county, "财务", date(2018, 1, 9))
    for each in (late, late, early, late):
        meet_obligation(duty(county), each, by=WHO, at=AT)
    assert duty(county).met_on == date(2018, 1, 9)
    assert Fulfilment.objects.count() == Act.objects.filter(verb="meet_obligation").count() == 2


def test_a_duty_that_was_excused_and_then_met_keeps_its_excuse(county: County) -> None:
    excuse_obligation(
        duty(county), why="没有发生", first=date(2018, 1, 1), until=date(2018, 2, 1), by=WHO, at=AT
    )
    done = meet_obligation(duty(county), item(county, "财务收支", date(2018, 2, 9)), by=WHO, at=AT)
    assert (done.met_on, done.excused_why) == (date(2018, 2, 9), "没有发生")


@pytest.mark.parametrize(
    ("title", "on", "body", "relief", "why"),
    [
        ("别村的", date(2018, 1, 9), 1, False, "是西村的"),
        ("别的领域", date(2018, 1, 9), 0, True, "不属于“村务公开”领域"),
        ("以前的", date(2017, 12, 29), 0, False, "早于义务产生的 2018-01-01"),
    ],
)
def test_an_item_that_does_not_show_what_was_owed_is_refused(
    county: County, title: str, on: date, body: int, relief: bool, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        meet_obligation(duty(county), item(county, title, on, body=body, relief=relief), by=WHO, at=AT)
    assert duty(county).met_on is None


def test_an_item_that_was_withdrawn_is_refused(county: County) -> None:
    one = item(county, "财务收支", date(2018, 1, 9))
    one.withdrawn_on, one.withdrawn_why = date(2018, 1, 10), "有误"
    one.save()
    with pytest.raises(Refusal, match="已撤回"):
        meet_obligation(duty(county), one, by=WHO, at=AT)


def test_every_period_takes_the_item_of_its_own_that_speaks_of_it(county: County) -> None:
    item(county, "东村2018年村干部值班安排", date(2018, 1, 8))
    item(county, "东村一季度财务收支公示", date(2018, 1, 12))
    item(county, "东村二季度财务收支公示", date(2018, 5, 2))
    item(county, "东村财务收支补充公示", date(2018, 5, 9))
    item(county, "西村财务收支公示", date(2018, 10, 9), body=1)
    assert matched(county) == 3
    assert met(county) == {"2018Q1": date(2018, 1, 12), "2018Q2": date(2018, 5, 2)}
    assert met(county, 1) == {"2018Q4": date(2018, 10, 9)}
    assert Fulfilment.objects.count() == 3


def test_matched_again_nothing_is_met_twice(county: County) -> None:
    item(county, "东村一季度财务收支公示", date(2018, 1, 12))
    assert (matched(county), matched(county)) == (1, 0)
    assert Act.objects.filter(verb="match_obligations").count() == 1


def test_the_item_goes_to_the_duty_that_it_shares_most_words_with(county: County) -> None:
    other = make_entry(
        make_edition(county.town),
        county.affairs,
        "每季度首个月10日",
        level1="民主理财小组审核财务",
        at_town=False,
    )
    raise_year(county.town, 2018, by=WHO, at=AT)
    Obligation.objects.filter(entry=other).exclude(period="2018Q1").delete()
    item(county, "东村财务收支情况公示", date(2018, 1, 9))
    item(county, "东村民主理财小组审核财务的结果", date(2018, 1, 9))
    pairs = {(link.obligation.entry.level1, link.item.title[2:6]) for link in _links(county)}
    assert pairs == {("财务管理", "财务收支"), ("民主理财小组审核财务", "民主理财")}


def _links(county: County) -> list[Fulfilment]:
    matched(county)
    return list(Fulfilment.objects.select_related("obligation__entry", "item"))


def test_an_event_is_met_by_the_item_of_its_name_and_an_excused_duty_by_none(county: County) -> None:
    entry = make_entry(make_edition(county.town), county.affairs, "及时公开", level1="重大事项")
    (made,) = raise_for_event(
        entry, county.villages[0], trigger=Trigger.MAJOR, title="机动地发包方案", on=date(2018, 3, 5),
        calendar=CALENDAR, prompt_workdays=20, by=WHO, at=AT,
    )  # fmt: skip
    excuse_obligation(
        duty(county, 2), why="没有发生", first=date(2018, 4, 1), until=date(2018, 12, 31), by=WHO, at=AT
    )
    item(county, "东村机动地发包方案公示", date(2018, 9, 3))
    item(county, "东村财务收支公示", date(2018, 4, 3))
    assert matched(county) == 1
    made.refresh_from_db()
    assert made.met_on == date(2018, 9, 3)


def test_matching_costs_the_same_queries_for_one_item_as_for_thirty(county: County) -> None:
    item(county, "东村一季度财务收支公示", date(2018, 1, 12))
    with CaptureQueriesContext(connection) as few:
        matched(county)
    for number in range(30):
        item(county, f"西村财务收支公示{number}", date(2018, 4 + 3 * (number % 3), 1 + number % 20), body=1)
    with CaptureQueriesContext(connection) as many:
        assert matched(county) == 3
    assert len(many) == len(few)
