"""The town's directory in two editions: an old short one, and the pilot's of April 2018 with fifteen fields.

The rows that speak of rhythms are invented; the others are taken from the sample rows of real directories, with this
town for publisher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.doors.cli.demonstration.town import KEY_FIELDS
from gongkai.records.catalogue.directory.boxes import Boxes
from gongkai.records.catalogue.directory.rows import OTHER_WORDS, STAGES
from gongkai.records.catalogue.directory.writing import title_of, workbook_of
from gongkai.records.catalogue.models import Carrier, Entry
from gongkai.records.catalogue.standard import Sample, field_lists, samples

PUBLISHER, VILLAGE = "邵岗镇人民政府", "村（居）民委员会"
VILLAGE_AFFAIRS = "村务公开"
BUSY = "集体财务往来较多"
ABSENT = {
    "城乡规划": "规划由青铜峡市自然资源主管部门编制和公开",
    "重大建设项目": "本镇2018年没有批准和实施重大建设项目",
    "公共资源交易": "交易进入青铜峡市公共资源交易平台，由其公开",
    "税收管理": "税收由税务机关管理和公开",
    "拆迁安置": "本镇没有国有土地上房屋征收",
    "保障性住房": "本镇没有保障性住房",
    "食品药品监管": "由青铜峡市市场监管部门监管和公开",
    "城市综合执法": "本镇没有城市综合执法职能",
    "义务教育": "由青铜峡市教育主管部门和学校公开",
    "市政服务": "本镇没有市政公用服务",
}
"""Fields of the pilot's 25 that the town does not work in, each with the reason that is published."""
_SAMPLE_FIELDS = {
    "扶贫": "扶贫救灾",
    "救灾": "扶贫救灾",
    "就业": "就业创业",
    "涉农资金": "涉农补贴",
    "卫生健康": "医疗卫生",
    "政府文件信息": "政策文件",
    "镇务公开": "机构职能",
}
_HOMESTEADS, _MAJOR = "C037", "C036"
_FINANCE = "每季度首个月10日（集体财务往来较多的，财务收支情况应每月公布一次）"
_QUARTER = "每季度首个月20日"
_HALF = "每半年第1个月20日"
_ISSUED = re.compile(r"（国(?:务院)?令第\d+号）")
"""Numbers of decrees that are later than the year shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """An invented row: whose, of what, by when, at which stage."""

    field: str
    level1: str
    level2: str
    limit: str
    stage: str
    village: bool = False


TOWN_LINES = (
    Line("财政预决算", "部门支出", "“三公”经费支出情况", _QUARTER, "结果"),
    Line("安全生产", "监督检查", "安全生产检查情况", "每月10日前", "管理"),
    Line("安全生产", "宣传教育", "道路交通安全提示", "每月20日前", "服务"),
    Line("征地补偿", "补偿安置", "征地补偿费发放情况", _HALF, "结果"),
    Line("农村危房改造", "计划实施", "危房改造开工和竣工情况", _QUARTER, "执行"),
    Line("环境保护", "环境整治", "农村环境综合整治情况", "每月20日前", "管理"),
    Line("环境保护", "大气防治", "秸秆禁烧巡查情况", _QUARTER, "执行"),
    Line("公共文化服务", "文化活动", "文化下乡活动安排", "每月15日前", "服务"),
    Line("公共法律服务", "法律援助", "法律援助值班表", "每月10日前", "服务"),
    Line("扶贫救灾", "项目管理", "扶贫项目进展情况", _QUARTER, "结果"),
    Line("扶贫救灾", "备灾管理", "气象灾害防御提示", "每月15日前", "服务"),
    Line("就业创业", "就业信息服务", "用工信息和招聘会安排", "每月15日前", "服务"),
    Line("社会保险", "养老保险", "养老保险待遇资格认证提醒", "每月20日前", "服务"),
    Line("社会救助", "最低生活保障", "低保审核审批结果", "每月20日前，公示7个工作日", "结果"),
    Line("社会救助", "临时救助", "临时救助审批结果", _QUARTER, "结果"),
    Line("养老服务", "老年优待", "老年证办理情况和流程", _QUARTER, "结果"),
    Line("户籍管理", "户籍业务", "户籍业务预约办理安排", _QUARTER, "服务"),
    Line("涉农补贴", "补贴发放", "涉农补贴发放进度", _QUARTER, "执行"),
    Line("涉农补贴", "农技服务", "农时农技和补贴政策提醒", "每月20日前", "服务"),
    Line("医疗卫生", "公共卫生", "预防接种通知", "每月15日前", "服务"),
    Line("医疗卫生", "签约服务", "家庭医生签约服务安排", "每月20日前", "服务"),
)
VILLAGE_RHYTHMS = (
    Line(VILLAGE_AFFAIRS, "财务管理", "财务收支情况", _FINANCE, "结果", True),
    Line(VILLAGE_AFFAIRS, "民主决策", "村民代表会议决议", _HALF, "决策", True),
    Line("社会救助", "最低生活保障", "低保对象公示", _QUARTER, "结果", True),
    Line("社会救助", "临时救助", "临时救助发放情况", _HALF, "结果", True),
    Line("扶贫救灾", "资金管理", "扶贫项目资金使用情况", _HALF, "执行", True),
    Line("环境保护", "环境卫生", "环境卫生评比结果", "每季度首个月15日", "管理", True),
)  # fmt: skip
VILLAGE_EVENTS = (
    Line(
        "涉农补贴",
        "耕地地力保护",
        "耕地地力保护补贴面积",
        "结果确定后20个工作日内，公示7个工作日",
        "结果",
        True,
    ),
    Line("涉农补贴", "农机购置", "农机购置补贴申请情况", "信息形成之日起20个工作日内", "执行", True),
    Line("扶贫救灾", "扶贫对象", "贫困户动态调整结果", "结果确定后20个工作日内", "结果", True),
    Line("农村危房改造", "竣工验收", "危房改造验收结果", "结果确定后20个工作日内", "结果", True),
    Line("社会保险", "养老保险", "养老保险缴费情况", "信息形成之日起20个工作日内", "执行", True),
    Line("医疗卫生", "医疗保险", "医疗保险参保缴费", "及时公开", "服务", True),
    Line("养老服务", "高龄津贴", "高龄津贴发放情况", "信息形成之日起20个工作日内", "结果", True),
    Line("安全生产", "监督检查", "取暖安全检查情况", "及时公开", "管理", True),
    Line("户籍管理", "户籍业务", "户籍业务集中办理", "及时公开", "服务", True),
    Line("征地补偿", "补偿安置", "渠道改造占地补偿", "批准后15个工作日内", "结果", True),
)
"""What happens once: the second item is in the title of what is published then."""
_OLD_LINES = (
    Line(VILLAGE_AFFAIRS, "财务管理", "财务收支情况", _QUARTER, "结果", True),
    Line(VILLAGE_AFFAIRS, "村级组织", "村干部分工和值班安排", "每年1月31日前", "管理", True),
    Line(VILLAGE_AFFAIRS, "民主决策", "一事一议筹资筹劳方案", "每年3月31日前", "决策", True),
)


@dataclass(frozen=True, slots=True)
class Book:
    """One edition as it is brought in."""

    name: str
    since: date
    entries: dict[str, list[Entry]]

    @property
    def content(self) -> bytes:
        """The workbook."""
        return workbook_of(title_of(self.name, self.since), self.entries)


def books() -> tuple[Book, Book]:
    """The old edition and the pilot's."""
    old = [*map(_invented, _OLD_LINES), *(_sampled(one) for one in samples() if one.field == "财政预决算")]
    return (
        Book("邵岗镇政务公开目录（2017年版，演示数据）", date(2017, 1, 1), _by_field(old)),
        Book(
            "邵岗镇试点领域政务公开标准目录（2018年试点版，演示数据）",
            date(2018, 4, 1),
            _by_field(list(_pilot())),
        ),
    )


