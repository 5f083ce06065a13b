"""The lists and rows that come with the platform are what they say they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gongkai.records.catalogue as room
from gongkai.records.catalogue.models import Carrier
from gongkai.records.catalogue.standard import Sample, field_lists, samples
from gongkai.rules.articles import article
from gongkai.rules.limits import read_limits


def test_the_national_papers_name_25_and_26_fields_and_say_how_sure_that_is() -> None:
    lists = field_lists()
    assert {key: len(set(found.names)) for key, found in lists.items()} == {"2017": 25, "2019": 26}
    assert all(found.mark == article(found.article).mark for found in lists.values())
    assert lists["2019"].mark == "NV"
    assert "没有在一处核实" in lists["2019"].note


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.id)
def test_every_row_can_stand_in_a_directory(sample: Sample) -> None:
    assert read_limits(sample.limit)
    assert sample.level1
    assert sample.elements
    assert sample.source
    assert set(sample.levels) <= {"县级", "乡级", "村级"}
    assert bool(sample.boxes.required) == bool(sample.carriers)
    assert sample.boxes.required < 1 << len(Carrier)


def test_the_rows_lead_to_no_address() -> None:
    data = Path(room.__file__).parent / "data"
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(data.glob("*.json")))
    assert re.search(r"https?:|www\.|\.(?:com|cn|net|org)\b", text) is None
    assert len({sample.id for sample in samples()}) == len(samples()) == 71
    assert sum(sample.personal for sample in samples()) > 5


def test_a_box_that_is_none_stands_under_other_with_its_words() -> None:
    by_id = {sample.id: sample for sample in samples()}
    assert by_id["C001"].boxes.required == Carrier.PORTAL.bit | Carrier.BOARD.bit
    boxes = by_id["C049"].boxes
    assert boxes.required & Carrier.SOCIAL.bit
    assert by_id["C003"].boxes.other == "会议"
