"""A year's obligations by rhythm: for whom, under which edition, once."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.records.bodies.models import Body, Role
from gongkai.records.catalogue.actions import choose_field, choose_scope, raise_periodic, raise_year
from gongkai.records.catalogue.models import Edition, Obligation
from gongkai.records.ledger.models import Act
from gongkai.rules.refusal import Refusal
from tests.catalogue.county import AT, WHO, County, make_county, make_edition, make_entry, make_person, owed

pytestmark = pytest.mark.django_db
QUARTERS = "每季度首个月20日"
BUSY = "每季度首个月20日（集体财务往来较多的，财务收支情况应每月公布一次）"
MONTHS = [f"2018-{month:02d}" for month in range(1, 13)]


@pytest.fixture
def county() -> County:
    return make_county()


def raised(county: County, year: int = 2018, at: datetime = AT) -> int:
    return raise_year(county.town, year, by=WHO, at=at).fresh


def test_every_body_of_the_level_owes_every_period(county: County) -> None:
    edition = make_edition(county.county)
    make_entry(edition, county.affairs, QUARTERS, at_town=False)
    make_entry(edition, county.relief, "每年3月31日前", at_village=False)
    assert raised(county) == 3 * 4 + 1
    assert owed(county.villages[0]) == [
        ("2018Q1", date(2018, 1, 20)),
        ("2018Q2", date(2018, 4, 20)),
        ("2018Q3", date(2018, 7, 20)),
        ("2018Q4", date(2018, 10, 20)),
    ]
    assert owed(county.town) == [("2018", date(2018, 3, 31))]
    assert owed(county.county) == []


def test_raised_twice_there_is_nothing_new_and_no_act(county: County) -> None:
    make_entry(make_edition(county.town), county.affairs, QUARTERS)
    first = raise_year(county.town, 2018, by=WHO, at=AT)
    again = raise_year(county.town, 2018, by=WHO, at=AT)
    assert (first.fresh, first.known) == (16, 0)
    assert (again.fresh, again.known) == (0, 16)
    assert Act.objects.filter(verb="raise_obligations").count() == 1


def test_a_year_without_an_edition_is_refused(county: County) -> None:
    make_edition(county.town, since=date(2019, 1, 1))
    with pytest.raises(Refusal, match="测试镇在 2018 年没有施行的目录版本"):
        raise_year(county.town, 2018, by=WHO, at=AT)


def test_a_town_s_own_edition_takes_the_place_of_the_county_s(county: County) -> None:
    make_entry(make_edition(county.county), county.affairs, QUARTERS)
    own = make_edition(county.villages[0])
    make_entry(own, county.affairs, "每年6月30日前")
    raised(county)
    assert owed(county.villages[0]) == [("2018", date(2018, 6, 30))]
    assert len(owed(county.villages[1])) == 4


def test_a_new_edition_in_the_middle_of_the_year_splits_the_periods(county: County) -> None:
    old = make_edition(county.town, until=date(2018, 6, 30))
    new = make_edition(county.town, since=date(2018, 7, 1))
    for edition in (old, new):
        make_entry(edition, county.affairs, QUARTERS)
    make_entry(new, county.relief, "每年12月20日前")
    raised(county)
    by_edition = {
        edition.pk: sorted(
            Obligation.objects.filter(body=county.town, entry__edition=edition).values_list(
                "period", flat=True
            )
        )
        for edition in (old, new)
    }
    assert by_edition == {old.pk: ["2018Q1", "2018Q2"], new.pk: ["2018Q3", "2018Q4"]}


def test_one_edition_alone_can_be_raised(county: County) -> None:
    old = make_edition(county.town, until=date(2018, 6, 30))
    make_entry(old, county.affairs, QUARTERS)
    assert raise_periodic(old, county.bodies, 2018, by=WHO, at=AT) == 4 * 2
    assert raise_periodic(old, county.bodies, 2018, by=WHO, at=AT) == 0


def test_a_field_that_does_not_apply_raises_nothing_below_but_where_a_village_said_otherwise(
    county: County,
) -> None:
    make_entry(make_edition(county.town), county.relief, QUARTERS)
    choose_field(county.town, county.relief, applies=False, reason="没有这类业务", by=WHO, at=AT)
    choose_field(county.villages[1], county.relief, applies=True, reason="", by=WHO, at=AT)
    raised(county)
    assert [len(owed(body)) for body in county.bodies] == [0, 0, 4, 0]


def test_a_field_given_up_takes_back_only_what_has_not_begun(county: County) -> None:
    make_entry(make_edition(county.town), county.relief, QUARTERS)
    raised(county)
    later = AT.replace(month=5)
    choose_field(county.town, county.relief, applies=False, reason="业务划转", by=WHO, at=later)
    assert [period for period, _ in owed(county.town)] == ["2018Q1", "2018Q2"]
    assert Act.objects.get(verb="choose_field").detail["taken_back"] == 2 * 4


def test_a_situation_replaces_the_general_rhythm_from_its_first_period(county: County) -> None:
    entry = make_entry(make_edition(county.town), county.affairs, BUSY, at_town=False)
    east, west = county.villages
    choose_scope(east, entry, "集体财务往来较多", since=date(2018, 7, 1), by=WHO, at=AT)
    raised(county)
    assert [period for period, _ in owed(east)] == ["2018Q1", "2018Q2", *MONTHS[6:]]
    assert [period for period, _ in owed(west)] == ["2018Q1", "2018Q2", "2018Q3", "2018Q4"]


def test_a_situation_said_later_takes_back_what_has_not_begun(county: County) -> None:
    entry = make_entry(make_edition(county.town), county.affairs, BUSY, at_town=False)
    raised(county)
    choose_scope(
        county.villages[0], entry, "集体财务往来较多", since=date(2018, 7, 1), by=WHO, at=AT.replace(month=6)
    )
    assert raised(county, at=AT.replace(month=6)) == 6
    assert [period for period, _ in owed(county.villages[0])] == ["2018Q1", "2018Q2", *MONTHS[6:]]


def test_a_situation_that_the_entry_does_not_know_is_refused(county: County) -> None:
    entry = make_entry(make_edition(county.town), county.affairs, BUSY)
    with pytest.raises(Refusal, match="没有“来往多”这种情形，可选：集体财务往来较多"):
        choose_scope(county.villages[0], entry, "来往多", since=date(2018, 1, 1), by=WHO, at=AT)
    plain = make_entry(entry.edition, county.affairs, QUARTERS)
    with pytest.raises(Refusal, match="它只有一种周期"):
        choose_scope(county.villages[0], plain, "来往多", since=date(2018, 1, 1), by=WHO, at=AT)


def test_a_body_owes_nothing_before_it_was_set_up_or_after_it_was_abolished(county: County) -> None:
    east, west = county.villages
    east.since, west.until = date(2018, 4, 2), date(2018, 4, 1)
    east.save()
    west.save()
    make_entry(make_edition(county.town), county.affairs, QUARTERS)
    raised(county)
    assert [period for period, _ in owed(east)] == ["2018Q3", "2018Q4"]
    assert [period for period, _ in owed(west)] == ["2018Q1", "2018Q2"]


def test_the_liaison_answers_before_clerk_and_editor_and_the_one_who_left_does_not(county: County) -> None:
    village = county.villages[0]
    make_person(village, Role.EDITOR, "bianji", since=date(2017, 1, 1))
    gone = make_person(village, Role.LIAISON, "likai", since=date(2017, 1, 1))
    gone.is_active = False
    gone.save()
    liaison = make_person(village, Role.LIAISON, "lianluo")
    make_entry(make_edition(county.town), county.affairs, QUARTERS)
    result = raise_year(county.town, 2018, by=WHO, at=AT)
    assert set(Obligation.objects.filter(body=village).values_list("owner", flat=True)) == {liaison.pk}
    assert result.ownerless == 3 * 4


@pytest.mark.parametrize(
    ("body", "year", "article"),
    [
        ("640999001201", 2018, "cunzufa:30"),
        ("640999001000", 2018, "tiaoli-2007:18"),
        ("640999001000", 2020, "tiaoli-2019:26"),
        ("640999001001", 2018, "guobanfa-2017-42:scope"),
        ("640999001001", 2020, "guobanfa-2019-54:catalogue"),
    ],
)
def test_every_duty_names_the_article_it_rests_on(county: County, body: str, year: int, article: str) -> None:
    make_entry(make_edition(county.town), county.affairs, QUARTERS)
    raised(county, year)
    assert set(Obligation.objects.filter(body__code=body).values_list("article", flat=True)) == {article}


def test_a_county_costs_no_more_queries_than_a_village(county: County) -> None:
    make_entry(make_edition(county.county), county.affairs, QUARTERS)

    def queries(root: Body) -> int:
        with CaptureQueriesContext(connection) as seen:
            raise_year(root, 2018, by=WHO, at=AT)
        return len(seen)

    one = queries(county.villages[0])
    assert queries(county.county) == one


limits = st.sampled_from(
    [QUARTERS, BUSY, "每月10日前", "每年3月31日前、9月30日前", "每半年第1个月15日", "及时公开"]
)
days = st.dates(date(2016, 6, 1), date(2020, 6, 1))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(limits, min_size=1, max_size=4),
    st.lists(days, max_size=3, unique=True),
    st.sets(st.integers(2016, 2020)),
)
def test_raising_is_idempotent_and_every_period_belongs_to_one_edition(
    county: County, texts: list[str], changes: list[date], years: set[int]
) -> None:
    """Whatever editions follow one another, each period of each entry's words is owed exactly once, under the edition
    of its first day."""
    with transaction.atomic():
        editions = _in_a_row(county, sorted(changes))
        for edition in editions:
            for text in texts:
                make_entry(edition, county.affairs, text)
        for year in sorted(years):
            raised(county, year)
            assert raised(county, year) == 0
        for duty in Obligation.objects.select_related("entry__edition"):
            edition = duty.entry.edition
            assert edition.since <= duty.arose_on
            assert edition.until is None or duty.arose_on <= edition.until
            assert duty.arose_on <= duty.due_on
        for body in county.bodies:
            for period in set(Obligation.objects.filter(body=body).values_list("period", flat=True)):
                found = Obligation.objects.filter(body=body, period=period)
                assert found.values("entry__edition").distinct().count() == 1
        transaction.set_rollback(True)


def _in_a_row(county: County, changes: list[date]) -> list[Edition]:
    begins = [date(2015, 1, 1), *changes]
    ends = [*(day.fromordinal(day.toordinal() - 1) for day in changes), None]
    return [make_edition(county.town, since, until) for since, until in zip(begins, ends, strict=True)]
