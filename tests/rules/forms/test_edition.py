"""The dated editions of the form: whole, consistent, and chosen by year."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gongkai.rules.forms.edition import FORMS, Edition, edition, edition_for
from gongkai.rules.refusal import Refusal
from gongkai.rules.relations.expression import parse
from gongkai.rules.tally.counting import tallies


@pytest.fixture(params=FORMS)
def known(request: pytest.FixtureRequest) -> Edition:
    return edition(str(request.param))


@pytest.mark.parametrize(
    ("year", "form"),
    [(2014, "2014"), (2018, "2014"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2026, "2021")],
)
def test_the_form_of_a_year(year: int, form: str) -> None:
    known = edition_for(year)
    assert known.id == form
    assert known.first_year <= year <= (known.last_year or year)


@pytest.mark.parametrize("year", [2013, 1999, 20180])
def test_a_year_without_a_nationwide_form_is_refused(year: int) -> None:
    with pytest.raises(Refusal, match=str(year)):
        edition_for(year)


def test_an_unknown_form_or_code_is_refused() -> None:
    with pytest.raises(Refusal, match="2016"):
        edition("2016")
    with pytest.raises(Refusal, match="s1_9"):
        edition("2014").field("s1_9")
    assert edition("2014").field("s1_1").unit == "条"


@pytest.mark.parametrize(("form", "cells"), [("2014", 58), ("2019", 198), ("2021", 200)])
def test_every_form_is_whole(form: str, cells: int) -> None:
    assert sum(field.numeric for field in edition(form).fields) == cells


def test_fields_stand_in_the_order_of_paper_under_known_parents(known: Edition) -> None:
    orders = [field.order for field in known.fields]
    assert orders == list(range(1, len(orders) + 1))
    assert len(known.by_code) == len(known.fields)
    for field in known.fields:
        if field.parent is not None:
            assert known.by_code[field.parent].order < field.order
        assert (field.unit is None) == (not field.numeric)


def test_ancestors_are_named_nearest_first() -> None:
    assert edition("2014").ancestors("s3_3_4_1") == ("s3_3_4", "s3_3", "s3")
    assert edition("2021").ancestors("t3_r3_3_1_np") == ("t3_r3_3_1", "t3_r3_3", "t3_r3", "t3")


def test_relations_name_only_cells_that_exist(known: Edition) -> None:
    assert len({relation.id for relation in known.relations}) == len(known.relations)
    for relation in known.relations:
        texts = [text for text in (relation.lhs, relation.rhs, relation.when) if text is not None]
        for term in (term for text in texts for term in parse(text).terms):
            space, _, name = term.rpartition(".")
            assert space == "param" or name in known.by_code, (relation.id, term)
        assert relation.sentence.endswith("。")
        assert "{lhs}" in relation.sentence
        assert (relation.rhs is None) == ("{rhs}" not in relation.sentence), relation.id
        assert "{column" not in relation.sentence + relation.id
        assert "{row" not in relation.sentence + relation.id
        assert relation.basis


def test_the_seven_columns_and_all_rows_of_table_three_are_related() -> None:
    ids = {relation.id for relation in edition("2021").relations}
    assert {
        f"{rule}_{column}"
        for rule in ("B01", "B02", "B03")
        for column in ("np", "biz", "res", "ngo", "law", "oth", "tot")
    } <= ids
    assert sum(name.startswith("B04_") for name in ids) == 25
    assert (
        sum(name.startswith("B04_") for name in (relation.id for relation in edition("2019").relations)) == 23
    )


def test_every_count_of_the_2014_form_says_what_counts_as_one() -> None:
    known = tallies()
    for field in edition("2014").fields:
        assert (field.tally is not None) == field.numeric, field.code
        if field.tally is not None:
            assert known[field.tally].unit == field.unit
            assert known[field.tally].label.rstrip("数量") in field.label or field.code in ("s9_2",), (
                field.code
            )


def test_importing_the_rules_reads_no_edition() -> None:
    script = (
        "import sys, gongkai.rules, gongkai.rules.forms.recognition as r, gongkai.rules.forms.edition as e;"
        "assert e.edition.cache_info().currsize == 0;"
        "assert 'hypothesis' not in sys.modules and 'django' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
