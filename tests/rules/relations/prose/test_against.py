"""The text against the table."""

from __future__ import annotations

import pytest

from gongkai.rules.forms.recognised import Number
from gongkai.rules.relations.prose import against, nothing, repeats
from tests.rules.relations.prose.ground import (
    CAPACITY,
    CONCERNS,
    OPEN,
    REMEDIES,
    REQUESTS,
    reading_of,
    rules,
    said,
)

CELLS: dict[str, Number | None] = {
    "s1_1": 620,
    "s1_1_a": 2,
    "s1_1_b": 3,
    "s1_2_1": 0,
    "s1_2_2": 210,
    "s1_2_3": 30,
    "s1_2_4": 160,
    "s1_2_5": 220,
    "s2_2_3": 18,
    "s3_1": 12,
    "s3_1_1": 3,
    "s3_1_2": 0,
    "s3_1_3": 8,
    "s3_1_4": 1,
    "s3_2": 12,
    "s4": 1,
    "s5": 0,
    "s7": 0.02,
    "s8_3_1": 1,
    "s8_3_2": 2,
    "s8_4": 5.5,
    "s9_1": 4,
}


def _rules(text: str, title: str = OPEN) -> list[tuple[str, str]]:
    return rules(said(against.check, reading_of(text, title, CELLS)))


@pytest.mark.parametrize(
    ("title", "text", "severity"),
    [
        (OPEN, "2018年，柳河镇主动公开政府信息602条。", "error"),
        (OPEN, "共主动公开各类政府信息602条。", "error"),
        (OPEN, "通过政府网站、微信公众号、公开栏等渠道主动公开政府信息602条。", "error"),
        (OPEN, "我镇主动公开了602条政府信息。", "error"),
        (OPEN, "截至2018年12月31日，累计主动公开政府信息602条。", "warning"),
        (OPEN, "全年共公开信息602条。", "warning"),
        (OPEN, "主动公开政府信息620条，其中政府网站201条，微信160条，微博30条，公开栏220条。", "error"),
        (OPEN, "主动公开政府信息620条，其中智能平台210条，微信160条，微博30条，公开栏202条。", "warning"),
        (OPEN, "主动公开政府信息六百零二条。", "error"),
        (OPEN, "制发规范性文件4件。", "error"),
        (OPEN, "主动公开规范性文件5件。", "error"),
        (OPEN, "发布政策解读稿件16篇。", "error"),
        (REQUESTS, "全年共收到政府信息公开申请13件。", "error"),
        (REQUESTS, "全年共受理依申请公开13件。", "warning"),
        (REQUESTS, "收到依申请公开政府信息申请13件。", "error"),
        (CAPACITY, "安排政务公开工作经费4.5万元。", "warning"),
        (REQUESTS, "收到政府信息公开申请12件，其中当面申请3件、网络申请6件、信函申请1件。", "error"),
        (REMEDIES, "因政府信息公开被申请行政复议2件。", "error"),
        (REMEDIES, "行政复议1件（维持）；行政诉讼1件，判决维持。", "error"),
        (CAPACITY, "现有专职工作人员2名。", "warning"),
        (CAPACITY, "配备专兼职人员各2名。", "warning"),
        (CAPACITY, "政府信息公开专项经费4.5万元。", "error"),
        (CAPACITY, "召开政务公开工作会议6次。", "warning"),
    ],
)
def test_text_and_table_do_not_agree(title: str, text: str, severity: str) -> None:
    assert ("text.table", severity) in _rules(text, title)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (OPEN, "2018年，柳河镇主动公开政府信息620条。"),
        (OPEN, "针对重点领域共公开信息511条。"),
        (OPEN, "主动公开扶贫领域政府信息55条。"),
        (OPEN, "通过政务客户端主动公开信息90条。"),
        (OPEN, "自2008年以来，累计主动公开政府信息8623条。"),
        (OPEN, "2017年主动公开政府信息500条。"),
        (OPEN, "全县主动公开政府信息12000条。"),
        (OPEN, "县政府全年主动公开政府信息12000条，其中我镇报送62条。"),
        (OPEN, "上半年主动公开政府信息300条。"),
        (OPEN, "主动公开政府信息700余条。"),
        (OPEN, "主动公开政府信息620条，其中智能平台210条，微信160条，微博30条，公开栏220条。"),
        (OPEN, "主动公开政府信息620条，其中动态400条、法规220条。"),
        (OPEN, "清理规范性文件25件，废止8件。"),
        (OPEN, "转载政策解读信息66条。"),
        (REQUESTS, "12件申请均已办结。"),
        (REQUESTS, "收到网络申请8件。"),
        (CAPACITY, "现有专（兼）职工作人员3名，各村明确联络员1名。"),
        (CAPACITY, "安排政务公开专项经费55000元。"),
        (CAPACITY, "全年召开党委会议6次。"),
        ("2019年工作计划", "主动公开政府信息700条，召开政务公开工作会议6次。"),
        (OPEN, "力争主动公开政府信息800条。"),
    ],
)
def test_what_agrees_or_has_another_scope_is_silent(title: str, text: str) -> None:
    assert not _rules(text, title)


