"""Ledgers of what openness work has: offices, reading points, staff, money, meetings, courses."""

from __future__ import annotations

from datetime import date

from gongkai.records.bodies.entries import entry_kind
from gongkai.records.bodies.ledgers import lasts
from gongkai.records.capacity.models import Course, Meeting, Office, ReadingPoint, Spending, Staff, StaffMode
from gongkai.records.ledger.intake.columns import body, choice, count, day, money, text

_SINCE = day("since", "设立日期", required=True, example=date(2018, 1, 2))
_UNTIL = day("until", "撤销日期", past=False)

OFFICES = entry_kind(
    "offices",
    "专门机构台账",
    "承担政府信息公开工作的专门机构；年底仍在的计入年度报告。",
    (body(), text("name", "名称", required=True, example="政务公开工作室", width=32), _SINCE, _UNTIL),
    Office,
    number=("name",),
    checks=(lasts(),),
)
READING_POINTS = entry_kind(
    "reading-points",
    "查阅点台账",
    "对公众开放的政府信息公开查阅点；年底仍开放的计入年度报告。",
    (
        body(),
        text("name", "名称", required=True, example="镇便民服务大厅查阅点"),
        text("address", "地址", example="镇便民服务大厅一楼"),
        _SINCE,
        _UNTIL,
    ),
    ReadingPoint,
    number=("name",),
    checks=(lasts(),),
)
STAFF = entry_kind(
    "staff",
    "工作人员台账",
    "从事政府信息公开工作的人员。村级联络员填“联络员”，不计入专职和兼职人员数。",
    (
        body(),
        text("name", "姓名", required=True, example="张三", width=12),
        choice("mode", "专兼职", StaffMode.choices, required=True, example="专职"),
        day("since", "开始日期", required=True, example=date(2018, 1, 2)),
        day("until", "结束日期", past=False),
    ),
    Staff,
    checks=(lasts(),),
)
SPENDING = entry_kind(
    "spending",
    "经费支出台账",
    "政府信息公开专项经费的每笔支出；政府公报和政府网站的经费不填在这里。年度报告按万元统计。",
    (
        body(),
        text("purpose", "用途", required=True, example="制作村级宣传栏", also=("支出用途", "项目"), width=36),
        money("amount", "金额（元）", required=True, example=4800),
        day("paid_on", "支出日期", required=True, example=date(2018, 4, 10)),
    ),
    Spending,
)
MEETINGS = entry_kind(
    "meetings",
    "会议台账",
    "政府信息公开工作会议或专题会议，一行一次。",
    (
        body(),
        text("subject", "议题", required=True, example="部署全年政务公开工作", also=("会议名称",), width=36),
        day("held_on", "日期", required=True, example=date(2018, 3, 6), also=("召开日期",)),
        text("place", "地点", example="镇政府会议室"),
        count("attendance", "参会人数", example=40),
    ),
    Meeting,
)
COURSES = entry_kind(
    "courses",
    "培训台账",
    "政府信息公开培训班，一行一期。一人参加一次计 1 人次。",
    (
        body(),
        text(
            "subject", "培训内容", required=True, example="公开目录和保密审查", also=("培训班名称",), width=36
        ),
        day("held_on", "日期", required=True, example=date(2018, 5, 16), also=("培训日期",)),
        count("attendance", "受训人次", required=True, example=35, also=("培训人次", "参加人数")),
    ),
    Course,
)
KINDS = (OFFICES, READING_POINTS, STAFF, SPENDING, MEETINGS, COURSES)
