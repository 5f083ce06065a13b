"""Whose report it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.rules.forms.paper import Line, Place
from gongkai.rules.forms.recognised import BodyName
from gongkai.rules.relations.prose import names
from tests.rules.relations.prose.ground import TOWN, reading_of, rules, said

BUREAU = BodyName("清泉县教育局", "department", county="清泉县")
COUNTY = BodyName("清泉县", "county", county="清泉县")
TOWNSHIP = BodyName("清泉县松山乡", "town", county="清泉县", town="松山乡")
SUBDISTRICT = BodyName("江北市城关街道", "town", county="江北市", town="城关街道")


def _rules(text: str, body: BodyName = TOWN) -> list[tuple[str, str]]:
    return rules(said(names.check, reading_of(text, body=body)))


@pytest.mark.parametrize(
    ("body", "text", "rule", "severity"),
    [
        (TOWN, "2018年，大坝镇认真落实《条例》。", "text.other-body", "warning"),
        (TOWN, "2018年，清泉县大坝镇主动公开政府信息620条。", "text.other-body", "warning"),
        (TOWN, "本报告由清泉县大坝镇人民政府党政办公室编制。", "text.other-body", "error"),
        (TOWN, "2018年，我局严格落实《条例》。", "text.other-level", "warning"),
        (TOWN, "我乡高度重视公开工作。", "text.other-level", "warning"),
        (TOWN, "2018年，全县主动公开政府信息12000条。", "text.other-level", "warning"),
        (TOWN, "2018年，我县认真贯彻落实《条例》。", "text.other-level", "warning"),
        (TOWNSHIP, "我镇高度重视公开工作。", "text.other-level", "warning"),
        (SUBDISTRICT, "全镇认真开展工作。", "text.other-level", "warning"),
        (BUREAU, "我镇认真开展工作。", "text.other-level", "warning"),
        (BUREAU, "我委认真开展工作。", "text.other-level", "warning"),
        (COUNTY, "我局认真开展工作。", "text.other-level", "warning"),
        (
            TOWN,
            "2018年，在县委、县政府的正确领导下，大坝镇党委、政府高度重视。",
            "text.other-body",
            "warning",
        ),
        (BUREAU, "本报告由大坝县教育局编制。", "text.other-body", "error"),
        (TOWN, "概述。\n大坝镇人民政府\n2019年1月20日", "text.other-body", "error"),
        (TOWN, "概述。\n大坝镇人民政府办公室", "text.other-body", "warning"),
        (COUNTY, "本报告由大坝县人民政府办公室编制。", "text.other-body", "error"),
    ],
)
def test_another_body_speaks(body: BodyName, text: str, rule: str, severity: str) -> None:
    assert _rules(text, body) == [(rule, severity)]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (TOWN, "2018年，柳河镇认真落实《条例》，柳河镇人民政府积极推进。"),
        (TOWN, "本报告由清泉县柳河镇人民政府办公室汇总15个行政村情况编制，请与柳河镇党政办公室联系。"),
        (TOWN, "组织干部到大坝镇学习，大坝镇介绍了做法。"),
        (TOWN, "2018年全县主动公开政府信息12000条，我镇公开620条，居第3位。"),
        (TOWN, "概述。\n清泉县柳河镇人民政府\n2019年1月20日"),
        (TOWN, "在县委、县政府领导下，按照全县统一部署，我县召开推进会。"),
        (TOWN, "各乡镇、各村按要求公开，乡镇干部参加培训，城镇居民满意。"),
        (TOWN, "柳河村的政务公开工作接受了调研，全镇干部群众参与。"),
        (TOWN, "我委托专人负责，本局部地区，我乡亲。"),
        (TOWNSHIP, "我乡认真落实，全乡12个村均公开。"),
        (SUBDISTRICT, "全年街道主动公开政府信息569条，目前街道设有查阅点2处。"),
        (SUBDISTRICT, "我街道主动公开政府信息569条，我办严格执行《条例》。"),
        (BUREAU, "本报告由清泉县教育局办公室编制。"),
        (BUREAU, "我局主动公开信息620条，全县教育系统公开1200条。"),
        (BodyName("清泉县公安局交警大队", "department"), "我局交警大队主动公开信息620条。"),
        (COUNTY, "我县主动公开政府信息12000条，柳河镇公开620条。"),
        (COUNTY, "本报告由清泉县人民政府办公室编制。"),
    ],
)
def test_its_own_and_others_in_passing_are_silent(body: BodyName, text: str) -> None:
    assert not _rules(text, body)


def test_the_name_asked_for_is_the_name_in_the_title() -> None:
    reading = replace(reading_of("概述。"), asked_body="清泉县大坝镇")
    assert rules(said(names.check, reading)) == [("text.body", "error")]
    for name in ("柳河镇", "清泉县柳河镇人民政府", "清泉县柳河镇"):
        assert not said(names.check, replace(reading, asked_body=name))


def test_the_table_is_of_the_same_body() -> None:
    other = Line("附件：大坝镇政府信息公开情况统计表", Place(line=36))
    own = Line("附件：柳河镇政府信息公开情况统计表", Place(line=36))
    (finding,) = said(names.check, replace(reading_of("概述。"), table_titles=(other,)))
    assert (finding.rule, finding.severity, finding.where.line) == ("text.other-body", "error", 36)
    assert not said(names.check, replace(reading_of("概述。"), table_titles=(own,)))
