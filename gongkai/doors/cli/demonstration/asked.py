"""What people asked for and what became of it: interpretation, letters, proposals, the hotline, one application."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.doors.cli.demonstration.chance import Chance, WorkingDays
from gongkai.doors.cli.demonstration.town import TOWN, UNITS, WECHAT, Row

_POLICIES = (
    "乡村振兴战略",
    "政府工作报告",
    "扫黑除恶专项斗争",
    "农村人居环境整治",
    "脱贫攻坚三年行动",
    "农村集体产权制度改革",
    "城乡居民医保整合",
    "个人所得税改革",
)
_ANGLES = ("要点解读", "一图读懂", "问答", "政策背景", "与群众的关系")
_ORIGINS = ("新华网", "人民网", "新华网", "宁夏新闻网")
REPRINTS, SESSIONS = 34, 32


def interpretations() -> Iterator[Row]:
    """34 reprinted articles on WeChat, and 32 sessions: two in every village and the community."""
    days, chance = WorkingDays(), Chance("interpretations")
    for at in range(REPRINTS):
        policy, angle = _POLICIES[at % len(_POLICIES)], _ANGLES[(at // len(_POLICIES)) % len(_ANGLES)]
        yield {
            "body": TOWN,
            "title": f"{policy}：{angle}（演示稿件）",
            "form": "解读稿件",
            "held_on": days.within(date(2018, 1 + at % 12, 1), date(2018, 1 + at % 12, 28), chance),
            "policy": policy,
            "reprinted": True,
            "origin": chance.pick(_ORIGINS),
            "channel": WECHAT,
        }
    for turn, (month, policy) in enumerate(((3, "乡村振兴战略"), (9, "政府工作报告"))):
        for at, (code, name) in enumerate(UNITS.items()):
            first = date(2018, month + at // 8, 1)
            yield {
                "body": code,
                "title": f"{name}{policy}解读现场会",
                "form": "解读现场会",
                "held_on": days.within(first, first.replace(day=28), chance),
                "policy": policy,
                "reprinted": False,
                "channel": "现场",
                "place": f"{name}农民讲习所" if turn == 0 else f"{name}文化广场",
                "attendance": chance.between(24, 61),
            }


_LETTERS = (
    ("反映村道路灯损坏、夜间出行不便", "涉及多户出行安全", date(2018, 2, 6)),
    ("咨询异地搬迁户宅基地和耕地办理", "移民村多人询问", date(2018, 4, 11)),
    ("反映支渠渗漏影响春灌", "涉及两个村的春灌", date(2018, 5, 8)),
    ("反映生活垃圾清运不及时", "夏季集中反映", date(2018, 7, 17)),
    ("咨询城乡居民医保缴费时间和渠道", "缴费期集中咨询", date(2018, 9, 19)),
    ("建议增加赶集日公交班次", "涉及全镇群众出行", date(2018, 11, 6)),
)


def concerns() -> Iterator[Row]:
    """Six letters to the mayor's mailbox, each decided to be a hot topic, with reason and person."""
    days = WorkingDays()
    for number, (topic, reason, received) in enumerate(_LETTERS, 1):
        yield {
            "body": TOWN,
            "number": f"SZXX-2018-{number:03d}",
            "topic": topic,
            "origin": "市长信箱",
            "received_on": received,
            "hot": True,
            "hot_reason": reason,
            "hot_by": "演示分管领导",
            "closed_on": days.after(days.from_(received), 4),
        }


def responses() -> Iterator[Row]:
    """Every letter was answered once, by WeChat or weibo."""
    days = WorkingDays()
    for number, (topic, _, received) in enumerate(_LETTERS, 1):
        yield {
            "body": TOWN,
            "concern": f"SZXX-2018-{number:03d}",
            "way": "微博微信",
            "on": days.after(days.from_(received), 4),
            "by_head": False,
            "title": f"关于“{topic}”的回复",
        }