def other_fields() -> list[str]:
    """The pilot's fields that the town does not work in, in the order of the national paper."""
    return [name for name in field_lists()["2017"].names if name not in KEY_FIELDS]


def _pilot() -> Iterator[Entry]:
    yield from map(_invented, (*TOWN_LINES, *VILLAGE_RHYTHMS, *VILLAGE_EVENTS))
    for one in samples():
        field = _SAMPLE_FIELDS.get(one.field, one.field)
        known = field in KEY_FIELDS or field in _SAMPLE_FIELDS.values()
        if (known and one.carriers) or one.id in (_HOMESTEADS, _MAJOR):
            yield _sampled(one)


def _by_field(entries: list[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        kept = found.setdefault(entry.remarks.pop("领域"), [])
        kept.append(entry)
        entry.number = str(len(kept))
    return found


def _invented(line: Line) -> Entry:
    """A row of our own; its field travels in the remarks until the rows are sorted by field."""
    village = line.village
    return Entry(
        level1=line.level1,
        level2=line.level2,
        elements=line.level2,
        basis="《中华人民共和国村民委员会组织法》" if village else "《中华人民共和国政府信息公开条例》",
        limit_text=line.limit,
        publishers=VILLAGE if village else PUBLISHER,
        required_carriers=Carrier.BOARD.bit if village else Carrier.PORTAL.bit,
        optional_carriers=(Carrier.VILLAGE_RADIO.bit | Carrier.GROUP_CHAT.bit)
        if village
        else Carrier.SOCIAL.bit,
        at_town=not village,
        at_village=village,
        stage=STAGES[line.stage],
        remarks={"领域": line.field},
    )


def _sampled(one: Sample) -> Entry:
    boxes: Boxes = one.boxes
    remarks = {"领域": _SAMPLE_FIELDS.get(one.field, one.field)}
    if boxes.other:
        remarks[OTHER_WORDS] = boxes.other
    village = one.levels == ("村级",)
    return Entry(
        level1=one.level1,
        level2=one.level2,
        elements="；".join(one.elements),
        basis=_ISSUED.sub("", "；".join(one.basis)),
        limit_text=one.limit,
        publishers=VILLAGE if village else PUBLISHER,
        required_carriers=boxes.required,
        at_town="乡级" in one.levels,
        at_village="村级" in one.levels,
        stage=STAGES.get(one.stage, ""),
        remarks=remarks,
    )
