"""Lists of obligations: each standing and its query twin agree on generated dates; groups, pages and burdens."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.catalogue.duties import (
    GROUPS,
    DutyFilter,
    burdens,
    count_by_group,
    duties,
    excuses_ending,
    group_is,
    page_of_duties,
    standing_is,
)
from gongkai.records.catalogue.models import Edition, Entry, Field, Obligation
from gongkai.records.catalogue.queries import NEAR_DAYS, Standing, dates_of, standing

ON = date(2018, 6, 15)
DAYS = st.integers(-20, 20).map(lambda days: ON + timedelta(days=days))
EXCUSES = st.none() | st.tuples(DAYS, st.integers(0, 25))
ROWS = st.lists(st.tuples(DAYS, st.none() | DAYS, EXCUSES), min_size=1, max_size=12)


class Twins(TestCase):
    """Hypothesis draws the dates; the directory stands."""

    body: Body
    field: Field
    entry: Entry

    @classmethod
    def setUpTestData(cls) -> None:
        cls.body = Body.objects.create(code="640381106201", name="村", kind=BodyKind.VILLAGE)
        cls.field = Field.objects.create(code="1", name="领域")
        edition = Edition.objects.create(body=cls.body, name="目录", since=date(2018, 1, 1))
        cls.entry = Entry.objects.create(
            edition=edition,
            number="1",
            field=cls.field,
            level1="事项",
            elements="内容",
            limit_text="及时",
            publishers="村委会",
        )

    def _write(self, rows: list[tuple[date, date | None, tuple[date, int] | None]]) -> None:
        made = []
        for number, (due, met, excuse) in enumerate(rows):
            row = Obligation(
                body=self.body,
                entry=self.entry,
                field=self.field,
                key=str(number),
                arose_on=date(2018, 1, 1),
                due_on=due,
                met_on=met,
            )
            if excuse is not None:
                row.excused_from, row.excused_why, row.excused_by = excuse[0], "理由", "某人"
                row.excused_until = excuse[0] + timedelta(days=excuse[1])
            made.append(row)
        Obligation.objects.bulk_create(made)

    @settings(max_examples=60, deadline=None)
    @given(rows=ROWS)
    def test_every_standing_and_its_query_agree(
        self, rows: list[tuple[date, date | None, tuple[date, int] | None]]
    ) -> None:
        self._write(rows)
        every = list(Obligation.objects.all())
        for each in Standing:
            said = {row.pk for row in every if standing(dates_of(row), ON) is each}
            assert said == set(
                Obligation.objects.filter(standing_is(each, ON)).values_list("pk", flat=True)
            ), each

    @settings(max_examples=40, deadline=None)
    @given(rows=ROWS)
    def test_a_group_holds_its_standings_and_is_counted_so(
        self, rows: list[tuple[date, date | None, tuple[date, int] | None]]
    ) -> None:
        self._write(rows)
        counts = count_by_group(DutyFilter(bodies=[self.body.pk]), ON)
        for group in GROUPS:
            found = Obligation.objects.filter(group_is(group.key, ON))
            assert {standing(dates_of(row), ON) for row in found} <= set(group.standings)
            assert found.count() == counts[group.key]
        assert counts["waiting"] == counts["late"] + counts["near"] + counts["open"]
        assert counts["all"] == counts["waiting"] + counts["met"] + counts["excused"] == len(rows)

    @settings(max_examples=40, deadline=None)
    @given(rows=ROWS, limit=st.integers(1, 5))
    def test_pages_by_key_hold_every_row_once_and_in_order(
        self, rows: list[tuple[date, date | None, tuple[date, int] | None]], limit: int
    ) -> None:
        self._write(rows)
        found = duties(DutyFilter(bodies=[self.body.pk], group="all"), ON)
        seen: list[Obligation] = []
        page = page_of_duties(found, after=None, limit=limit)
        seen += page.rows
        while page.after is not None:
            page = page_of_duties(found, after=page.after, limit=limit)
            seen += page.rows
        assert [row.pk for row in seen] == [row.pk for row in found]
        assert len(seen) == len(rows)

    @settings(max_examples=40, deadline=None)
    @given(rows=ROWS)
    def test_the_burden_of_a_body_is_what_stands_so(
        self, rows: list[tuple[date, date | None, tuple[date, int] | None]]
    ) -> None:
        self._write(rows)
        standings = [(standing(dates_of(row), ON), row) for row in Obligation.objects.all()]
        late = sum(1 for each, _ in standings if each is Standing.LATE)
        near = [row for each, row in standings if each is Standing.NEAR]
        today = sum(1 for row in near if row.due_on == ON)
        found = burdens(Body.objects.all(), ON)
        if late + len(near) == 0:
            assert found == []
        else:
            assert [(each.late, each.today, each.near) for each in found] == [
                (late, today, len(near) - today)
            ]

    @settings(max_examples=40, deadline=None)
    @given(rows=ROWS)
    def test_excuses_that_end_soon_are_found(
        self, rows: list[tuple[date, date | None, tuple[date, int] | None]]
    ) -> None:
        self._write(rows)
        last = ON + timedelta(days=NEAR_DAYS)
        said = {
            row.pk
            for row in Obligation.objects.all()
            if standing(dates_of(row), ON) is Standing.EXCUSED
            and row.excused_until
            and row.excused_until <= last
        }
        assert said == {row.pk for row in excuses_ending(Body.objects.all(), ON)}
