"""The tables themselves: closed, reachable, cited."""

from __future__ import annotations

import pytest

from gongkai.rules.articles import cite
from gongkai.rules.procedure import APPLICATION, ITEM, WORK_STEPS, Procedure, Transition
from gongkai.rules.refusal import Refusal

TABLES = (ITEM, APPLICATION)
STEPS = [(table, step) for table in TABLES for step in table.transitions]


@pytest.mark.parametrize(
    ("table", "step"), STEPS, ids=lambda one: getattr(one, "verb", getattr(one, "name", ""))
)
def test_a_step_joins_known_states_and_cites_what_it_rests_on(table: Procedure, step: Transition) -> None:
    assert step.froms
    assert {*step.froms, step.to} <= table.states.keys()
    assert step.label
    for article_id in (step.article, step.article_2007):
        assert article_id is None or cite(article_id)
    assert set(step.laws) <= {"2007", "2019"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_state_can_be_reached_and_verbs_are_named_once(table: Procedure) -> None:
    reached, edge = {table.start}, [table.start]
    while edge:
        onward = {step.to for step in table.allowed(edge.pop())} - reached
        reached |= onward
        edge += onward
    assert reached == table.states.keys()
    verbs = [step.verb for step in table.transitions]
    assert len(verbs) == len(set(verbs))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_groups_hold_states_of_the_table(table: Procedure) -> None:
    assert all(group <= table.states.keys() for group in table.groups.values())


def test_only_a_cleared_item_becomes_public() -> None:
    assert [step.froms for step in ITEM.transitions if step.to == "public"] == [("cleared",)]
    assert [step.froms for step in ITEM.transitions if step.to == "cleared"] == [("in_review",)]
    assert ITEM.within("public", "readable")
    assert not any(ITEM.within(state, "readable") for state in ITEM.states if state != "public")


def test_a_withheld_item_is_looked_at_again() -> None:
    assert ITEM.step("withheld", "reassess").article == "tiaoli-2019:18"


def test_a_step_that_is_not_allowed_is_refused_with_what_is() -> None:
    with pytest.raises(Refusal) as refused:
        ITEM.step("draft", "publish")
    assert str(refused.value) == "公开信息处于“拟稿”，不能“公开”；现在可以：送审。"
    with pytest.raises(Refusal, match="已经没有后续环节"):
        ITEM.step("archived", "publish")


def test_open_and_closed_divide_the_states_of_an_application() -> None:
    opened, closed = APPLICATION.groups["open"], APPLICATION.groups["closed"]
    assert opened | closed == APPLICATION.states.keys()
    assert not opened & closed
    assert APPLICATION.groups["ours"] | APPLICATION.groups["waiting"] == opened


def test_every_state_belongs_to_one_of_the_five_steps_of_article_45() -> None:
    assert WORK_STEPS.keys() == APPLICATION.states.keys()
    assert set(WORK_STEPS.values()) == {"登记", "审核", "办理", "答复", "归档"}
