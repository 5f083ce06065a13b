"""保障: offices, reading points, staff, money, meetings and courses of openness work."""

from __future__ import annotations

from django.db import models

from gongkai.records.bodies.models import LedgerEntry


def _lasts(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")), name=name
    )


class Office(LedgerEntry):
    """专门机构: an office that does openness work, from a day to a day."""

    name = models.CharField("名称", max_length=120)
    since = models.DateField("设立日期")
    until = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = "专门机构"
        constraints = [
            models.UniqueConstraint(fields=["body", "name"], name="office_name_once"),
            _lasts("office_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.name


class ReadingPoint(LedgerEntry):
    """查阅点: a place where the public reads government information (条例 2019 art 25)."""

    name = models.CharField("名称", max_length=120)
    address = models.CharField("地址", max_length=200, blank=True)
    since = models.DateField("设立日期")
    until = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = "查阅点"
        constraints = [
            models.UniqueConstraint(fields=["body", "name"], name="readingpoint_name_once"),
            _lasts("readingpoint_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.name


class StaffMode(models.TextChoices):
    """Full time and part time are rows of the form; a liaison of a village is neither."""

    FULL_TIME = "full_time", "专职"
    PART_TIME = "part_time", "兼职"
    LIAISON = "liaison", "联络员"


class Staff(LedgerEntry):
    """工作人员: one person who does openness work; row 从事政府信息公开工作人员数 leaves liaisons out."""

    name = models.CharField("姓名", max_length=40)
    mode = models.CharField("专兼职", max_length=10, choices=StaffMode)
    since = models.DateField("开始日期")
    until = models.DateField("结束日期", null=True, blank=True)

    class Meta:
        verbose_name = "工作人员"
        constraints = [_lasts("staff_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.name


class Spending(LedgerEntry):
    """经费支出: special money of openness work, in 元; the form asks for 万元."""

    purpose = models.CharField("用途", max_length=200)
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    paid_on = models.DateField("支出日期")

    class Meta:
        verbose_name = "经费支出"
        indexes = [models.Index(fields=["body", "paid_on"], name="spending_by_body")]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="spending_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.amount}"


class Meeting(LedgerEntry):
    """会议: a meeting held about openness work."""

    subject = models.CharField("议题", max_length=200)
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=120, blank=True)
    attendance = models.PositiveIntegerField("参会人数", null=True, blank=True)

    class Meta:
        verbose_name = "会议"
        indexes = [models.Index(fields=["body", "held_on"], name="meeting_by_body")]

    def __str__(self) -> str:
        return self.subject


class Course(LedgerEntry):
    """培训班: a course with the number of those who attended (人次)."""

    subject = models.CharField("培训内容", max_length=200)
    held_on = models.DateField("日期")
    attendance = models.PositiveIntegerField("受训人次")

    class Meta:
        verbose_name = "培训班"
        indexes = [models.Index(fields=["body", "held_on"], name="course_by_body")]

    def __str__(self) -> str:
        return self.subject
