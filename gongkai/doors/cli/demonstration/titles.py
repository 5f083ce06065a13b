"""What a town and its villages make public in a year: titles with their field, stage and rhythm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Rhythm = Literal["once", "half", "quarter", "month"]
_QUARTERS = ("一", "二", "三", "四")


@dataclass(frozen=True, slots=True)
class Topic:
    """Something made public once or at a rhythm; ``month`` is when it comes once.

    In a title ``{p}`` stands for the period and ``{v}`` for the village.
    """

    field: str
    stage: str
    title: str
    rhythm: Rhythm = "once"
    month: int = 1


@dataclass(frozen=True, slots=True)
class Occasion:
    """One title with the span of days in which it is published."""

    field: str
    stage: str
    title: str
    first: date
    last: date


def occasions(topic: Topic) -> Iterator[Occasion]:
    """Every time that a topic comes up in 2018; what closes a period is published at the start of the next."""
    for period, month in _periods(topic):
        begin, end = (1, 15) if month <= 12 else (20, 28)
        day = min(month, 12)
        yield Occasion(
            topic.field,
            topic.stage,
            topic.title.replace("{p}", period),
            date(2018, day, begin),
            date(2018, day, end),
        )


def _periods(topic: Topic) -> Iterator[tuple[str, int]]:
    match topic.rhythm:
        case "once":
            yield "", topic.month
        case "half":
            yield "上半年", 7
            yield "下半年", 13
        case "quarter":
            for at, name in enumerate(_QUARTERS):
                yield f"第{name}季度", 4 + 3 * at
        case "month":
            for month in range(1, 13):
                yield f"{month}月", month + 1


VILLAGE_KEY = (
    Topic("社会救助", "结果", "{v}2018年{p}农村低保对象公示", "quarter"),
    Topic("社会救助", "结果", "{v}2018年{p}临时救助发放情况公示", "half"),
    Topic("涉农补贴", "结果", "{v}2018年耕地地力保护补贴面积公示", month=4),
    Topic("涉农补贴", "执行", "{v}2018年农机购置补贴申请情况公示", month=6),
    Topic("扶贫救灾", "结果", "{v}2018年建档立卡贫困户动态调整结果公示", month=11),
    Topic("扶贫救灾", "执行", "{v}2018年{p}扶贫项目资金使用情况公示", "half"),
    Topic("农村危房改造", "决策", "{v}2018年危房改造对象评议结果公示", month=3),
    Topic("农村危房改造", "结果", "{v}2018年危房改造验收结果公示", month=10),
    Topic("社会保险", "执行", "{v}2018年城乡居民养老保险缴费情况公示", month=9),
    Topic("医疗卫生", "服务", "{v}2018年城乡居民医疗保险参保缴费通知", month=10),
    Topic("环境保护", "管理", "{v}2018年{p}环境卫生评比结果公示", "quarter"),
    Topic("就业创业", "服务", "{v}2018年农村劳动力转移就业培训报名通知", month=3),
    Topic("养老服务", "结果", "{v}2018年高龄津贴发放情况公示", month=5),
    Topic("公共法律服务", "服务", "{v}2018年法律顾问值班安排", month=2),
    Topic("安全生产", "管理", "{v}2018年冬季取暖安全检查情况通报", month=11),
    Topic("公共文化服务", "服务", "{v}2018年农家书屋开放时间和图书目录", month=2),
    Topic("户籍管理", "服务", "{v}2018年户籍业务集中办理通知", month=8),
    Topic("征地补偿", "结果", "{v}2018年渠道改造占地补偿公示", month=9),
)
VILLAGE_AFFAIRS = (
    Topic("村务公开", "结果", "{v}2018年{p}财务收支公示", "quarter"),
    Topic("村务公开", "决策", "{v}2018年{p}村民代表会议决议公开", "half"),
    Topic("村务公开", "管理", "{v}2018年集体资产资源台账公示", month=5),
    Topic("村务公开", "决策", "{v}2018年一事一议筹资筹劳方案公示", month=3),
    Topic("村务公开", "管理", "{v}2018年村干部分工和值班安排", month=1),
)
TOWN_KEY = (
    Topic("财政预决算", "结果", "邵岗镇2018年{p}“三公”经费支出情况公开", "quarter"),
    Topic("财政预决算", "结果", "邵岗镇2017年财政决算公开", month=9),
    Topic("财政预决算", "决策", "邵岗镇2018年财政预算公开", month=2),
    Topic("安全生产", "管理", "邵岗镇2018年{p}安全生产检查情况通报", "month"),
    Topic("环境保护", "管理", "邵岗镇2018年{p}农村环境综合整治情况通报", "month"),
    Topic("环境保护", "执行", "邵岗镇2018年{p}秸秆禁烧巡查情况", "quarter"),
    Topic("扶贫救灾", "结果", "邵岗镇2018年{p}扶贫项目进展情况公开", "quarter"),
    Topic("扶贫救灾", "服务", "邵岗镇2018年{p}产业扶贫政策问答", "month"),
    Topic("就业创业", "服务", "邵岗镇2018年{p}用工信息和招聘会安排", "month"),
    Topic("就业创业", "服务", "邵岗镇2018年{p}创业担保贷款申请指南", "half"),
    Topic("社会保险", "服务", "邵岗镇2018年{p}养老保险待遇资格认证提醒", "month"),
    Topic("社会救助", "结果", "邵岗镇2018年{p}农村低保审核审批结果公开", "month"),
    Topic("社会救助", "结果", "邵岗镇2018年{p}临时救助审批结果公开", "quarter"),
    Topic("养老服务", "服务", "邵岗镇2018年{p}老年证办理情况和流程", "quarter"),
    Topic("户籍管理", "服务", "邵岗镇2018年{p}户籍业务预约办理安排", "quarter"),
    Topic("涉农补贴", "执行", "邵岗镇2018年{p}涉农补贴发放进度公开", "quarter"),
    Topic("涉农补贴", "服务", "邵岗镇2018年{p}农时农技和补贴政策提醒", "month"),
    Topic("医疗卫生", "服务", "邵岗镇2018年{p}家庭医生签约服务安排", "month"),
    Topic("医疗卫生", "服务", "邵岗镇2018年{p}预防接种通知", "month"),
    Topic("公共文化服务", "服务", "邵岗镇2018年{p}文化下乡活动安排", "month"),
    Topic("公共法律服务", "服务", "邵岗镇2018年{p}法律援助值班表", "month"),
    Topic("公共法律服务", "服务", "邵岗镇2018年{p}法治宣传进村安排", "quarter"),
    Topic("征地补偿", "结果", "邵岗镇2018年{p}征地补偿费发放情况公开", "half"),
    Topic("农村危房改造", "执行", "邵岗镇2018年{p}危房改造开工和竣工情况", "quarter"),
    Topic("安全生产", "服务", "邵岗镇2018年{p}道路交通安全提示", "month"),
    Topic("扶贫救灾", "服务", "邵岗镇2018年{p}气象灾害防御提示", "month"),
)
"""More than are needed; as many are taken as a channel had."""
TOWN_OTHER = (
    Topic("工作动态", "执行", "邵岗镇2018年{p}重点工作进展", "month"),
    Topic("工作动态", "执行", "邵岗镇2018年{p}镇村干部例会要点", "month"),
    Topic("工作动态", "执行", "邵岗镇2018年{p}乡村振兴工作简报", "month"),
    Topic("工作动态", "执行", "邵岗镇2018年{p}农田水利建设进展", "quarter"),
    Topic("工作动态", "执行", "邵岗镇2018年{p}中心户走访情况", "month"),
    Topic("工作动态", "执行", "邵岗镇2018年{p}志愿服务活动", "month"),
    Topic("公告公示", "管理", "邵岗镇2018年{p}便民服务大厅值班公告", "month"),
    Topic("公告公示", "管理", "邵岗镇2018年{p}停水停电通告汇总", "quarter"),
    Topic("公告公示", "管理", "邵岗镇2018年{p}渠系放水安排公告", "quarter"),
    Topic("机构职能", "管理", "邵岗镇2018年{p}领导班子分工和联系村", "half"),
    Topic("机构职能", "管理", "邵岗镇站所职能和办公电话", month=1),
    Topic("政策文件", "决策", "邵岗镇2018年政务公开工作要点（演示）", month=2),
    Topic("政策文件", "决策", "邵岗镇政务公开工作考核细则（演示）", month=6),
    Topic("政策文件", "决策", "邵岗镇2018年{p}印发文件目录", "quarter"),
    Topic("工作动态", "结果", "邵岗镇2018年{p}人大代表建议办理进度", "quarter"),
)
