"""Where a chain of actions leads, under either law."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from gongkai.rules.procedure import APPLICATION, allowed, standing
from gongkai.rules.refusal import Refusal

BOTH = ["2007", "2019"]


@pytest.mark.parametrize(
    ("chain", "law", "state"),
    [
        ([], "2019", "registered"),
        (["confirmed"], "2019", "registered"),
        (["replied"], "2007", "replied"),
        (["correction_asked", "corrected", "replied", "archived"], "2019", "archived"),
        (["correction_asked", "abandoned"], "2019", "abandoned"),
        (["third_party_asked"], "2007", "consulting"),
        (["third_party_asked", "third_party_answered"], "2007", "in_hand"),
        (["third_party_asked", "other_organ_asked", "third_party_answered"], "2019", "consulting"),
        (["third_party_asked", "extended"], "2019", "consulting"),
        (["third_party_asked", "third_party_asked", "third_party_answered"], "2019", "consulting"),
        (["third_party_asked", "replied"], "2019", "replied"),
        (["fee_asked", "fee_paid", "extended"], "2019", "in_hand"),
        (["fee_asked", "abandoned"], "2019", "abandoned"),
        (["settled"], "2007", "settled"),
        (["correction_asked", "withdrawn"], "2019", "withdrawn"),
    ],
)
def test_a_chain_leads_to_its_state(chain: list[str], law: str, state: str) -> None:
    assert standing(chain, law).state == state


@pytest.mark.parametrize(
    ("chain", "law", "complaint"),
    [
        (["replied", "extended"], "2019", "申请处于“已答复”，不能“延期”"),
        (["correction_asked", "replied"], "2019", "申请处于“待补正”，不能“答复”"),
        (["corrected"], "2019", "不能“收到补正”"),
        (["extended", "extended"], "2019", "“延期”只能有一次.*2019年修订.*第三十三条"),
        (["extended", "extended"], "2007", "“延期”只能有一次.*2007年公布.*第二十四条"),
        (["correction_asked", "corrected", "correction_asked"], "2019", "“告知补正”只能有一次"),
        (["third_party_answered"], "2019", "不能“第三方答复”"),
        (["third_party_asked", "other_organ_answered"], "2019", "请先登记征求意见"),
        (["other_organ_asked"], "2007", "不能“征求其他机关意见”"),
        (["fee_asked"], "2007", "不能“通知缴费”"),
        (["correction_asked", "abandoned"], "2007", "不能“视为放弃”"),
        (["archived"], "2019", "不能“归档”"),
        (["flown"], "2019", "不能“flown”"),
    ],
)
def test_a_chain_that_cannot_be_is_refused(chain: list[str], law: str, complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint):
        standing(chain, law)


def test_under_the_2007_text_a_correction_may_be_asked_again() -> None:
    chain = ["correction_asked", "corrected", "correction_asked"]
    assert standing(chain, "2007").state == "awaiting_correction"


def test_buttons_offer_no_second_extension_and_no_answer_nobody_owes() -> None:
    offered = {step.verb for step in allowed(standing(["extended", "third_party_asked"], "2019"), "2019")}
    assert "third_party_answered" in offered
    assert not offered & {"extended", "other_organ_answered"}


def test_a_step_names_the_article_of_its_law() -> None:
    steps = {step.verb: step for step in APPLICATION.transitions}
    assert steps["extended"].basis("2007") == "tiaoli-2007:24"
    assert steps["extended"].basis("2019") == "tiaoli-2019:33"
    assert steps["correction_asked"].basis("2007") is None


class Chains(RuleBasedStateMachine):
    """Random walks: what is offered can be done, what is not offered cannot."""

    def __init__(self) -> None:
        super().__init__()
        self.law = "2019"
        self.chain: list[str] = []

    @precondition(lambda self: not self.chain)
    @rule(law=st.sampled_from(BOTH))
    def choose_a_law(self, law: str) -> None:
        self.law = law

    @precondition(lambda self: bool(allowed(standing(self.chain, self.law), self.law)))
    @rule(data=st.data())
    def take_an_offered_step(self, data: st.DataObject) -> None:
        offered = [step.verb for step in allowed(standing(self.chain, self.law), self.law)]
        self.chain.append(data.draw(st.sampled_from(offered)))

    @rule(data=st.data())
    def try_a_step_that_is_not_offered(self, data: st.DataObject) -> None:
        offered = {step.verb for step in allowed(standing(self.chain, self.law), self.law)}
        others = sorted({step.verb for step in APPLICATION.transitions} - offered)
        with pytest.raises(Refusal):
            standing([*self.chain, data.draw(st.sampled_from(others))], self.law)

    @invariant()
    def letters_and_answers_agree(self) -> None:
        now = standing(self.chain, self.law)
        asked = self.chain.count("third_party_asked") + self.chain.count("other_organ_asked")
        answered = self.chain.count("third_party_answered") + self.chain.count("other_organ_answered")
        assert len(now.unanswered) == asked - answered
        assert self.chain.count("extended") <= 1
        if now.state == "in_hand":
            assert not now.unanswered


TestChains = Chains.TestCase
