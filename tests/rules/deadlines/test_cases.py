"""Dated cases, counted by hand against the notices."""

from __future__ import annotations

import pytest

from gongkai.rules.deadlines import Law, Step, deadline, law_on, limits
from gongkai.rules.refusal import Refusal
from tests.rules.deadlines.reckon import CALENDAR, day, reckon


@pytest.mark.parametrize(
    ("step", "received", "law", "due"),
    [
        ("reply", "2018-02-09", "2007", "2018-03-07"),  # over the Spring Festival, 11 and 24 February worked
        ("reply", "2018-09-25", "2007", "2018-10-19"),  # both days of the weekend of 29 September worked
        ("reply", "2018-12-20", "2007", "2019-01-11"),  # 29 December worked, by the notice for 2019
        ("reply", "2019-05-14", "2007", "2019-06-04"),  # the last day of the old law
        ("reply", "2019-05-15", "2019", "2019-06-13"),  # the first day of the new one; 7 June off
        ("reply", "2020-01-17", "2019", "2020-02-21"),  # the festival prolonged to 2 February
        ("reply", "2021-03-01", "2019", "2021-03-29"),
        ("extension", "2019-05-15", "2019", "2019-07-11"),
        ("extension", "2018-02-09", "2007", "2018-03-28"),
        ("correction", "2021-03-01", "2019", "2021-03-10"),
        ("correction", "2024-02-28", "2019", "2024-03-08"),  # a leap day on the way
    ],
)
def test_a_case_of_an_application(step: Step, received: str, law: Law, due: str) -> None:
    found = reckon(step, received, way="in_person")
    assert (found.law, found.due) == (law, day(due))
    assert found.starts == day(received)
    assert not found.provisional


@pytest.mark.parametrize(
    ("step", "received", "law", "due"),
    [
        ("third_party", "2020-03-02", "2019", "2020-03-23"),
        ("co_maker", "2020-03-02", "2019", "2020-03-23"),
        ("publication", "2018-02-09", "2007", "2018-03-14"),
        ("publication", "2021-03-01", "2019", "2021-03-29"),
        ("payment", "2021-03-01", "2019", "2021-03-29"),
    ],
)
def test_a_case_without_an_application(step: Step, received: str, law: Law, due: str) -> None:
    found = reckon(step, received)
    assert (found.law, found.due) == (law, day(due))
    assert found.notes == ()


def test_a_local_rule_holds_where_and_while_it_is_in_force() -> None:
    found = reckon("rectification", "2018-03-01", area="640381106000")
    assert (found.due, found.article) == (day("2018-03-15"), "ningxia-2010:30")
    for received, area in (
        ("2018-03-01", ""),
        ("2018-03-01", "34"),
        ("2010-06-01", "64"),
        ("2020-03-02", "64"),
    ):
        with pytest.raises(Refusal, match="没有规定更正"):
            reckon("rectification", received, area=area)


@pytest.mark.parametrize("step", ["correction", "third_party", "co_maker", "payment"])
def test_the_2007_text_sets_no_number_for_these(step: Step) -> None:
    with pytest.raises(Refusal, match=r"2007年《政府信息公开条例》没有规定.*天数"):
        reckon(step, "2018-03-01", way="in_person")


def test_every_limit_cites_an_article_that_was_in_force() -> None:
    assert {(row.step, row.law) for row in limits()} >= {("reply", "2007"), ("reply", "2019")}
    for row in limits():
        sample = "2018-03-01" if row.law == "2007" else "2021-03-01"
        found = reckon(
            row.step, sample, way="in_person" if row.pauses or row.step == "correction" else None, area="64"
        )
        assert found.as_json()["article"].startswith("《")


def test_the_law_is_chosen_by_the_day_of_receipt_and_may_be_said() -> None:
    assert (law_on(day("2008-05-01")), law_on(day("2019-05-14"))) == ("2007", "2007")
    assert law_on(day("2019-05-15")) == "2019"
    with pytest.raises(Refusal, match="尚未施行（2008-05-01 起施行）"):
        law_on(day("2008-04-30"))
    forced = reckon("reply", "2018-02-09", way="in_person", law="2019")
    assert (forced.law, forced.due) == ("2019", day("2018-03-14"))
    assert any("应适用2007年条例" in note for note in forced.notes)


def test_every_day_is_explained() -> None:
    days = reckon("reply", "2018-02-09", way="in_person").days
    assert [one.date.isoformat() for one in days[:3]] == ["2018-02-09", "2018-02-10", "2018-02-11"]
    assert (days[0].counts, days[0].why) == (False, "收到之日，自次日起算")
    assert (days[1].counts, days[1].why) == (False, "周六")
    assert (days[2].counts, days[2].why) == (True, "春节调休上班，第1个工作日")
    assert days[6].why == "春节休假"
    assert days[-1].why == "周三，第15个工作日，期限届满"


def test_the_setting_may_count_the_day_of_receipt_itself() -> None:
    found = deadline("reply", day("2021-03-01"), calendar=CALENDAR, way="in_person", first_day="same_day")
    assert found.due == day("2021-03-26")
    assert (found.days[0].counts, found.days[0].date) == (True, day("2021-03-01"))
    on_sunday = deadline("reply", day("2021-03-07"), calendar=CALENDAR, way="in_person", first_day="same_day")
    assert not on_sunday.days[0].counts


def test_an_extension_names_the_day_before_which_it_must_be_told() -> None:
    found = reckon("extension", "2019-05-15", way="in_person")
    assert found.workdays == 40
    assert any("原答复期限为 2019-06-13" in note for note in found.notes)


def test_a_span_into_an_unknown_year_is_provisional_and_says_so() -> None:
    found = reckon("reply", "2026-12-15", way="in_person")
    assert found.provisional
    assert found.due.year == 2027
    assert any("暂定" in note for note in found.notes)
    assert not reckon("reply", "2026-11-10", way="in_person").provisional


def test_what_is_left_and_what_is_late() -> None:
    found = reckon("reply", "2021-03-01", way="in_person")
    assert found.left(day("2021-03-01")) == 20
    assert found.left(day("2021-03-26")) == 1
    assert found.left(found.due) == 0
    assert not found.is_late(found.due)
    assert found.is_late(day("2021-03-30"))


def test_the_object_of_the_contract() -> None:
    facts = reckon("reply", "2018-02-09", way="in_person").as_json()
    assert {"law", "article", "starts", "due", "provisional", "days"} <= facts.keys()
    assert facts["article"] == "《政府信息公开条例》（2007年公布）第二十四条"
    assert facts["days"][0] == {"date": "2018-02-09", "counts": False, "why": "收到之日，自次日起算"}
    assert sum(one["counts"] for one in facts["days"]) == facts["workdays"] == 15