_SUPERVISED = (
    "关于加快农村饮水管网改造的议案",
    "关于整治农村生活垃圾的建议",
    "关于改善村级卫生室条件的建议",
    "关于扩大葡萄产业扶持的建议",
    "关于维修乡村道路的建议",
)
_SUGGESTIONS = (
    "关于维修东干支渠的建议",
    "关于安装村庄路灯的建议",
    "关于增设公交停靠点的建议",
    "关于加强农机安全管理的建议",
    "关于修缮村级文化广场的建议",
    "关于提高养老服务站利用率的建议",
    "关于规范村级财务公开的建议",
    "关于开展农业技术培训的建议",
    "关于清理河道垃圾的建议",
    "关于加强留守老人关爱的建议",
    "关于扩建村集体冷库的建议",
    "关于改造低压线路的建议",
    "关于建设镇区停车场的建议",
    "关于新建农贸市场的建议",
    "关于整村推进厕所改造的建议",
)
SUGGESTIONS_DONE, SUGGESTIONS_IN_HAND = 10, 3


def proposals() -> Iterator[Row]:
    """Five that the city's congress supervised, all done; fifteen of the town's congress: 10 done, 3 in hand, 2 not."""
    days = WorkingDays()
    for number, title in enumerate(_SUPERVISED, 1):
        yield {
            "body": TOWN,
            "number": f"2018-DB-{number:02d}",
            "kind": "上级人大督办议案建议",
            "title": title,
            "meeting": "市人大会议",
            "received_on": date(2018, 1, 25),
            "state": "已办结",
            "replied_on": days.from_(date(2018, 5 + number, 12)),
        }
    for number, title in enumerate(_SUGGESTIONS, 1):
        done = number <= SUGGESTIONS_DONE
        in_hand = number <= SUGGESTIONS_DONE + SUGGESTIONS_IN_HAND
        yield {
            "body": TOWN,
            "number": f"2018-JY-{number:02d}",
            "kind": "人大代表建议",
            "title": title,
            "meeting": "镇四届人大二次会议",
            "received_on": date(2018, 1, 12),
            "state": "已办结" if done else "正在办理" if in_hand else "已接收",
            "replied_on": days.from_(date(2018, 4 + number // 2, 20)) if done else None,
        }


_CALLS = (
    ("咨询城乡居民医保缴费时间", "已电话答复"),
    ("反映村道积水", "已现场处理"),
    ("咨询老年证办理材料", "已电话答复"),
    ("反映夜间施工噪声", "已协调停工"),
    ("反映自来水压力不足", "已转供水单位处理并回访"),
    ("咨询耕地地力保护补贴发放时间", "已电话答复"),
    ("反映垃圾箱满溢", "已清运"),
    ("咨询临时救助申请条件", "已电话答复"),
)
CALLS = 48


def tickets() -> Iterator[Row]:
    """48 calls of the hotline, all closed within the year."""
    days, chance = WorkingDays(), Chance("tickets")
    villages = list(UNITS.values())
    received = sorted(
        days.within(date(2018, 1 + at // 4, 1), date(2018, 1 + at // 4, 20), chance) for at in range(CALLS)
    )
    for number, day in enumerate(received, 1):
        topic, result = _CALLS[number % len(_CALLS)]
        yield {
            "body": TOWN,
            "number": f"12345-2018-{number:04d}",
            "topic": f"{chance.pick(villages)}群众{topic}",
            "received_on": day,
            "closed_on": days.after(day, chance.between(1, 4)),
            "result": result,
        }


APPLICATION = "2018-001"


def applications() -> Iterator[Row]:
    """One application, over the net."""
    yield {
        "body": TOWN,
        "number": APPLICATION,
        "received_on": date(2018, 9, 3),
        "way": "网络",
        "applicant_kind": "自然人",
        "subject": "2017年耕地地力保护补贴的发放标准和依据",
    }


def actions() -> Iterator[Row]:
    """It was confirmed with the applicant, and settled on the spot well within the period."""
    yield {"body": TOWN, "application": APPLICATION, "verb": "与申请人确认", "on": date(2018, 9, 3)}
    yield {
        "body": TOWN,
        "application": APPLICATION,
        "verb": "当场说明，申请人不再要求书面答复",
        "on": date(2018, 9, 11),
        "reason": "所需内容已在公开栏公开，当场提供并说明",
    }
