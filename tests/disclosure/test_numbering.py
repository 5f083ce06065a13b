"""Numbers: a pattern of one's own, unique across bodies, never again, nothing lost by what is rolled back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.records.disclosure.models import Item, NumberRule
from gongkai.records.disclosure.numbering import propose_number, set_number_rule, take_number
from gongkai.rules.privacy.organisation import check_character
from gongkai.rules.refusal import Refusal
from tests.workflow.town import AT, TODAY, Town, make_town

pytestmark = pytest.mark.django_db
CODE = "11640999010000000"
CODE += check_character(CODE)


@pytest.fixture
def town() -> Town:
    return make_town()


def test_numbers_follow_one_another_behind_what_stands(town: Town) -> None:
    Item.objects.create(body=town.village, number="640999001201/2026-00007", title="甲", published_on=TODAY)
    assert propose_number(town.village, TODAY) == "640999001201/2026-00008"
    assert take_number(town.village, TODAY) == "640999001201/2026-00008"
    assert propose_number(town.village, TODAY) == "640999001201/2026-00009"
    Item.objects.create(body=town.village, number="640999001201/2026-00009", title="乙", published_on=TODAY)
    assert take_number(town.village, TODAY) == "640999001201/2026-00010"
    assert take_number(town.village, TODAY + timedelta(days=365)) == "640999001201/2027-00001"


def test_what_is_rolled_back_leaves_no_gap_and_what_is_kept_is_not_given_again(town: Town) -> None:
    first = take_number(town.village, TODAY)
    with pytest.raises(RuntimeError), transaction.atomic():
        assert take_number(town.village, TODAY) != first
        raise RuntimeError
    assert take_number(town.village, TODAY) == "640999001201/2026-00002"


def test_a_pattern_of_the_town_is_shared_by_its_villages_without_doubles(town: Town) -> None:
    set_number_rule(town.town, "{USCC}/{YYYY}-{NNNNN}", CODE.lower(), since=TODAY, by="经办", at=AT)
    numbers = [take_number(body, TODAY) for body in (town.town, town.village, town.other, town.town)]
    assert numbers == [f"{CODE}/2026-{serial:05d}" for serial in (1, 2, 3, 4)]
    set_number_rule(
        town.village, "东{YYYYMM}〔{NNN}〕号", "", since=TODAY + timedelta(days=1), by="经办", at=AT
    )
    assert take_number(town.village, TODAY) == f"{CODE}/2026-00005"
    assert take_number(town.village, TODAY + timedelta(days=1)) == "东202603〔001〕号"


@pytest.mark.parametrize(
    ("template", "code", "told"),
    [
        ("{YYYY}", "", "一个流水号"),
        ("{YYYY}-{NNNNN}-{NNN}", "", "一个流水号"),
        ("{NNNNN}", "", "{YYYY}"),
        ("{YYYY}-{MONTH}-{NNNNN}", "", "不认识"),
        ("{YYYY} <b>{NNNNN}", "", "只能用"),
        ("{YYYY}-{NNNNN}" + "甲" * 40, "", "最多 40 字"),
        ("{USCC}-{YYYY}-{NNNNN}", "", "统一社会信用代码不对"),
        ("{USCC}-{YYYY}-{NNNNN}", CODE[:-1] + ("0" if CODE[-1] != "0" else "1"), "统一社会信用代码不对"),
    ],
)
def test_a_pattern_that_cannot_work_is_refused(town: Town, template: str, code: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        set_number_rule(town.town, template, code, since=TODAY, by="经办", at=AT)
    assert not NumberRule.objects.exists()


def test_a_rule_is_set_once_a_day_and_never_backwards(town: Town) -> None:
    set_number_rule(town.town, "{YYYY}-{NNNNN}", "", since=TODAY, by="经办", at=AT)
    with pytest.raises(Refusal, match="已有索引号规则"):
        set_number_rule(town.town, "{YYYY}/{NNNNN}", "", since=TODAY, by="经办", at=AT)
    with pytest.raises(Refusal, match="早于今天"):
        set_number_rule(town.town, "{YYYY}/{NNNNN}", "", since=TODAY - timedelta(days=1), by="经办", at=AT)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=12))
def test_no_number_is_given_twice(town: Town, steps: list[tuple[int, bool]]) -> None:
    bodies = (town.town, town.village, town.other)
    with transaction.atomic():
        given_out: list[str] = []
        for body, kept in steps:
            mark = transaction.savepoint()
            number = take_number(bodies[body], TODAY)
            if kept:
                given_out.append(number)
                transaction.savepoint_commit(mark)
            else:
                transaction.savepoint_rollback(mark)
        assert len(set(given_out)) == len(given_out)
        transaction.set_rollback(True)
