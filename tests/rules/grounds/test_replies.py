"""Closed lists of replies and grounds, their articles, their rows, and the cross-walk."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.rules.articles import NotLawError, cite
from gongkai.rules.grounds import (
    ATTRIBUTES,
    GROUPS,
    TELLS,
    Reply,
    grounds_to_withhold,
    newer,
    older,
    replies,
    reply,
    review_comes_first,
    rows,
)

EVERY = [*replies("2007"), *replies("2019")]
ROWS_2014 = [
    *(f"s3_3_{n}" for n in (1, 2, 3)),
    *(f"s3_3_4_{n}" for n in range(1, 7)),
    *(f"s3_3_{n}" for n in (5, 6, 7, 8)),
]
ROWS_2021 = [
    "r3_1",
    "r3_2",
    *(f"r3_3_{n}" for n in range(1, 9)),
    *(f"r3_4_{n}" for n in range(1, 4)),
    *(f"r3_5_{n}" for n in range(1, 6)),
    *(f"r3_6_{n}" for n in range(1, 4)),
]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: f"{one.law}-{one.code}")
def test_a_reply_cites_articles_that_are_law_and_names_its_remedy(one: Reply) -> None:
    assert one.articles
    assert all(cite(article_id).startswith("《") for article_id in one.articles)
    assert one.group in GROUPS
    assert set(one.tells) <= TELLS.keys()
    assert one.tells[-1] == "remedy"
    assert len(one.code) <= 24
    for article_id in one.unverified:
        with pytest.raises(NotLawError):
            cite(article_id)


def test_codes_are_unique_under_each_law() -> None:
    assert len({(one.law, one.code) for one in EVERY}) == len(EVERY)


def test_every_row_of_the_forms_has_a_reply_and_no_reply_another_row() -> None:
    assert {one.rows["2014"] for one in replies("2007")} == set(ROWS_2014)
    assert {one.rows["2021"] for one in replies("2019")} == set(ROWS_2021)


def test_in_the_form_of_2019_the_other_outcomes_are_one_row() -> None:
    changed = {one.code for one in replies("2019") if one.rows["2019"] != one.rows["2021"]}
    assert changed == {"not_corrected", "fee_unpaid", "other"}
    assert {reply("2019", code).rows["2019"] for code in changed} == {"r3_6"}


@pytest.mark.parametrize(
    ("code", "article_id", "row"),
    [
        ("already_public", "tiaoli-2019:36(1)", "r3_1"),
        ("partial", "tiaoli-2019:37", "r3_2"),
        ("state_secret", "tiaoli-2019:14", "r3_3_1"),
        ("third_party", "tiaoli-2019:15", "r3_3_4"),
        ("internal_affairs", "tiaoli-2019:16.1", "r3_3_5"),
        ("enforcement_file", "tiaoli-2019:16.2", "r3_3_7"),
        ("not_exist", "tiaoli-2019:36(4)", "r3_4_1"),
        ("not_ours", "tiaoli-2019:36(5)", "r3_4_1"),
        ("repeated", "tiaoli-2019:36(6)", "r3_5_2"),
        ("abusive", "tiaoli-2019:35", "r3_5_4"),
        ("fee_unpaid", "guobanhan-2020-109:notice", "r3_6_2"),
    ],
)
def test_a_reply_of_2019_has_its_article_and_row(code: str, article_id: str, row: str) -> None:
    one = reply("2019", code)
    assert article_id in one.articles
    assert one.rows["2021"] == row


def test_a_refusal_tells_its_reasons() -> None:
    refusals = [one for one in EVERY if one.group == "refused" and one.code != "own_rules"]
    assert len(refusals) == 6 + 7
    assert all("reasons" in one.tells for one in refusals)
    assert {"organ", "reasons"} <= set(reply("2019", "not_ours").tells)


def test_the_cross_walk_covers_the_2007_list() -> None:
    for one in replies("2007"):
        for successor in newer(one.code):
            assert one in older(successor.code)
    assert [one.code for one in newer("privacy")] == ["third_party"]
    assert [one.code for one in older("third_party")] == ["commercial_secret", "privacy"]
    assert newer("amend") == ()
    assert older("abusive") == ()


@pytest.mark.parametrize(
    ("law", "code", "form", "expected"),
    [
        ("2007", "privacy", "2014", ("s3_3_4_3",)),
        ("2007", "privacy", "2019", ("r3_3_4",)),
        ("2007", "other_way", "2019", ("r3_3_8", "r3_5_1", "r3_5_3")),
        ("2007", "amend", "2019", ()),
        ("2019", "disclose", "2021", ("r3_1",)),
        ("2019", "third_party", "2014", ("s3_3_4_2", "s3_3_4_3")),
        ("2019", "repeated", "2014", ()),
    ],
)
def test_a_reply_counts_in_the_rows_of_any_form(
    law: str, code: str, form: str, expected: tuple[str, ...]
) -> None:
    assert rows(law, code, form) == expected


@pytest.mark.parametrize(
    ("law", "code", "form"), [("1999", "x", "2014"), ("2019", "x", "2021"), ("2019", "other", "1999")]
)
def test_what_is_on_no_list_is_a_mistake(law: str, code: str, form: str) -> None:
    with pytest.raises(KeyError):
        rows(law, code, form)


def test_only_grounds_of_the_law_keep_an_item_back() -> None:
    assert {one.code for one in grounds_to_withhold("2019")} == {
        "state_secret", "forbidden_by_law", "security", "third_party", "internal_affairs", "process",
        "enforcement_file",
    }  # fmt: skip
    assert "not_information" not in {one.code for one in grounds_to_withhold("2007")}
    assert ATTRIBUTES == {"proactive": "主动公开", "on_request": "依申请公开", "withheld": "不予公开"}


def test_since_2024_a_refusal_goes_to_review_first() -> None:
    refused, absent = reply("2019", "state_secret"), reply("2019", "not_exist")
    assert not review_comes_first(refused, date(2023, 12, 31))
    assert review_comes_first(refused, date(2024, 1, 1))
    assert not review_comes_first(absent, date(2024, 1, 1))
    assert review_comes_first(absent, date(2024, 1, 1), "refused+unavailable")
    assert not review_comes_first(reply("2019", "disclose"), date(2024, 1, 1), "refused+unavailable")
