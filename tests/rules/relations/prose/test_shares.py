"""Shares and rates against their own numbers."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.relations.prose import closing, rates, shares
from tests.rules.relations.prose.ground import PROPOSALS, REQUESTS, reading_of, rules, said


def _of_requests(text: str, **cells: int) -> list[tuple[str, str]]:
    reading = reading_of(text, REQUESTS, dict(cells))
    return rules([*said(shares.check, reading), *said(rates.check, reading)])


def _rules(text: str) -> list[tuple[str, str]]:
    reading = reading_of(text, PROPOSALS)
    return rules([*said(shares.check, reading), *said(rates.check, reading)])


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("公开569条，其中业务类386条，占总体的比例为76.84%。", "text.share", "error"),
        ("公开569条，业务类386条，占76.84%。", "text.share", "warning"),
        ("收到建议15条，办结13条，办结率87.6%。", "text.rate", "error"),
        ("办结13条，占15条的87.6%。", "text.share", "error"),
        ("收到申请10件，办结12件，办结率100%。", "text.rate", "error"),
        ("办理来信1320件，办结1298件，办结率93.8%。", "text.rate", "error"),
        ("对16个村开展4次检查，发现问题23个，整改20个，整改率100%。", "text.rate", "error"),
        ("动态类占30%，法规类占50%，其他占30%。", "text.shares-sum", "warning"),
        ("动态类占30%，法规类占50%，其他占10%。", "text.shares-sum", "warning"),
        ("收到建议15条，现已全部办结，办结率98%。", "text.rate", "error"),
        ("收到申请12件，答复率120%。", "text.share-above-100", "error"),
        ("微信公开20条，占105%。", "text.share-above-100", "error"),
        ("动态类占30%，法规类占50%，其他占40%。", "text.shares-sum", "warning"),
    ],
)
def test_percentages_that_their_numbers_do_not_give(text: str, rule: str, severity: str) -> None:
    assert _rules(text) == [(rule, severity)]


@pytest.mark.parametrize(
    "text",
    [
        "市人大督办建议共5件，现已全部办结，办结率100%；共收到建议15条，办结13条，办结率86.7%。",
        "公开226条。民生类共209条，占92.47%。",
        "受理申请10件，其中当面申请1件，占10%；网上申请9件，占90%；信函0件，占0%。",
        "收到申请3件，其中网络1件，占33.33%，信函1件，占33.33%，当面1件，占33.33%。",
        "受理申请10件。在已答复的9件中，同意公开7件，占总数的70%。",
        "答复12件，答复率100%，比上年增长120%。",
        "完成县下达任务的120%。",
        "办结13条，占15条的86.7%。",
        "收到工单120件，办结118件，办结率98.3%，满意110件，满意率93.2%。",
        "收到建议8件、提案5件，共13件，办结率、满意率均为100%。",
        "公开率由90%提高到98%，提高8个百分点。",
        "点击率上升120%，知晓率约90%。",
        "对16个村开展4次检查，发现问题23个，整改23个，整改率100%。",
        "承办建议15件，已解决8件，正在解决7件，办复率100%。",
        "动态类占30%，法规类占50%，其他占20%。",
    ],
)
def test_right_percentages_are_silent(text: str) -> None:
    assert not _rules(text)


@given(
    st.integers(1, 400), st.integers(1, 400), st.integers(0, 2), st.sampled_from([ROUND_DOWN, ROUND_HALF_UP])
)
def test_a_share_rounded_or_cut_off_is_silent_and_a_far_one_is_not(
    part: int, rest: int, decimals: int, rounding: str
) -> None:
    whole = part + rest
    step = Decimal(1).scaleb(-decimals)
    percent = (Decimal(part) * 100 / whole).quantize(step, rounding)

    def sentence(share: Decimal) -> str:
        return f"全年公开{whole}条，其中动态类{part}条，占{share}%。"

    assert not _rules(sentence(percent))
    far = percent + 7 if percent < 90 else percent - 7
    if not any(shares_of(part, base, far, decimals) for base in (whole, part)):
        assert _rules(sentence(far)) == [("text.share", "error")]


def shares_of(part: int, base: int, percent: Decimal, decimals: int) -> bool:
    """Whether the changed share happens to be that of another number of the sentence."""
    return abs(Decimal(part) * 100 / base - percent) < Decimal(1).scaleb(-decimals)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("收到建议15条，现已办理和正在办理13条，办结率86.7%。", "13条"),
        ("收到建议15条，已办结10条，正在办理3条，办结率86.7%。", "66.7%"),
        ("收到建议15条，办结13条，其余正在办理，办结率100%。", "100%"),
    ],
)
def test_what_is_in_hand_is_not_closed(text: str, named: str) -> None:
    (finding,) = said(closing.check, reading_of(text, PROPOSALS))
    assert (finding.rule, finding.severity) == ("text.closing-rate-in-hand", "warning")
    assert named in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "收到建议15条，已办结13条，正在办理2条，办结率86.7%。",
        "督办件5件全部办结，办结率100%。",
        "收到建议15条，正在办理2条。",
        "收到建议13条，已办结13条，正在办理0条，办结率100%。",
    ],
)
def test_a_true_closing_rate_is_silent(text: str) -> None:
    assert not said(closing.check, reading_of(text, PROPOSALS))


@pytest.mark.parametrize(
    ("text", "cells", "rule", "severity"),
    [
        ("公开重点领域信息124条，占全年主动公开总数的30%。", {"s1_1": 620}, "text.share", "error"),
        ("网络申请9件，占申请总数的85%。", {"s3_1": 12}, "text.share", "error"),
        (
            "收到申请12件。\n其中：\n1.网络9件，占75%；\n2.当面3件，占35%。",
            {"s3_1": 12},
            "text.share",
            "error",
        ),
        ("收到申请12件。网络申请9件，占85%。", {"s3_1": 12}, "text.share", "warning"),
        (
            "收到申请20件。按途径分：当面6件，占30%；网络11件，占55%；信函2件，占10%；传真1件，占15%。办结7件。",
            {},
            "text.share",
            "error",
        ),
        ("答复12件，其中同意公开6件（60%），不存在6件（50%）。", {}, "text.share", "error"),
        (
            "公开620条。最多的是甲类200条、乙类150条、丙类100条，三类占总数的90.2%。",
            {},
            "text.share",
            "warning",
        ),
        ("提出建议12件，已办结9件，正在办理3件，办结率90%。", {}, "text.rate", "error"),
        ("申请全部办结，办结率87.5%。", {}, "text.rate", "error"),
        ("所有申请均已按时答复，按时答复率91.7%。", {}, "text.rate", "error"),
        ("收到申请12件。按时办结11件，办结率81.7%。", {}, "text.rate", "warning"),
        ("申请办结率80%。", {"s3_1": 12, "s3_2": 12, "s3_3": 12}, "text.rate", "warning"),
    ],
)
def test_percentages_held_against_other_sentences_and_the_table(
    text: str, cells: dict[str, int], rule: str, severity: str
) -> None:
    assert _of_requests(text, **cells) == [(rule, severity)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("公开重点领域信息124条，占全年主动公开总数的20%。", {"s1_1": 620}),
        ("公开重点领域信息124条，占全县主动公开总数的2%。", {"s1_1": 620}),
        ("公开扶贫信息30条，占该类信息的60%。", {"s1_1": 620}),
        ("办理3000件，其中社保1800件、其他1200件，即办件占86.5%。", {}),
        ("公开620条，最多的三类是甲类200条、乙类150条、丙类116条，三类占75.2%。", {}),
        ("收到申请12件。\n其中：\n1.网络9件，占75%；\n2.当面3件，占25%。", {"s3_1": 12}),
        ("收到申请12件。网络申请9件，占75%。", {"s3_1": 12}),
        ("申请全部办结，办结率100%，满意率91.7%。", {}),
        ("答复12件，其中同意公开6件（50%），不存在6件（50%）。", {}),
        ("公开620条。最多的是甲类200条、乙类150条、丙类100条，三类占总数的72.6%。", {}),
        ("新增96条，占历年累计（588条）的16.3%。", {}),
        ("提出建议12件，已办结9件，正在办理3件，办结率75%。", {}),
        ("申请全部办结，按时办结率91.7%。", {"s3_1": 12, "s3_2": 12, "s3_2_1": 11}),
        ("建议全部办结，提案办结率80%。", {}),
        ("收到申请12件。按时办结11件，按时办结率91.7%。", {}),
        ("申请办结率100%，答复率100%。", {"s3_1": 12, "s3_2": 14, "s3_3": 14}),
        ("群众来信办结率80%。", {"s3_1": 12, "s3_2": 12}),
    ],
)
def test_percentages_of_another_base_or_right_are_silent(text: str, cells: dict[str, int]) -> None:
    assert not _of_requests(text, **cells)
