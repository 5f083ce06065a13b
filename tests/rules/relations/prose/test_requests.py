"""What came, what was closed, what is counted as interpretation or concern."""

from __future__ import annotations

import pytest

from gongkai.rules.relations.prose import interpretation, requests
from tests.rules.relations.prose.ground import CONCERNS, REQUESTS, reading_of, rules, said


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("收到申请12件，已办结11件，正在办理2件。", "error"),
        ("收到申请12件，已办结9件，正在办理2件。", "warning"),
        ("收到建议15条，办结13条，结转下年3条。", "error"),
        ("收到申请12件。已办结11件，正在办理2件。", "warning"),
        ("受理申请20件，上年结转2件，共办理26件。", "warning"),
        ("受理信箱3件、热线128件，合计131件，办结129件，其余3件正在办理。", "error"),
        ("代表提出建议12件，已办结11件，正在办理2件。", "error"),
    ],
)
def test_received_is_closed_and_in_hand(text: str, severity: str) -> None:
    assert rules(said(requests.check, reading_of(text, REQUESTS))) == [("text.received-closed", severity)]


@pytest.mark.parametrize(
    "text",
    [
        "收到申请12件，已办结10件，正在办理2件。",
        "收到申请12件，上年结转2件，办结13件，结转下年1件。",
        "收到申请10件，办结12件。",
        "收到申请12件，办结11件，其余正在办理。",
        "收到建议15条，已办理和正在办理13条。",
        "收到申请12件。已办结10件，正在办理2件。",
        "受理申请20件，上年结转2件，共办理22件。",
        "受理信箱3件、热线128件，合计131件，办结129件，其余2件正在办理。",
        "收到申请12件，上年结转1件。已办结11件，正在办理2件。",
        "收到申请12件。\n收到建议20件。已办结19件，正在办理1件。",
    ],
)
def test_balances_that_may_be_right_are_silent(text: str) -> None:
    assert not said(requests.check, reading_of(text, REQUESTS))


def test_all_closed_in_the_text_is_all_closed_in_the_table() -> None:
    text = "收到申请12件，均已按时办结。"

    def found(closed: int, late: int) -> list[tuple[str, str]]:
        cells = {"s3_1": 12, "s3_2": closed, "s3_2_2": late}
        return rules(said(requests.check, reading_of(text, REQUESTS, cells)))

    assert not found(12, 0)
    assert found(11, 0) == [("text.all-closed", "error")]
    assert found(12, 1) == [("text.all-closed", "warning")]


def test_a_sentence_that_names_the_extension_itself_contradicts_nothing() -> None:
    cells = {"s3_1": 12, "s3_2": 12, "s3_2_2": 1}
    text = "收到申请12件，均已按期答复，其中延期答复1件。"
    assert not said(requests.check, reading_of(text, REQUESTS, cells))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("发布政策解读材料34篇，均转载自权威媒体。", "均为转载"),
        ("发布政策解读材料34篇，其中转载20篇、原创14篇。", "20篇"),
    ],
)
def test_reprints_counted_as_interpretation(text: str, named: str) -> None:
    (finding,) = said(interpretation.check, reading_of(text, "政策解读情况", {"s2_2_3": 34}))
    assert (finding.rule, finding.severity, finding.cells) == ("text.reprints", "warning", ("s2_2_3",))
    assert named in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "发布政策解读材料34篇，均为原创。",
        "发布政策解读材料34篇，另转载上级解读20篇。",
        "转载政策解读材料50篇。",
    ],
)
def test_own_interpretations_are_silent(text: str) -> None:
    reading = reading_of(text, "政策解读情况", {"s2_2_3": 34})
    assert not said(interpretation.check, reading)


def test_letters_counted_as_concerns_are_a_remark() -> None:
    text = "年内共收到“市长信箱”办理件6件，均按时办结。"
    assert rules(said(interpretation.check, reading_of(text, CONCERNS, {"s2_1": 6}))) == [
        ("text.mailbox-as-concern", "info")
    ]
    assert not said(interpretation.check, reading_of(text, CONCERNS, {"s2_1": 2}))
