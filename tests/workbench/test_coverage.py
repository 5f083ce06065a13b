"""The coverage map: its cells, what each opens, silence, stages, towns of a county, and its few queries."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.records.bodies.models import Body, BodyKind, Post, Role
from gongkai.records.catalogue.models import FieldChoice, Obligation
from tests.workbench.town import NOW, SINCE, Town

MAP = "/workbench/coverage/"


def cells(page: str, field: str) -> list[str]:
    """The words of a field's cells."""
    row = re.search(rf'<th scope="row">{field}</th>(.*?)</tr>', page, re.DOTALL)
    assert row is not None
    found = re.findall(r'<td class="cell-\w+">(.*?)</td>', row[1], re.DOTALL)
    return [re.sub(r"<[^>]+>|\s", "", cell) for cell in found]


def test_fields_by_body_say_what_is_late_and_what_waits(town: Town) -> None:
    page = town.client("clerk").get(MAP).content.decode()
    assert cells(page, "村务公开") == ["·无", "▲逾期2", "▲逾期2"]
    assert cells(page, "社会救助") == ["·无", "○待1", "·无"]


def test_a_cell_opens_what_is_missing(town: Town) -> None:
    client = town.client("clerk")
    page = client.get(MAP).content.decode()
    found = re.search(r'href="([^"]+)" title="村务公开，演示村"', page)
    assert found is not None
    opened = client.get(found[1].replace("&amp;", "&")).content.decode()
    assert opened.count("data-row") == 2
    assert "村级财务（2018年第1季度）" in opened


def test_fields_by_month(town: Town) -> None:
    page = town.client("liaison").get(f"{MAP}?by=month").content.decode()
    shown = cells(page, "村务公开")
    assert shown[0] == shown[3] == "▲逾期1"
    assert shown[6] == shown[9] == "○待1"


def test_results_without_what_came_before_are_named(town: Town) -> None:
    page = town.client("clerk").get(f"{MAP}?by=stage").content.decode()
    assert cells(page, "村务公开") == ["·无", "·无", "·无", "·无", "✓1条"]
    assert "公开了结果，没有公开：决策、执行、管理、服务" in page


def test_empty_and_silent_fields_are_shown_before_an_inspector_sees_them(town: Town) -> None:
    page = town.client("clerk").get(MAP).content.decode()
    silent = page[page.index("空白和超期未更新的栏目") :]
    assert "社会救助" in silent
    assert "空白栏目" in silent
    town.item.published_on = date(2017, 11, 1)
    town.item.save()
    page = town.client("clerk").get(MAP).content.decode()
    assert "超期未更新，最近一条 2017-11-01，2018-03-02 起算" in page


def test_a_field_that_does_not_apply_is_apart(town: Town) -> None:
    field = town.relief
    FieldChoice.objects.create(body=town.town, field=field, applies=False, reason="县里统一办理")
    page = town.client("clerk").get(MAP).content.decode()
    assert '<th scope="row">社会救助</th>' not in page
    assert "县里统一办理" in page


@pytest.mark.parametrize(
    "query", ["?by=nothing", "?year=1", "?year=x", "?body=640381107", "?body=x", "?export=exe"]
)
def test_a_map_that_there_is_not_is_told(town: Town, query: str) -> None:
    assert town.client("clerk").get(MAP + query).status_code == 404


def test_without_a_year_it_shows_the_last_in_which_anything_was_due(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = datetime(2021, 3, 1, 9, 0, tzinfo=NOW.tzinfo)
    monkeypatch.setattr("gongkai.doors.clock.now", lambda: later)
    assert "<h1>2018 年覆盖图</h1>" in town.client("clerk").get(MAP).content.decode()
    Obligation.objects.filter(pk=town.late.pk).update(due_on=date(2025, 1, 20))
    assert "<h1>2021 年覆盖图</h1>" in town.client("clerk").get(MAP).content.decode()


def test_the_map_leaves_as_a_file(town: Town) -> None:
    answer = town.client("clerk").get(f"{MAP}?export=csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert {row["领域"]: row["演示村"] for row in rows}["村务公开"] == "逾期2"


def a_county(town: Town, towns: int, villages: int) -> None:
    """More towns, and the clerk becomes the county's."""
    county = Body.objects.create(code="640381000000", name="演示县", kind=BodyKind.COUNTY)
    made = []
    for number in range(towns):
        code = f"6403812{number:02d}"
        made.append(Body(code=f"{code}000", name=f"{number}镇", kind=BodyKind.TOWN))
        made += [
            Body(code=f"{code}{200 + each}", name=f"{number}镇{each}村", kind=BodyKind.VILLAGE)
            for each in range(villages)
        ]
    Body.objects.bulk_create(made)
    Post.objects.create(person=town.people["clerk"], body=county, role=Role.CLERK, since=SINCE)
    bodies = Body.objects.filter(code__startswith="6403812")
    Obligation.objects.bulk_create(
        Obligation(
            body=body,
            entry=town.quarterly,
            field=town.affairs,
            key=f"county-{body.pk}",
            arose_on=SINCE,
            due_on=date(2018, 5, 1),
        )
        for body in bodies
    )


def test_a_county_sees_towns_first_and_opens_one(town: Town) -> None:
    a_county(town, 4, 12)
    client = town.client("clerk")
    page = client.get(MAP).content.decode()
    assert page.count('<th scope="col">') <= 10
    assert "▲逾期13" in cells(page, "村务公开")
    found = re.search(r'<th scope="col"><a href="(\?[^"]+)">0镇</a>', page)
    assert found is not None
    inside = client.get(MAP + found[1].replace("&amp;", "&")).content.decode()
    assert cells(inside, "村务公开") == ["▲逾期1"] * 13
    assert "← 全部机构" in inside


def test_a_county_finds_towns_in_its_inbox_and_its_month(town: Town) -> None:
    a_county(town, 4, 12)
    client = town.client("clerk")
    page = client.get("/workbench/").content.decode()
    assert 'standing=waiting&amp;below=640381200">0镇</a>' in page
    assert '<span aria-hidden="true">▲</span>13</a>' in page
    month = client.get("/workbench/calendar/?month=2018-05").content.decode()
    assert "<strong>52 项</strong>" in month
    assert "还有 48 项" in month


def test_the_number_of_queries_is_the_same_for_a_village_and_a_county(town: Town) -> None:
    client = town.client("clerk")
    client.get(MAP)
    with CaptureQueriesContext(connection) as few:
        client.get(MAP)
    a_county(town, 6, 20)
    with CaptureQueriesContext(connection) as many:
        client.get(MAP)
    assert len(many) <= len(few) <= 16