def test_yuan_taken_for_ten_thousand_yuan_is_told_as_that() -> None:
    (finding,) = said(against.check, reading_of("政府信息公开专项经费5.5元。", CAPACITY, CELLS))
    assert (finding.rule, finding.severity, finding.cells) == ("text.money-unit", "error", ("s8_4",))


def test_a_number_that_is_right_elsewhere_in_the_text_is_doubted_only_as_a_warning() -> None:
    text = "主动公开政府信息620条。\n主动公开政府信息511条。"
    (finding,) = said(against.check, reading_of(text, OPEN, CELLS))
    assert (finding.severity, finding.where.line, finding.found) == ("warning", 2, 511)


def test_without_a_table_two_numbers_for_one_row_contradict_each_other() -> None:
    text = "主动公开政府信息620条。\n2018年共主动公开政府信息602条。"
    (finding,) = said(repeats.check, reading_of(text))
    assert (finding.rule, finding.severity, finding.where.line) == ("text.said-twice", "error", 2)
    assert not said(repeats.check, reading_of("主动公开政府信息620条。\n共主动公开政府信息620条。"))
    assert not said(repeats.check, reading_of(text, OPEN, CELLS))


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("2018年办理老年证927件。\n全年共办理老年证972件。", 1),
        ("2018年办理老年证927件。\n全年共办理老年证927件。", 0),
        ("2018年办理老年证927件。\n2017年办理老年证972件。", 0),
        ("2018年办理老年证927件。\n柳河村全年办理老年证97件。", 0),
        ("组织宣传活动，发放宣传手册500册。\n组织下乡，发放宣传手册800册。", 0),
        ("全年召开会议12次。\n全年召开会议5次。", 0),
        ("按照15个试点领域公开。\n公开16个试点领域内容。", 1),
        ("汇总15个行政村情况。\n全镇16个行政村均已公开。", 1),
        ("全镇16个行政村均已公开。\n对3个行政村开展检查。", 0),
    ],
)
def test_one_thing_has_one_number_for_the_year(text: str, hits: int) -> None:
    found = rules(said(repeats.check, reading_of(text, "政务服务情况", {})))
    assert found == [("text.said-twice", "warning")] * hits


@pytest.mark.parametrize(
    ("title", "text", "codes"),
    [
        (REQUESTS, "2018年度我镇未收到政府信息公开申请。", ("s3_1",)),
        (REQUESTS, "没有接到群众要求公开政府信息的申请。", ("s3_1",)),
        (REMEDIES, "未发生因政府信息公开引起的行政复议、行政诉讼案件。", ("s4",)),
        ("收费情况", "依申请公开政府信息未收取任何费用。", ("s7",)),
    ],
)
def test_nothing_in_the_text_and_something_in_the_table(
    title: str, text: str, codes: tuple[str, ...]
) -> None:
    (finding,) = said(nothing.check, reading_of(text, title, CELLS))
    assert (finding.rule, finding.severity, finding.cells) == ("text.nothing", "error", codes)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (REQUESTS, "未收到传真申请。"),
        (REQUESTS, "未收到不予公开的申请。"),
        (REQUESTS, "没有发生超期答复申请的情况。"),
        (REMEDIES, "未发生行政诉讼案件。"),
        (REMEDIES, "2017年未发生行政复议。"),
        ("收费情况", "没有乱收费。"),
    ],
)
def test_nothing_of_another_kind_is_silent(title: str, text: str) -> None:
    assert not said(nothing.check, reading_of(text, title, CELLS))


_BUSY = {
    "s1_1_b": 3,
    "s2_2_1": 2,
    "s2_2_1_a": 1,
    "s3_1": 12,
    "s3_3": 12,
    "s3_3_6": 2,
    "s4": 0,
    "s5": 0,
    "s8_3": 3,
    "s8_3_1": 1,
    "s8_3_2": 2,
    "s1_1_a": 2,
    "s1_2_3": 20,
    "s6": 0,
    "s8_2": 3,
    "s8_4": 0.8,
    "s9_1": 3,
    "s9_2": 2,
    "s9_3": 86,
    "s2_1": 4,
    "s2_2_3": 12,
    "s3_2_2": 1,
    "s1_2_4": 160,
    "s1_1": 620,
}


