"""What the town worked with and what it handled: offices, people, money, meetings, flows, cases by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.doors.cli.demonstration.chance import Chance
from gongkai.doors.cli.demonstration.town import SINCE, TOWN, UNITS, VILLAGES, Row

CASES = {
    "老年证": 927,
    "死亡待遇领取": 157,
    "参保待遇资格认证": 2960,
    "参保登记": 747,
    "定期领取待遇": 280,
    "“4050”信息录入": 48,
}
_FLOWS = {
    "民生服务中心": (
        "老年证办理",
        "城乡低保申请",
        "临时救助申请",
        "特困供养申请",
        "高龄津贴申请",
        "残疾人两项补贴申请",
        "医疗救助申请",
        "孤儿基本生活保障申请",
    ),
    "社会保障服务站": (
        "城乡居民养老保险参保登记",
        "养老保险待遇领取资格认证",
        "死亡待遇领取",
        "定期领取待遇核定",
        "城乡居民医疗保险参保",
        "“4050”人员信息录入",
        "就业失业登记",
        "创业担保贷款初审",
    ),
    "农业服务中心": (
        "耕地地力保护补贴申报",
        "农机购置补贴申请",
        "农业保险投保登记",
        "土地流转备案",
        "动物防疫登记",
        "农作物病虫害防治服务",
    ),
    "国土和村镇建设所": (
        "宅基地申请初审",
        "农村危房改造申请",
        "乡村建设规划许可初审",
        "农村建房质量安全登记",
        "设施农用地备案",
    ),
    "计划生育服务站": ("生育登记", "独生子女父母光荣证办理", "流动人口婚育证明", "家庭医生签约"),
    "司法所": ("人民调解申请", "法律援助初审", "社区矫正报到登记"),
    "文化服务中心": ("农家书屋借阅", "文化活动场地预约", "广播电视户户通报修"),
}
_SPENT = (
    ("印制政务公开宣传资料", 9600, date(2018, 3, 22)),
    ("维修村民小组政务公开墙", 6200, date(2018, 6, 19)),
    ("制作政策明白卡", 3000, date(2018, 8, 14)),
    ("政务公开培训材料", 2400, date(2018, 5, 16)),
)
_BOARD = 2800


def offices() -> Iterator[Row]:
    """One office of openness in every village."""
    for code, name in VILLAGES.items():
        yield {"body": code, "name": f"{name}政务公开工作室", "since": SINCE}


def reading_points() -> Iterator[Row]:
    """Two places where information is read."""
    for name, address in (
        ("镇便民服务大厅查阅点", "镇便民服务大厅一楼"),
        ("镇文化站查阅点", "镇文化站图书室"),
    ):
        yield {"body": TOWN, "name": name, "address": address, "since": SINCE}


def staff() -> Iterator[Row]:
    """One person full time, one part time, and a liaison in every village and the community."""
    yield {"body": TOWN, "name": "演示经办员", "mode": "专职", "since": SINCE}
    yield {"body": TOWN, "name": "演示协办员", "mode": "兼职", "since": SINCE}
    for code, name in UNITS.items():
        yield {"body": code, "name": f"{name}联络员", "mode": "联络员", "since": SINCE}


def spending() -> Iterator[Row]:
    """66,000 元, mainly for boards."""
    for name in UNITS.values():
        yield {
            "body": TOWN,
            "purpose": f"制作{name}宣传公开栏",
            "amount": _BOARD,
            "paid_on": date(2018, 4, 10),
        }
    for purpose, amount, paid_on in _SPENT:
        yield {"body": TOWN, "purpose": purpose, "amount": amount, "paid_on": paid_on}


def meetings() -> Iterator[Row]:
    """Two meetings."""
    for subject, held_on, attendance in (
        ("部署2018年基层政务公开标准化规范化试点工作", date(2018, 3, 6), 42),
        ("政务公开半年工作调度会", date(2018, 7, 24), 38),
    ):
        yield {
            "body": TOWN,
            "subject": subject,
            "held_on": held_on,
            "place": "镇政府会议室",
            "attendance": attendance,
        }


def courses() -> Iterator[Row]:
    """One course for 35."""
    yield {
        "body": TOWN,
        "subject": "公开目录、信息报送和保密审查",
        "held_on": date(2018, 5, 16),
        "attendance": 35,
    }


def flows() -> Iterator[Row]:
    """37 flows over seven offices."""
    for at, (office, names) in enumerate(_FLOWS.items()):
        for name in names:
            yield {
                "body": TOWN,
                "name": name,
                "office": office,
                "steps": "申请、受理、审核、办结、送达",
                "settled_on": date(2018, 3, 12 + at),
            }


def case_counts() -> Iterator[Row]:
    """Cases by kind and month."""
    for kind, total in CASES.items():
        for month, cases in enumerate(Chance(kind).split(total, 12), 1):
            yield {"body": TOWN, "kind": kind, "month": date(2018, month, 1), "cases": cases}


def supervision_points() -> Iterator[Row]:
    """A telephone and a box."""
    yield {"body": TOWN, "kind": "监督电话", "label": "0953-0000000（演示号码）", "since": SINCE}
    yield {"body": TOWN, "kind": "举报箱", "label": "镇政府大门东侧", "since": SINCE}
