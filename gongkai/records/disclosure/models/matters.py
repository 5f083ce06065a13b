"""事项: a thread of the five stages. 重大决策: a draft before the public, its comments, and a complete file."""

from __future__ import annotations

from django.db import models

from gongkai.records.bodies.models import Body
from gongkai.records.catalogue.models import Entry
from gongkai.records.disclosure.models.items import Item, Stage
from gongkai.records.documents.models import Document


class Matter(models.Model):
    """事项: one undertaking (低保, 危房改造, 征地, 工程) whose stages belong together."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, verbose_name="目录事项", related_name="+", null=True, blank=True
    )
    title = models.CharField("名称", max_length=200)
    begun_on = models.DateField("开始日期")
    closed_on = models.DateField("办结日期", null=True, blank=True)
    by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "事项"
        indexes = [models.Index(fields=["body", "-begun_on", "-id"], name="matter_by_body")]
        constraints = [
            models.UniqueConstraint(fields=["body", "title", "begun_on"], name="matter_once"),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("begun_on")),
                name="matter_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StageRule(models.Model):
    """前提环节: what must be public before a stage of an entry's matters; a gap stops the stage or is shown."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, verbose_name="目录事项", related_name="+")
    stage = models.CharField("五公开", max_length=12, choices=Stage)
    required = models.JSONField("前提环节")
    stops = models.BooleanField("缺少时不得公开")
    by = models.CharField("设置人", max_length=80)

    class Meta:
        verbose_name = "前提环节"
        constraints = [
            models.UniqueConstraint(fields=["body", "entry", "stage"], name="stagerule_once_a_stage")
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.get_stage_display()}"


class MajorState(models.TextChoices):
    """The states of :data:`gongkai.rules.procedure.MAJOR_DECISION`."""

    PREPARING = "preparing", "准备草案"
    COLLECTING = "collecting", "征求意见"
    SORTING = "sorting", "整理意见"
    EXAMINED = "examined", "合法性审查通过"
    DECIDED = "decided", "已决定"
    ANNOUNCED = "announced", "已公布"
    DROPPED = "dropped", "已终止"


class MajorDecision(models.Model):
    """重大决策: from the draft to the announcement; ``turn`` counts every change, as in a review."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, verbose_name="事项", related_name="major", null=True, blank=True
    )
    title = models.CharField("名称", max_length=200)
    state = models.CharField("状态", max_length=12, choices=MajorState, default=MajorState.PREPARING)
    turn = models.PositiveIntegerField("变更次数", default=1)
    draft = models.ForeignKey(
        Item, on_delete=models.PROTECT, verbose_name="草案", related_name="+", null=True, blank=True
    )
    explanation = models.ForeignKey(
        Item, on_delete=models.PROTECT, verbose_name="起草说明", related_name="+", null=True, blank=True
    )
    comments_from = models.DateField("征求意见起", null=True, blank=True)
    comments_until = models.DateField("征求意见止", null=True, blank=True)
    why_shorter = models.CharField("缩短期限的说明", max_length=400, blank=True)
    adoption = models.ForeignKey(
        Document, on_delete=models.PROTECT, verbose_name="采纳情况", related_name="+", null=True, blank=True
    )
    examined_on = models.DateField("合法性审查日期", null=True, blank=True)
    examined_by = models.CharField("合法性审查机构", max_length=120, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decided_how = models.CharField("讨论情况，含不同意见", max_length=400, blank=True)
    result = models.ForeignKey(
        Item, on_delete=models.PROTECT, verbose_name="公布", related_name="+", null=True, blank=True
    )
    dropped_why = models.CharField("终止理由", max_length=400, blank=True)

    class Meta:
        verbose_name = "重大决策"
        indexes = [models.Index(fields=["body", "state", "id"], name="majordecision_by_body")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_on__isnull=True)
                | (
                    models.Q(comments_until__lt=models.F("decided_on"))
                    & models.Q(examined_on__isnull=False)
                    & models.Q(adoption__isnull=False)
                ),
                name="majordecision_after_comments_and_review",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="dropped") | ~models.Q(dropped_why=""),
                name="majordecision_dropped_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OpinionWay(models.TextChoices):
    """How a comment came in."""

    PORTAL = "portal", "网上"
    LETTER = "letter", "来信"
    TELEPHONE = "telephone", "电话"
    MEETING = "meeting", "座谈会"
    HEARING = "hearing", "听证会"


class OpinionResult(models.TextChoices):
    """What became of it; every comment gets one, and what was not taken up gets a reason."""

    ADOPTED = "adopted", "采纳"
    PARTLY = "partly", "部分采纳"
    REFUSED = "refused", "不采纳"


class Opinion(models.Model):
    """公众意见: one comment on a draft. Who made it is not asked and not kept: the words are enough."""

    decision = models.ForeignKey(
        MajorDecision, on_delete=models.PROTECT, verbose_name="重大决策", related_name="opinions"
    )
    way = models.CharField("方式", max_length=10, choices=OpinionWay)
    text = models.CharField("意见", max_length=2000)
    came_on = models.DateField("收到日期")
    topic = models.CharField("归类", max_length=40, blank=True)
    result = models.CharField("采纳情况", max_length=8, choices=OpinionResult, blank=True)
    reason = models.CharField("理由", max_length=400, blank=True)
    sorted_by = models.CharField("整理人", max_length=80, blank=True)

    class Meta:
        verbose_name = "公众意见"
        indexes = [models.Index(fields=["decision", "result", "id"], name="opinion_by_result")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(result__in=["partly", "refused"]) | ~models.Q(reason=""),
                name="opinion_not_taken_has_reason",
            )
        ]

    def __str__(self) -> str:
        return self.text[:20]


class FilePaper(models.Model):
    """决策档案: one part of a decision's file: the paper itself, or why this decision has none (令713号 art 33)."""

    decision = models.ForeignKey(
        MajorDecision, on_delete=models.PROTECT, verbose_name="重大决策", related_name="papers"
    )
    part = models.CharField("材料", max_length=12)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, verbose_name="文件", related_name="+", null=True, blank=True
    )
    note = models.CharField("说明", max_length=400, blank=True)
    by = models.CharField("归档人", max_length=80)
    at = models.DateTimeField("归档时间")

    class Meta:
        verbose_name = "决策档案"
        constraints = [
            models.UniqueConstraint(fields=["decision", "part"], name="filepaper_once_a_part"),
            models.CheckConstraint(
                condition=models.Q(document__isnull=False) | ~models.Q(note=""),
                name="filepaper_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.part}"
