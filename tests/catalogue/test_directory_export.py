"""An edition written as a workbook and read again is the same edition."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.records.catalogue.directory.rows import COMPARED
from gongkai.records.catalogue.directory.writing import directory_workbook
from gongkai.records.catalogue.models import Carrier, Edition, Entry, Field, Method
from tests.catalogue.county import County, make_county, make_edition, make_entry
from tests.catalogue.workbooks import imported
from tests.cli.terminal import Captured, refused, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return make_county()


def contents(edition: Edition) -> list[tuple[Any, ...]]:
    """Everything of an edition that a reader sees."""
    entries = edition.entries.order_by("field__order", "field__code", "id")
    return [
        (entry.field_id, entry.number, entry.limits, *(getattr(entry, name) for name in COMPARED))
        for entry in entries
    ]


signs = st.characters(categories=("Lo", "Nd"), exclude_characters="１") | st.sampled_from(
    "，（）《》：、=+@'\""
)
words = st.text(signs, min_size=1, max_size=20).map(lambda text: f"事{text}")
boxes = st.sets(st.sampled_from(list(Carrier)), max_size=6)
sets_of_boxes = (
    st.tuples(boxes, boxes)
    .filter(any)
    .map(lambda pair: (sum(each.bit for each in pair[0]), sum(each.bit for each in pair[1] - pair[0])))
)
levels = st.tuples(st.booleans(), st.booleans(), st.booleans()).filter(any)
audiences = st.tuples(st.booleans(), st.just("") | st.just("特定群体") | words).filter(any)
limit_texts = st.sampled_from(
    ["信息形成之日起20个工作日内", "及时公开", "每季度首个月20日", "批准后20日内，公示7个工作日", "长期公开"]
)


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    required, optional = draw(sets_of_boxes)
    everyone, special = draw(audiences)
    county, town, village = draw(levels)
    remarks = draw(st.dictionaries(st.sampled_from(["责任科室", "备注"]), words))
    if (required | optional) & Carrier.OTHER.bit and draw(st.booleans()):
        remarks["其他载体"] = draw(words)
    return {
        "level1": draw(words),
        "level2": draw(st.just("") | words),
        "level3": draw(st.just("") | words),
        "elements": draw(words),
        "basis": draw(st.just("") | words),
        "publishers": draw(words),
        "required_carriers": required,
        "optional_carriers": optional,
        "everyone": everyone,
        "special_audience": special,
        "method": draw(st.sampled_from(Method.values)),
        "at_county": county,
        "at_town": town,
        "at_village": village,
        "stage": draw(st.sampled_from(["", "decision", "result"])),
        "remarks": remarks,
    }


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), limit_texts, entries()), min_size=1, max_size=5))
def test_the_round_trip_is_the_same(
    county: County, tmp_path: Path, rows: list[tuple[bool, str, dict[str, Any]]]
) -> None:
    with transaction.atomic():
        written = make_edition(county.county, name="测试目录（2018年版）")
        for relief, limit, values in rows:
            make_entry(written, county.relief if relief else county.affairs, limit, **values)
        path = tmp_path / "目录.xlsx"
        path.write_bytes(directory_workbook(written))
        assert imported(path, body="640999001").problems == []
        read = Edition.objects.get(body=county.town)
        assert (read.name, read.since) == (written.name, written.since)
        assert contents(read) == contents(written)
        assert directory_workbook(read) == path.read_bytes()
        transaction.set_rollback(True)


def test_a_field_that_no_sheet_can_be_named_after_has_a_column(county: County, tmp_path: Path) -> None:
    odd = Field.objects.create(code="99", name="城乡规划/国土空间规划", order=99)
    make_entry(make_edition(county.county), odd, "及时公开", required_carriers=1)
    path = tmp_path / "目录.xlsx"
    path.write_bytes(directory_workbook(Edition.objects.get()))
    assert imported(path).problems == []
    assert Entry.objects.filter(field=odd).count() == 2


def test_the_command_writes_the_edition_of_the_day(county: County, tmp_path: Path, capsys: Captured) -> None:
    make_entry(make_edition(county.county, until=date(2018, 12, 31), name="旧版"), county.relief, "及时公开")
    make_edition(county.county, since=date(2019, 1, 1), name="新版")
    path = tmp_path / "目录.xlsx"
    told = said(
        capsys, "export", "directory", "--body", "640999001201", "--on", "2018-05-01", "-o", str(path)
    )
    assert "目录“旧版”（2018-01-01 起施行），1 个事项" in told
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["社会救助"]
    assert book["社会救助"]["A1"].value == "旧版（自2018年1月1日起施行）"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"directory": "roster"}, "没有清单“roster”"),
        ({"目录.xlsx": "目录.pdf"}, "应以 .xlsx 结尾"),
        ({"目录.xlsx": "没有/目录.xlsx"}, "不能写文件"),
        ({"2018-05-01": "2017-05-01"}, "没有施行的目录版本"),
        ({"640999001": "640999009"}, "没有代码为“640999009”的机构"),
    ],
)
def test_the_command_refuses_and_writes_nothing(
    county: County, tmp_path: Path, capsys: Captured, change: dict[str, str], told: str
) -> None:
    make_entry(make_edition(county.county), county.relief, "及时公开")
    ((old, new),) = change.items()
    call = ["export", "directory", "--body", "640999001", "--on", "2018-05-01", "-o", "目录.xlsx"]
    call = [new if word == old else word for word in call]
    call[-1] = str(tmp_path / call[-1])
    assert told in refused(capsys, *call)
    assert not list(tmp_path.iterdir())
