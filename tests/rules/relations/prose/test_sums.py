"""A total and its parts: what must be said, and the right twin on which nothing is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.relations.prose import sums
from tests.rules.relations.prose.ground import reading_of, rules, said

SUM, PART = "text.sum-of-parts", "text.part-of-total"


def _rules(text: str) -> list[tuple[str, str]]:
    return rules(said(sums.check, reading_of(text)))


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("公开信息352条，其中政务动态328条，政策法规11条，公共资源配置15条。", SUM, "error"),
        ("公开信息352条，其中政务动态328条，政策法规11条，公共资源配置11条。", SUM, "warning"),
        ("收到申请12件，其中当面申请5件、网络申请8件。", SUM, "error"),
        ("收到申请12件（网络8件、信函3件）。", SUM, "warning"),
        ("收到申请12件，当面申请3件，网络申请8件。", SUM, "warning"),
        ("在已答复的9件申请中，同意公开7件，部分公开1件，不予公开1件，信息不存在1件。", SUM, "error"),
        ("召开会议12次，其中专题会议5次，其他会议6次。", SUM, "error"),
        ("共公开744条，其中网站、微信、微博、公开栏分别公开79条、133条、7条、515条。", SUM, "error"),
        ("公开信息22条，其中线上公开25条。", PART, "error"),
        ("公开信息500条，主要包括工作动态600条等。", PART, "error"),
        (
            "收到建议8件、提案5件，共办理代表建议8件。一季度公开150条，二季度公开160条，合计320条。",
            SUM,
            "error",
        ),
        ("网站公开79条、微信公开133条，共计202条。", SUM, "warning"),
        ("网站公开79条、微信公开133条，共计222条。", SUM, "error"),
        ("全年在政府网站公开210条，政务微信160条，其他方式220条，合计600条。", SUM, "error"),
        ("召开发布会9次，其中负责同志参加3次、部门参加7次；在线访谈12次，其中负责同志5次。", SUM, "error"),
        ("收到申请12件，其中同意8件，不同意4件，其中涉及国家秘密1件、个人隐私4件。", SUM, "error"),
        ("公开信息352条。其中：动态328条；法规11条；公共资源15条。", SUM, "error"),
        ("公开信息352条，占全年公开总数的40%，其中动态328条、法规11条、公共资源15条。", SUM, "error"),
        ("公开信息352条。\n其中：\n1.动态328条。\n2.法规11条、通告13条。\n3.公共资源2条。", SUM, "error"),
        ("公开信息352条，其中：\n（1）动态328条；\n（2）法规11条；\n（3）其他3条。", SUM, "error"),
        ("公开信息352条。按内容分，动态328条，法规11条，公共资源15条。", SUM, "warning"),
        (
            "公开信息352条。\n从类别看，动态300条，占85.2%；法规32条，占9.1%；公告10条，占5.7%。",
            SUM,
            "warning",
        ),
        ("投入经费12.5万元，用于更新设备（7.5万元）和印制手册（6万元）。", SUM, "error"),
        ("共培训2期，分别培训35人次、41人次，合计86人次。", SUM, "error"),
        ("公开信息352条。分季度看，一季度100条，二季度80条，三季度90条，四季度182条。", SUM, "warning"),
        (
            "公开信息352条。其中：\n（一）工作动态。全年公开328条。\n（二）政策法规。公开25条。",
            SUM,
            "error",
        ),
        ("公开信息352条。其中：\n● 动态：328条\n● 法规：25条", SUM, "error"),
        ("投入经费12.5万元，主要用于网站维护7.5万元、公开栏建设6万元。", SUM, "error"),
        ("回应关切4次，其中通过微博微信回应5次，其他方式回应1次。", PART, "warning"),
    ],
)
def test_lists_that_do_not_add_up(text: str, rule: str, severity: str) -> None:
    assert _rules(text) == [(rule, severity)]


@pytest.mark.parametrize(
    "text",
    [
        "公开信息744条，其中在平台公布79条，在微信公布133条，在镇级、村级公开栏公开525条，在微博公开7条。",
        "公开信息352条，其中政务动态328条，政策法规11条，公共资源配置13条。",
        "公开信息22条，其中线上公开15条。",
        "公开信息500条，包括工作动态200条、通知公告150条、政策文件100条等。",
        "公开信息500条，主要有工作动态200条、通知公告150条。",
        "公开信息744条，其中网站公开400条、微信公开400条、公开栏公开400条。",
        "收到申请12件，其中当面3件、网络9件（其中邮件4件、平台5件），办结12件。",
        "收到申请12件，其中同意公开8件，不同意公开4件，其中涉及国家秘密1件、个人隐私3件。",
        "收到申请20件，其中公民18件、法人2件；网上15件、信函5件；按时办结20件。",
        "收到申请20件，其中当面5件、网上15件，农业类8件、土地类12件。",
        "公开信息895条，其中工作动态603条；通知公告132条；其他160条。",
        "召开发布会9次，其中负责同志参加3次；在线访谈12次，其中负责同志5次；回应60次。",
        "收到申请12件，上年结转1件，其中自然人10件、企业2件。",
        "不同意12件，占7.8%（涉及商业秘密3件、个人隐私9件）。",
        "发放资料3000份，其中手册2000份、明白卡1000份，受益群众5000人次。",
        "收到申请2件，均按时办结，其中信息不存在1件，不属于本机关公开1件。",
        "完成答复145件，包括上年结转3件。其中，予以公开96件，不予公开49件。",
        "完成答复145件。其中，予以公开96件，部分公开7，不予公开42件。",
        "公开信息700余条，其中网站300条、微信200条、其他100条。",
        "全年公开744条，其中微信133条，共召开会议900次。",
        "每村设公开栏2个，共30个。",
        "安排经费12.5万元，其中设备6.5万元，宣传6万元。",
        "公开信息352条。其中：\n1.动态328条。\n2.法规11条、通告11条。\n3.公共资源2条。",
        "公开信息352条。主要做法如下：\n1.召开会议3次，印发文件500份。\n2.举办培训2期。",
        "公开信息352条。按内容分，动态328条，法规11条，公共资源13条。",
        "公开信息352条。按季度分，一季度公开100条，二季度公开80条，三季度公开90条，四季度公开82条。",
        "投入经费12.5万元，用于更新设备（6.5万元）和印制手册（6万元）。",
        "投入经费12.5万元，用于建设公开栏，带动群众增收20万元。",
        "接受现场咨询320人次、电话咨询156人次、网上咨询24条，合计500人次（条）。",
        "培训2期，分别培训35人次、41人次，合计76人次。",
        "公开信息352条。从渠道看，网站公开300条、微信公开52条。从类别看，主要有动态200条、法规100条等。",
        "回应关切4次，其中通过微博微信回应3次，其他方式回应2次。",
    ],
)
def test_right_lists_are_silent(text: str) -> None:
    assert not _rules(text)


@given(st.lists(st.integers(1, 500), min_size=3, max_size=7))
def test_a_complete_list_is_silent_and_one_more_in_a_part_is_not(parts: list[int]) -> None:
    names = "甲乙丙丁戊己庚"

    def sentence(numbers: list[int]) -> str:
        items = "，".join(f"{names[i]}号文件{number}份" for i, number in enumerate(numbers))
        return f"全年印发文件{sum(parts)}份，其中{items}。"

    assert not _rules(sentence(parts))
    assert _rules(sentence([parts[0] + 1, *parts[1:]])) == [(SUM, "error")]


def test_the_finding_names_the_total_the_sum_and_the_line() -> None:
    (finding,) = said(sums.check, reading_of("概述。\n公开信息352条，其中动态328条，法规11条，其他15条。"))
    assert (finding.expected, finding.found, finding.where.line) == (354, 352, 2)
    assert "352条" in finding.message
    assert "328+11+15" in finding.message
