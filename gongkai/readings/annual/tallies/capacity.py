"""八 and 九: offices, reading points, staff and money; meetings and courses."""

from __future__ import annotations

from django.db.models import Q

from gongkai.readings.annual.tallies.source import BODY, Column, Records, Tally, lasting
from gongkai.records.capacity.models import Course, Meeting, Office, ReadingPoint, Spending, Staff, StaffMode

_SINCE, _UNTIL = Column("开始日期", "since"), Column("结束日期", "until")

OFFICES = Records(
    found=lambda scope: Office.objects.filter(lasting(scope), body__in=scope.body_ids),
    columns=(BODY, Column("名称", "name"), _SINCE, _UNTIL),
    order=("body__code", "name"),
    tallies=(Tally("openness_offices"),),
)
READING_POINTS = Records(
    found=lambda scope: ReadingPoint.objects.filter(lasting(scope), body__in=scope.body_ids),
    columns=(BODY, Column("名称", "name"), Column("地址", "address"), _SINCE, _UNTIL),
    order=("body__code", "name"),
    tallies=(Tally("reading_points"),),
)
STAFF = Records(
    found=lambda scope: Staff.objects.filter(lasting(scope), body__in=scope.body_ids),
    columns=(BODY, Column("姓名", "name"), Column("专兼职", "mode", dict(StaffMode.choices)), _SINCE, _UNTIL),
    order=("body__code", "mode", "name"),
    tallies=(
        Tally("openness_staff", Q(mode__in=(StaffMode.FULL_TIME, StaffMode.PART_TIME))),
        Tally("openness_staff_full_time", Q(mode=StaffMode.FULL_TIME)),
        Tally("openness_staff_part_time", Q(mode=StaffMode.PART_TIME)),
        Tally("liaisons", Q(mode=StaffMode.LIAISON)),
    ),
)
SPENDING = Records(
    found=lambda scope: Spending.objects.filter(paid_on__range=scope.days, body__in=scope.body_ids),
    columns=(BODY, Column("支出日期", "paid_on"), Column("用途", "purpose"), Column("金额（元）", "amount")),
    order=("paid_on", "body__code"),
    tallies=(Tally("openness_money", sums="amount", money=True),),
)
MEETINGS = Records(
    found=lambda scope: Meeting.objects.filter(held_on__range=scope.days, body__in=scope.body_ids),
    columns=(
        BODY,
        Column("日期", "held_on"),
        Column("议题", "subject"),
        Column("地点", "place"),
        Column("参会人数", "attendance"),
    ),
    order=("held_on", "body__code"),
    tallies=(Tally("openness_meetings"),),
)
COURSES = Records(
    found=lambda scope: Course.objects.filter(held_on__range=scope.days, body__in=scope.body_ids),
    columns=(
        BODY,
        Column("日期", "held_on"),
        Column("培训内容", "subject"),
        Column("受训人次", "attendance"),
    ),
    order=("held_on", "body__code"),
    tallies=(Tally("openness_courses"), Tally("openness_trainees", sums="attendance")),
)
SOURCES = (OFFICES, READING_POINTS, STAFF, SPENDING, MEETINGS, COURSES)
