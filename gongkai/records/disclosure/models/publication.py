"""How an item goes out at its hour, is corrected, and comes down; and the numbers that items get."""

from __future__ import annotations

from django.db import models

from gongkai.records.bodies.models import Body, Person
from gongkai.records.disclosure.models.items import Item, Placement
from gongkai.records.documents.models import Version


class PublicationState(models.TextChoices):
    """Where a publication that was set for an hour stands."""

    WAITING = "waiting", "待公开"
    DONE = "done", "已公开"
    CANCELLED = "cancelled", "已取消"
    STOPPED = "stopped", "未公开"


class Publication(models.Model):
    """定时公开: a cleared version is to go out at an hour. Until then nothing of it stands anywhere in public.

    ``places`` are channel, target key and link; the moment of publication is the worker's, never this row's.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, verbose_name="版本", related_name="publications"
    )
    digest = models.CharField("审查对象摘要", max_length=64)
    places = models.JSONField("投放")
    matter = models.ForeignKey(
        "disclosure.Matter",
        on_delete=models.PROTECT,
        verbose_name="事项",
        related_name="+",
        null=True,
        blank=True,
    )
    due_at = models.DateTimeField("定时")
    state = models.CharField(
        "状态", max_length=10, choices=PublicationState, default=PublicationState.WAITING
    )
    why = models.CharField("原因", max_length=400, blank=True)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, verbose_name="设定人", related_name="+")
    set_at = models.DateTimeField("设定时间")
    item = models.OneToOneField(
        Item,
        on_delete=models.PROTECT,
        verbose_name="公开信息",
        related_name="publication",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "定时公开"
        indexes = [models.Index(fields=["state", "due_at", "id"], name="publication_by_hour")]
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=models.Q(state__in=["waiting", "done"]),
                name="publication_once_a_version",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(item__isnull=False),
                name="publication_done_has_item",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.due_at:%Y-%m-%d %H:%M}"


class Correction(models.Model):
    """更正: an item got a new version; what changed and why is told in public."""

    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, verbose_name="公开信息", related_name="corrections"
    )
    old = models.ForeignKey(
        Version, on_delete=models.PROTECT, verbose_name="原版本", related_name="+", null=True, blank=True
    )
    """None for an item that a ledger brought: its first version is the correction itself."""
    new = models.OneToOneField(Version, on_delete=models.PROTECT, verbose_name="新版本", related_name="+")
    what = models.CharField("更正内容", max_length=400)
    why = models.CharField("更正理由", max_length=400)
    by = models.CharField("经办人", max_length=80)
    at = models.DateTimeField("更正时间")

    class Meta:
        verbose_name = "更正"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(what="") & ~models.Q(why=""), name="correction_says_what_and_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.at:%Y-%m-%d}"


class TaskKind(models.TextChoices):
    """What a person has to do at a placement."""

    TAKE_DOWN = "take_down", "撤下"
    REPLACE = "replace", "更换"


class PlacementTask(models.Model):
    """撤换任务: a sheet, an article, a screen that still shows what was withdrawn or corrected; one person's task."""

    placement = models.ForeignKey(
        Placement, on_delete=models.PROTECT, verbose_name="投放", related_name="tasks"
    )
    kind = models.CharField("种类", max_length=10, choices=TaskKind)
    why = models.CharField("原因", max_length=400)
    asked_at = models.DateTimeField("产生时间")
    done_at = models.DateTimeField("完成时间", null=True, blank=True)
    done_by = models.CharField("完成人", max_length=80, blank=True)

    class Meta:
        verbose_name = "撤换任务"
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "kind"],
                condition=models.Q(done_at__isnull=True),
                name="placementtask_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.placement}"


class NumberRule(models.Model):
    """索引号规则: how a body writes its numbers from a day on (条例 2019 art 12 asks for 索引, not for a pattern)."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    template = models.CharField("样式", max_length=60)
    organisation_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    since = models.DateField("施行日期")
    by = models.CharField("设置人", max_length=80)

    class Meta:
        verbose_name = "索引号规则"
        constraints = [models.UniqueConstraint(fields=["body", "since"], name="numberrule_begins_once")]

    def __str__(self) -> str:
        return f"{self.body} {self.template}"


class NumberSeries(models.Model):
    """流水号: the last number that was given under one beginning; it only grows, so no number is given twice."""

    beginning = models.CharField("前缀", max_length=60, unique=True)
    last = models.PositiveIntegerField("已用到")

    class Meta:
        verbose_name = "流水号"

    def __str__(self) -> str:
        return f"{self.beginning} {self.last}"
