"""Steps of a review, stages of a matter, the procedure of a major decision."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.articles import article, cite, setting
from gongkai.rules.procedure import (
    MAJOR_DECISION,
    STAGES,
    STEPS,
    check_comment_period,
    checklist,
    chosen_steps,
    earlier_stages,
    file_parts,
    missing_parts,
    missing_stages,
    next_step,
    steps_for,
    unconfirmed,
)
from gongkai.rules.procedure.stages import in_order
from gongkai.rules.procedure.steps import checks
from gongkai.rules.refusal import Refusal

OURS = [step for step in STEPS if step != "office"]


def test_every_step_has_a_checklist_whose_sentences_rest_on_law() -> None:
    for step in STEPS:
        assert checklist(step)
        assert unconfirmed(step, []) == checklist(step)
        assert unconfirmed(step, [check.code for check in checklist(step)]) == ()
    assert len({check.code for check in checks()}) == len(checks())
    assert all(check.basis.startswith("《") for check in checks())


@given(st.lists(st.sampled_from([*OURS, "office", "nobody"]), max_size=4))
def test_a_choice_of_steps_is_in_order_with_the_secrecy_review_or_refused(steps: list[str]) -> None:
    try:
        chosen = chosen_steps(steps)
    except Refusal:
        assert "secrecy" not in steps or len(set(steps)) != len(steps) or {"office", "nobody"} & set(steps)
        return
    assert sorted(chosen, key=OURS.index) == list(chosen)
    assert set(chosen) == set(steps)


def test_the_neutral_choices_may_be_chosen() -> None:
    for choice in setting("review_steps").choices or ():
        assert chosen_steps(choice.split("+")) == tuple(choice.split("+"))


def test_a_paper_that_is_not_open_passes_the_office_and_the_leader() -> None:
    for openness in ("on_request", "closed"):
        assert steps_for(openness, ["secrecy"]) == ("office", "leader")
    assert steps_for("proactive", ["leader", "secrecy"]) == ("secrecy", "leader")


def test_steps_follow_one_another_until_all_are_done() -> None:
    done: list[str] = []
    while step := next_step(OURS, done):
        done.append(step)
    assert done == OURS


def test_stages_have_one_order() -> None:
    for some in permutations(STAGES, 3):
        assert list(in_order(some)) == [stage for stage in STAGES if stage in some]
    assert earlier_stages("result", ["service", "decision"]) == ("decision", "service")
    with pytest.raises(Refusal, match="不在“决策”之前"):
        earlier_stages("decision", ["result"])
    with pytest.raises(Refusal, match="不在“结果”之前"):
        earlier_stages("result", ["result"])
    with pytest.raises(KeyError):
        earlier_stages("result", ["nothing"])
    assert missing_stages(["decision", "execution"], {"execution", "result"}) == ("decision",)


def test_thirty_days_or_a_reason() -> None:
    first = date(2026, 3, 1)
    check_comment_period(first, first + timedelta(days=29), "")
    check_comment_period(first, first + timedelta(days=2), "汛期将至")
    with pytest.raises(Refusal, match=r"应到 2026-03-30 止.*") as refused:
        check_comment_period(first, first + timedelta(days=28), " ")
    assert cite("juece-2019:15") in str(refused.value)
    with pytest.raises(Refusal) as before_the_law:
        check_comment_period(date(2018, 3, 1), date(2018, 3, 2), "")
    assert "《" not in str(before_the_law.value)
    with pytest.raises(Refusal, match="早于开始日期"):
        check_comment_period(first, first - timedelta(days=1), "有")


def test_a_decision_follows_comments_and_the_legality_review() -> None:
    state = MAJOR_DECISION.start
    for verb in ("open", "prolong", "report", "examine", "decide", "announce"):
        state = MAJOR_DECISION.step(state, verb).to
    assert state == "announced"
    for early in ("preparing", "collecting", "sorting"):
        with pytest.raises(Refusal, match="不能“集体讨论决定”"):
            MAJOR_DECISION.step(early, "decide")
    assert all(step.article is None or article(step.article).citable for step in MAJOR_DECISION.transitions)


def test_the_file_lacks_what_is_required_and_not_there() -> None:
    assert all(article(part.article).citable for part in file_parts())
    needed = [part.code for part in file_parts() if part.required]
    assert [part.code for part in missing_parts([])] == needed
    assert [part.code for part in missing_parts(needed[1:])] == needed[:1]
    assert missing_parts(needed) == ()
