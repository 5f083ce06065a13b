"""From which day the clock runs, by the way an application came in."""

from __future__ import annotations

import pytest

from gongkai.rules.articles import cite
from gongkai.rules.deadlines import Way, arrival
from gongkai.rules.refusal import Refusal
from tests.rules.deadlines.reckon import day, reckon

NEEDS = ["post", "online", "fax"]


@pytest.mark.parametrize("way", ["in_person", "registered_post"])
def test_by_hand_and_by_signed_post_the_day_itself_counts(way: Way) -> None:
    found = arrival(day("2020-03-02"), way, "2019")
    assert (found.day, found.article) == (day("2020-03-02"), "tiaoli-2019:31")


@pytest.mark.parametrize("way", [*NEEDS, "email"])
def test_since_2019_the_rest_wait_for_a_confirmation(way: Way) -> None:
    found = arrival(day("2020-03-02"), way, "2019", day("2020-03-04"))
    assert found.day == day("2020-03-04")
    with pytest.raises(Refusal) as refused:
        arrival(day("2020-03-02"), way, "2019")
    assert "期限还没有起算" in str(refused.value)
    assert cite("tiaoli-2019:31") in str(refused.value)


@pytest.mark.parametrize(("way", "section"), [("post", "1.2"), ("fax", "1.4"), ("online", "1.5")])
def test_the_interpretation_of_2015_asked_for_it_too(way: Way, section: str) -> None:
    found = arrival(day("2018-03-01"), way, "2007", day("2018-03-02"))
    assert (found.day, found.article) == (day("2018-03-02"), f"gongkaiban-2015-207:{section}")
    with pytest.raises(Refusal, match="207号"):
        arrival(day("2018-03-01"), way, "2007")


def test_in_those_years_the_public_mailbox_counted_at_once() -> None:
    found = arrival(day("2018-03-01"), "email", "2007")
    assert (found.day, found.article) == (day("2018-03-01"), "gongkaiban-2015-207:1.3")


@pytest.mark.parametrize("way", ["in_person", "registered_post", *NEEDS, "email"])
def test_before_2015_the_day_of_receipt_was_the_day(way: Way) -> None:
    found = arrival(day("2012-03-01"), way, "2007")
    assert (found.day, found.article) == (day("2012-03-01"), None)


@pytest.mark.parametrize("way", ["in_person", "online"])
def test_a_confirmation_cannot_come_before_the_receipt(way: Way) -> None:
    with pytest.raises(Refusal, match="确认日期 2020-03-01 早于收到日期 2020-03-02"):
        arrival(day("2020-03-02"), way, "2019", day("2020-03-01"))


def test_a_confirmation_that_changes_nothing_is_said() -> None:
    found = arrival(day("2020-03-02"), "in_person", "2019", day("2020-03-04"))
    assert found.day == day("2020-03-02")
    assert "2020-03-04 不影响起算" in found.note


def test_plain_post_should_have_been_confirmed_the_same_day() -> None:
    late = arrival(day("2020-03-02"), "post", "2019", day("2020-03-04"))
    assert "应当在收到当日（2020-03-02）确认" in late.note
    assert "应当" not in arrival(day("2020-03-02"), "post", "2019", day("2020-03-02")).note


def test_the_reply_runs_from_the_confirmation() -> None:
    found = reckon("reply", "2021-02-26", way="online", confirmed="2021-03-01")
    assert (found.received, found.starts, found.due) == (
        day("2021-02-26"),
        day("2021-03-01"),
        day("2021-03-29"),
    )


def test_a_reply_cannot_be_reckoned_without_its_way() -> None:
    with pytest.raises(Refusal, match="怎样收到"):
        reckon("reply", "2021-03-01")


def test_only_an_application_is_confirmed() -> None:
    with pytest.raises(Refusal, match="确认日期只用于收到申请"):
        reckon("publication", "2021-03-01", confirmed="2021-03-02")
