"""Right but unusual reports: nothing may be said of them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import replace

import pytest

from gongkai.rules.relations.check import check_paper
from tests.cases.county_report import COUNTY
from tests.cases.later_report import cells_of, paper_in_form
from tests.cases.reports import Draft, paper_of

_OPEN = "二、主动公开政府信息情况"
_REQUESTS = "四、依申请公开情况"


def _equal_channels() -> Draft:
    text = "2018年，柳河镇主动公开政府信息620条，同一信息同时在政府网站、政务微博、政务微信和公开栏公开，各620条。"
    return (
        Draft().saying(_OPEN, text).filled(s1_2_2=620, s1_2_3=620, s1_2_4=620, s1_2_5=620, s1_1_a=0, s1_1_b=0)
    )


def _more_channels_than_items() -> Draft:
    text = (
        "主动公开政府信息620条，其中政府网站公开600条，政务微博公开300条，政务微信公开500条，"
        "公开栏等其他方式公开620条。"
    )
    return Draft().saying(_OPEN, text).filled(s1_2_2=600, s1_2_3=300, s1_2_4=500, s1_2_5=620)


def _more_answered_than_received() -> Draft:
    text = (
        "全年收到政府信息公开申请12件，其中当面申请3件、网络申请8件、信函申请1件；加上年结转的2件，"
        "共办结14件，答复14件。"
    )
    return Draft().saying(_REQUESTS, text).filled(s3_2=14, s3_2_1=13, s3_3=14, s3_3_2=8)


def _thirds() -> Draft:
    text = (
        "收到政府信息公开申请3件，其中当面申请1件，占33.33%；网络申请1件，占33.33%；信函申请1件，占33.33%。"
    )
    nothing = {f"s3_3_{n}": 0 for n in (1, 3, 4, 6)}
    cells = {"s3_1": 3, "s3_1_1": 1, "s3_1_3": 1, "s3_1_4": 1, "s3_2": 3, "s3_2_1": 3, "s3_2_2": 0, "s3_3": 3}
    return Draft().saying(_REQUESTS, text).filled(**cells, **nothing, s3_3_2=3, s3_3_4_3=0)


def _nested() -> Draft:
    return Draft().saying(
        _REQUESTS,
        "收到政府信息公开申请12件，其中当面申请3件、网络申请8件（其中电子邮件2件、网站6件）、信函申请1件。",
        "共答复12件，其中同意公开6件，不同意公开2件，其中涉及个人隐私2件，部分公开1件，信息不存在1件，"
        "属于已主动公开范围2件。",
    )


def _open_lists() -> Draft:
    return Draft().saying(
        _OPEN,
        "主动公开政府信息620条，主要包括工作动态300条、通知公告100条、财政信息20条。",
        "在政务服务网办理老年证927件、参保登记747件等各类事项3000件。",
    )


def _index_numbers() -> Draft:
    return Draft().saying(
        "八、附注",
        "文件索引号11341702486344515H/201810-00013、014416330/2018-04736、640381197801012345。",
        "依据国办发〔2017〕42号、清政办发〔2018〕32号文件，联系电话0953-3700018，手机13800000000，邮编751605。",
        "统一社会信用代码11500382774856013D，开户账号6222000000000000000。",
    )


def _other_years() -> Draft:
    return Draft().saying(
        _OPEN,
        "2017年主动公开政府信息500条，2018年主动公开政府信息620条，同比增长24%。",
        "自2008年5月1日《条例》施行以来，累计主动公开政府信息8623条。",
        "截至2018年底，公众号关注人数3200人，比上年增加600人，增长23.1%。",
    )


def _villages() -> Draft:
    return Draft().saying(
        "八、村务公开情况",
        "全镇15个行政村和1个社区每村设公开栏2个，共32个，每季度更新1次；各村全年公开村务信息1850条。",
        "每名联络员联系30户左右的群众，开展“最多跑一次”“12件民生实事”宣传。",
        "办理12345热线工单120件，按时办结率99.2%，满意率97.5%。",
    )


def _plans() -> Draft:
    return Draft().saying(
        "八、2019年工作计划",
        "2019年，我镇将主动公开政府信息800条以上，召开政务公开工作会议6次，力争办结率达到100%。",
        "学习新修订的《政府信息公开条例》，向大坝镇学习先进经验。",
    )


def _superiors() -> Draft:
    return Draft().saying(
        "八、其他事项",
        "在县委、县政府领导下，按照全县统一部署，参加县政务公开培训3次，县政府办公室来镇督查2次。",
        "我县召开推进会，大坝镇、松山乡在会上交流经验，省、市、县三级媒体报道12次。",
    )


def _spoken_numbers() -> Draft:
    return (
        Draft()
        .instead("主动公开政府信息620条", "主动公开政府信息六百二十条")
        .instead("申请12件", "申请十二件")
    )


def _yuan() -> Draft:
    return Draft().instead("专项经费5.5万元", "专项经费55000元")


def _no_numbers() -> Draft:
    return replace(Draft(), chapters={"一、概述": ("2018年，柳河镇认真落实《条例》。",)})


DRAFTS: tuple[Callable[[], Draft], ...] = (
    _equal_channels,
    _more_channels_than_items,
    _more_answered_than_received,
    _thirds,
    _nested,
    _open_lists,
    _index_numbers,
    _other_years,
    _villages,
    _plans,
    _superiors,
    _spoken_numbers,
    _yuan,
    _no_numbers,
)


@pytest.mark.parametrize("make", DRAFTS, ids=lambda make: make.__name__.strip("_"))
def test_a_right_but_unusual_report_is_silent(make: Callable[[], Draft]) -> None:
    assert [finding.message for finding in check_paper(make().paper()).findings] == []


def _wide(prose: str) -> str:
    return prose.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def _spaced(prose: str) -> str:
    return re.sub(r"(\d+)", r" \1 ", prose)


def _wrapped(prose: str) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, 32)) for line in prose.split("\n"))


def _half_width(prose: str) -> str:
    return prose.translate(str.maketrans("，：；（）", ",:;()"))


def _traditional(prose: str) -> str:
    return prose.translate(str.maketrans("开条数网应请发会报", "開條數網應請發會報"))


@pytest.mark.parametrize("dress", [_wide, _spaced, _wrapped, _half_width, _traditional])
def test_a_right_report_in_another_dress_is_silent(dress: Callable[[str], str]) -> None:
    text = Draft().text()
    cut = text.index("附件：")
    checked = check_paper(paper_of(dress(text[:cut]) + text[cut:]))
    assert [finding.message for finding in checked.findings] == []
    assert checked.year == 2018


@pytest.mark.parametrize("dress", [_wide, _spaced, _wrapped, _half_width, _traditional])
def test_a_broken_report_in_another_dress_is_not(dress: Callable[[str], str]) -> None:
    text = Draft().instead("主动公开政府信息620条", "主动公开政府信息602条").text()
    cut = text.index("附件：")
    checked = check_paper(paper_of(dress(text[:cut]) + text[cut:]))
    assert "text.table" in {finding.rule for finding in checked.findings}


_BUREAU = {
    "柳河镇人民政府办公室": "县教育局办公室",
    "清泉县柳河镇": "清泉县教育局",
    "柳河镇": "我局",
    "全镇": "全局",
}
_COUNTY = {
    "清泉县柳河镇人民政府": "清泉县人民政府",
    "清泉县柳河镇": "清泉县",
    "柳河镇": "我县",
    "全镇": "全县",
}


@pytest.mark.parametrize("words", [_BUREAU, _COUNTY], ids=["department", "county"])
def test_a_right_report_of_another_level_is_silent(words: dict[str, str]) -> None:
    text = Draft().text()
    for old, new in words.items():
        text = text.replace(old, new)
    assert [finding.message for finding in check_paper(paper_of(text)).findings] == []


def test_a_right_report_of_a_whole_county_is_silent() -> None:
    assert [finding.message for finding in check_paper(COUNTY.paper()).findings] == []


@pytest.mark.parametrize(("form", "year"), [("2019", 2019), ("2019", 2020), ("2021", 2021), ("2021", 2023)])
def test_a_right_report_in_a_later_form_is_silent(form: str, year: int) -> None:
    checked = check_paper(paper_in_form(form, year))
    assert (checked.form, checked.year) == (form, year)
    assert [finding.message for finding in checked.findings] == []


_SPOKEN_OF = (
    "t3_r1_tot",
    "t3_r2_tot",
    "t3_r3_1_tot",
    "t3_r3_2_tot",
    "t3_r3_4_1_tot",
    "t3_r4_tot",
    "t2_1_doc_made",
)


@pytest.mark.parametrize("code", _SPOKEN_OF)
def test_a_broken_cell_of_a_later_form_is_held_against_the_text(code: str) -> None:
    cells = cells_of("2021")
    checked = check_paper(paper_in_form("2021", 2022, {**cells, code: cells[code] + 3}))
    told = [one for one in checked.findings if one.rule in ("text.table", "text.nothing")]
    assert [code in one.cells for one in told] == [True]


@pytest.mark.parametrize(
    ("right", "broken"),
    [
        ("主动公开政府信息25,680条", "主动公开政府信息26,580条"),
        ("其他方式公开政府信息数3900条", "其他方式公开政府信息数3090条"),
        ("来信1320件，办结1298件，办结率98.3%", "来信1320件，办结1298件，办结率93.8%"),
        ("同意公开答复76件，占49.4%", "同意公开答复76件，占94.4%"),
        ("（涉及商业秘密3件", "（涉及商业秘密4件"),
        ("网络申请88件", "网络申请98件"),
        ("其中维持具体行政行为5件，被依法纠错1件", "其中维持具体行政行为6件，被依法纠错1件"),
        ("未收取任何费用。", "共收取费用1.5万元。"),
        ("未收到针对政府信息公开的举报投诉", "政府信息公开举报投诉3件"),
        ("其中专职人员30人", "其中专职人员130人"),
        ("整改率100%", "整改率110%"),
        ("其他占24.9%", "其他占42.9%"),
    ],
)
def test_one_broken_number_of_the_county_s_report_is_found(right: str, broken: str) -> None:
    found = check_paper(COUNTY.instead(right, broken).paper()).findings
    assert [finding.severity for finding in found if finding.severity != "info"]
