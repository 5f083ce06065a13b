"""The map of what is owed and what went out: right in every cell, and the same queries for a village and a county."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.readings.insight.coverage import (
    Tally,
    by_body,
    by_column,
    by_month,
    by_stage,
    columns_under,
    duties_of_cell,
    missing_stages,
)
from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.bodies.queries import subtree_ids
from gongkai.records.catalogue.duties import duties
from gongkai.records.catalogue.models import Field, Obligation
from gongkai.records.catalogue.queries import Standing, dates_of, standing
from gongkai.records.disclosure.actions import Where, publish_item
from gongkai.records.disclosure.models import Channel, Stage
from tests.catalogue.county import AT, WHO, County, make_county, make_edition, make_entry

pytestmark = pytest.mark.django_db
ON = date(2018, 6, 15)


@pytest.fixture
def county() -> County:
    return make_county()


def owe(county: County, bodies: list[Body], fields: list[Field], each: int = 6) -> None:
    """Duties over the year, some met, met late, excused or late."""
    entry = make_entry(make_edition(county.county), county.relief, "及时公开")
    rows = []
    for place, (body, field) in enumerate(
        (body, field) for body in bodies for field in fields for _ in range(each)
    ):
        due = date(2018, 1, 10) + timedelta(days=place * 37 % 350)
        kind = place * 7 % 5
        rows.append(
            Obligation(
                body=body,
                entry=entry,
                field=field,
                key=str(place),
                arose_on=due - timedelta(days=9),
                due_on=due,
                article="cunzufa:30",
                met_on=due + timedelta(days=(-2, 3)[kind]) if kind < 2 else None,
                excused_from=due - timedelta(days=9) if kind == 2 else None,
                excused_until=due + timedelta(days=60) if kind == 2 else None,
                excused_why="没有发生" if kind == 2 else "",
                excused_by=WHO if kind == 2 else "",
            )
        )
    Obligation.objects.bulk_create(rows)


def publish(body: Body, field: Field, on: date, stage: str = "", number: str = "") -> None:
    publish_item(
        body=body,
        number=number or f"{field.code}-{on}",
        title="公开信息",
        published_on=on,
        places=[Where(Channel.BOARD, on)],
        field=field,
        stage=stage,
        by=WHO,
        at=AT,
    )


def expected(keys: dict[int, int] | None) -> dict[tuple[int, int], Counter[str]]:
    """The cells by the sentence, duty by duty; ``keys`` gives the column of a body, without it the month counts."""
    found: dict[tuple[int, int], Counter[str]] = {}
    for duty in Obligation.objects.all():
        column = duty.due_on.month if keys is None else keys[duty.body_id]
        cell = found.setdefault((duty.field_id, column), Counter())
        cell["owed"] += 1
        stands = standing(dates_of(duty), ON)
        cell["met"] += stands in (Standing.MET, Standing.MET_LATE)
        cell["late"] += stands is Standing.LATE
        cell["excused"] += stands is Standing.EXCUSED
        cell["open"] += stands in (Standing.NEAR, Standing.OPEN)
    return found


def told(grid: dict[tuple[int, int], Tally]) -> dict[tuple[int, int], Counter[str]]:
    return {
        key: Counter(owed=cell.owed, met=cell.met, late=cell.late, excused=cell.excused, open=cell.open)
        for key, cell in grid.items()
    }


def test_every_cell_counts_what_the_sentence_says(county: County) -> None:
    owe(county, county.bodies, [county.relief, county.affairs])
    ids = subtree_ids(county.county)
    assert told(dict(by_body(ids, 2018, ON))) == expected({body: body for body in ids})
    assert told(dict(by_month(ids, 2018, ON))) == expected(None)
    towns = columns_under(county.county)
    assert told(dict(by_column(towns, 2018, ON))) == expected(dict(towns.of))


def test_the_columns_of_a_county_are_its_towns_and_of_a_town_its_villages(county: County) -> None:
    office = Body.objects.create(code="640999001000-01", name="民政办", kind=BodyKind.OFFICE)
    other = Body.objects.create(code="640999002000", name="另一镇", kind=BodyKind.TOWN)
    towns = columns_under(county.county)
    assert towns.heads == (county.county, county.town, other)
    assert set(towns.below(county.town)) == {body.pk for body in (*county.bodies, office)}
    assert towns.below(county.county) == [county.county.pk]
    bodies = columns_under(county.town)
    assert set(bodies.heads) == {*county.bodies, office}
    assert bodies.below(office) == [office.pk]


def test_what_went_out_stands_in_the_cell_with_duties_or_without(county: County) -> None:
    owe(county, [county.town], [county.relief], each=1)
    publish(county.town, county.relief, date(2018, 3, 5))
    publish(county.villages[0], county.affairs, date(2018, 4, 5))
    publish(county.villages[1], county.affairs, date(2018, 4, 6))
    ids = subtree_ids(county.county)
    town = by_column(columns_under(county.county), 2018, ON)
    assert town[county.relief.pk, county.town.pk].items == 1
    assert town[county.affairs.pk, county.town.pk] == Tally(items=2)
    assert by_month(ids, 2018, ON)[county.affairs.pk, 4].items == 2
    assert by_body(ids, 2017, ON) == {}


@pytest.mark.parametrize(
    ("tally", "words", "group"),
    [
        (Tally(owed=5, met=2, late=2, excused=1), "逾期2", "late"),
        (Tally(owed=3, met=2, excused=1), "齐", "all"),
        (Tally(owed=3, met=2), "待1", "waiting"),
        (Tally(items=4), "4条", "all"),
        (Tally(), "无", "all"),
    ],
)
def test_a_cell_says_in_words_what_it_opens(tally: Tally, words: str, group: str) -> None:
    assert (tally.words, tally.group) == (words, group)


def test_a_cell_opens_exactly_what_is_missing_in_it(county: County) -> None:
    owe(county, county.bodies, [county.relief, county.affairs])
    ids = subtree_ids(county.county)
    for (field, month), tally in by_month(ids, 2018, ON).items():
        wanted = duties_of_cell(ids, Field.objects.get(pk=field), tally, 2018, month)
        assert duties(wanted, ON).count() == (tally.late or tally.open or tally.owed)
    columns = columns_under(county.town)
    for (field, column), tally in by_column(columns, 2018, ON).items():
        below = columns.below(Body.objects.get(pk=column))
        wanted = duties_of_cell(below, Field.objects.get(pk=field), tally, 2018)
        assert duties(wanted, ON).count() == (tally.late or tally.open or tally.owed)


def test_results_without_what_came_before_are_seen(county: County) -> None:
    for number, (field, stage) in enumerate(
        ((county.relief, Stage.RESULT), (county.relief, Stage.EXECUTION), (county.affairs, Stage.DECISION))
    ):
        publish(county.town, field, date(2018, 3, 5 + number), stage, str(number))
    stages = by_stage(subtree_ids(county.town), 2018)
    assert missing_stages(stages, [county.relief.pk, county.affairs.pk]) == {
        county.relief.pk: [Stage.DECISION, Stage.MANAGEMENT, Stage.SERVICE]
    }


@pytest.mark.slow
def test_a_county_of_forty_towns_costs_the_queries_of_one_village(county: County) -> None:
    Body.objects.bulk_create(
        body
        for town in range(100, 140)
        for body in (
            Body(code=f"640999{town}000", name=f"{town}镇", kind=BodyKind.TOWN),
            *(
                Body(code=f"640999{town}{village}", name=f"{village}村", kind=BodyKind.VILLAGE)
                for village in range(201, 221)
            ),
        )
    )
    fields = Field.objects.bulk_create(
        Field(code=f"f{number}", name=f"领域{number}", order=number) for number in range(24)
    )
    bodies = list(Body.objects.filter(code__startswith="6409991"))
    owe(county, bodies, [county.relief, county.affairs, *fields], each=1)

    def queries(root: Body) -> list[int]:
        columns = columns_under(root)
        ids = list(columns.of)
        counted = []
        for read in (
            lambda: columns_under(root),
            lambda: by_column(columns, 2018, ON),
            lambda: by_body(ids, 2018, ON),
            lambda: by_month(ids, 2018, ON),
            lambda: by_stage(ids, 2018),
        ):
            with CaptureQueriesContext(connection) as seen:
                read()
            counted.append(len(seen))
        return counted

    assert queries(county.county) == queries(county.villages[0]) == [1, 3, 3, 3, 1]
    grid = by_column(columns_under(county.county), 2018, ON)
    assert len(grid) == 40 * 26
    assert sum(cell.owed for cell in grid.values()) == 840 * 26
