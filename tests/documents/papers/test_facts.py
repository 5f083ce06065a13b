"""The facts of a paper: openness attribute with ground and day, and what may not stand together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.records.documents.models import Document
from gongkai.records.documents.papers.facts import (
    PaperFacts,
    add_months,
    articles_of_ground,
    checked,
    from_json,
    grounds,
    relook_proposal,
    to_json,
)
from gongkai.rules.articles import cite
from gongkai.rules.refusal import Refusal
from tests.workflow.town import CLOSED, FACTS, TODAY, make_town

pytestmark = pytest.mark.django_db


def test_facts_come_back_as_they_went_in() -> None:
    for facts in (FACTS, CLOSED, replace(FACTS, valid_until=date(2030, 1, 1), normative=True)):
        assert from_json(to_json(facts)) == facts


def test_facts_lose_blanks_around_them() -> None:
    assert checked(replace(FACTS, title="  通知 ", number=" 东村〔2026〕1号 "), 1, TODAY).title == "通知"


WRONG: list[tuple[PaperFacts, dict[str, Any], str]] = [
    (FACTS, {"title": " "}, "填写标题"),
    (FACTS, {"title": "长" * 201}, "太长"),
    (FACTS, {"summary": "长" * 301}, "内容概述最多"),
    (FACTS, {"formed_on": TODAY + timedelta(days=1)}, "在今天之后"),
    (FACTS, {"openness": ""}, "先定公开属性"),
    (FACTS, {"relook_on": date(2027, 1, 1)}, "不填不予公开的理由"),
    (FACTS, {"ground": "process"}, "不填不予公开的理由"),
    (FACTS, {"kind": "letter"}, "种类只能是"),
    (FACTS, {"kind": "agenda"}, "哪次会议"),
    (FACTS, {"kind": "agenda", "meeting": "第 1 次镇长办公会", "normative": True}, "不是规范性文件"),
    (FACTS, {"valid_until": date(2026, 1, 1)}, "早于成文日期"),
    (CLOSED, {"ground": ""}, "从列表里选择"),
    (CLOSED, {"ground": "因为不想"}, "从列表里选择"),
    (CLOSED, {"relook_on": None}, "重新评估"),
    (CLOSED, {"relook_on": TODAY}, "今天以后"),
    (CLOSED, {"normative": True}, "应当主动公开"),
    (CLOSED, {"openness": "on_request", "ground": "", "why": ""}, "为什么依申请公开"),
]


@pytest.mark.parametrize(("facts", "changed", "told"), WRONG, ids=[str(wrong[1]) for wrong in WRONG])
def test_what_may_not_stand_is_refused(facts: PaperFacts, changed: dict[str, Any], told: str) -> None:
    with pytest.raises(Refusal, match=told):
        checked(replace(facts, **changed), 1, TODAY)


def test_a_number_stands_once_in_a_body_and_again_in_another() -> None:
    town = make_town()
    mine = Document.objects.create(body=town.village, title="甲", number="东〔2026〕1号", formed_on=TODAY)
    facts = replace(FACTS, number="东〔2026〕1号")
    with pytest.raises(Refusal, match="已经用过"):
        checked(facts, town.village.pk, TODAY)
    assert checked(facts, town.village.pk, TODAY, mine.pk) == facts
    assert checked(facts, town.other.pk, TODAY) == facts


def test_every_ground_of_either_law_can_be_cited() -> None:
    for day in (date(2018, 3, 1), date(2026, 3, 1)):
        assert grounds(day)
        for ground in grounds(day):
            facts = replace(CLOSED, formed_on=day, ground=ground.code)
            assert all(cite(article) for article in articles_of_ground(facts))
    assert articles_of_ground(CLOSED) == ("tiaoli-2019:36(3)", "tiaoli-2019:16.1")
    assert articles_of_ground(FACTS) == ()


def test_months_are_counted_to_the_same_day_or_the_last_one() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2026, 3, 15), -6) == date(2025, 9, 15)
    assert relook_proposal(date(2026, 2, 28)) == date(2027, 2, 28)