def _everyday(text: str, title: str = "概述") -> list[tuple[str, str]]:
    found = said(against.check, reading_of(f"推进政务公开工作。{text}", title, _BUSY))
    return [(one.cells[0], one.severity) for one in found]


@pytest.mark.parametrize(
    ("text", "title", "code"),
    [
        ("召开专题会议5次。", "概述", "s9_1"),
        ("召开工作会议、专题会议共9次。", "概述", "s9_1"),
        ("投入工作经费8万元。", "概述", "s8_4"),
        ("街道设信息查阅点12处。", "概述", "s8_2"),
        ("组织业务培训6期。", "概述", "s9_2"),
        ("举办培训班2期，培训人员68人次。", "概述", "s9_3"),
        ("组织培训2次，共68人参加培训。", "概述", "s9_3"),
        ("回应社会关注热点问题9次。", CONCERNS, "s2_1"),
        ("发布政策解读21篇。", CONCERNS, "s2_2_3"),
        ("延期答复3件。", REQUESTS, "s3_2_2"),
        ("举办培训2期68人次。", "概述", "s9_3"),
        ("培训5次、86人。", CAPACITY, "s9_2"),
        ("现有工作人员9人。", CAPACITY, "s8_3"),
        ("明确专职2人、兼职2人。", "概述", "s8_3_1"),
        ("年度经费6万元。", CAPACITY, "s8_4"),
        ("参加新闻发布会2次，其中主要负责同志参加2次。", CONCERNS, "s2_2_1_a"),
        ("新制定文件12份，其中规范性文件5份。", OPEN, "s1_1_b"),
        ("答复15件，2件信息不存在。", REQUESTS, "s3_3"),
        ("12件申请中，3件信息不存在。", REQUESTS, "s3_3_6"),
        ("全年主动公开602条，其中网站602条。", OPEN, "s1_1"),
        ("举办政务公开培训2期，参加人员68人次。", "概述", "s9_3"),
        ("群众举报政府信息公开问题5件。", REMEDIES, "s6"),
        ("制发规范性文件3件，已主动公开5件。", OPEN, "s1_1_a"),
        ("“柳河之声”微信公众号推送106条。", OPEN, "s1_2_4"),
        (
            "主动公开政府信息620条。按形式划分，微博、微信180条（其中微博20条、微信106条），公开栏440条。",
            OPEN,
            "s1_2_4",
        ),
        ("通过微信公众号公开信息106条。", OPEN, "s1_2_4"),
        ("2018年全年主动公开政府信息602条。", "存在的问题和改进措施", "s1_1"),
    ],
)
def test_everyday_words_are_held_against_the_table_with_a_warning(text: str, title: str, code: str) -> None:
    assert _everyday(text, title) == [(code, "warning")]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("召开专题会议3次，举办培训班2期，培训人员86人次。", "概述"),
        ("召开工作会议1次、专题会议2次。", "概述"),
        ("召开安全生产工作会议12次，召开脱贫攻坚推进会议20次。", "概述"),
        ("举办农民实用技能培训班15期，培训人员800人次。", "概述"),
        ("参加县里组织的培训1次，选派2人参加培训。", "概述"),
        ("一季度培训40人，三季度培训46人。", "概述"),
        ("分别培训40人次、46人次，合计86人次。", "概述"),
        ("设查阅场所1个，公共查阅点2个，共3个。", "概述"),
        ("各村、社区设查阅点16个。", "概述"),
        ("举办培训2期86人次。", "概述"),
        ("培训2次、86人；现有工作人员3人，专职1人、兼职2人。", CAPACITY),
        ("各村配备专职1人、兼职5人。", CAPACITY),
        ("12件申请均已答复，其中2件信息不存在。", REQUESTS),
        ("通过“柳河”订阅号（微信号：lh1）公开政府信息20条。", OPEN),
        ("召开动员会议3次，参加人员150人次。", "概述"),
        ("“12345”热线受理投诉86件。", REMEDIES),
        ("制发规范性文件3件，已主动公开2件。", OPEN),
        ("转发上级解读材料65篇；镇自行解读材料12篇。", CONCERNS),
        ("主动公开扶贫信息155条，其中微博公开20条。", OPEN),
        ("投入扶贫资金286.5万元。", "概述"),
        ("2019年将召开会议5次，组织培训4次。", "存在的问题和改进措施"),
        ("力争全年主动公开政府信息700条以上。", "存在的问题和改进措施"),
        ("通过微信公众号公开扶贫信息30条。", OPEN),
    ],
)
def test_everyday_words_of_something_else_are_silent(text: str, title: str) -> None:
    assert not _everyday(text, title)
