"""Items, where they were placed, with what proof, and the counters of the yearly report."""

from __future__ import annotations

from django.db import models

from gongkai.records.bodies.models import Body, LedgerEntry
from gongkai.records.catalogue.models import Field, Obligation
from gongkai.records.documents.models import Document, Version
from gongkai.records.review.models import Approval


class Channel(models.TextChoices):
    """渠道. The order never changes: the bit of a channel in a counter is its place in this list."""

    GAZETTE = "gazette", "政府公报"
    WEBSITE = "website", "政府网站"
    WEIBO = "weibo", "政务微博"
    WECHAT = "wechat", "政务微信"
    BOARD = "board", "公开栏"
    SCREEN = "screen", "电子屏"
    LOUDSPEAKER = "loudspeaker", "农村大喇叭"
    CARD = "card", "政策明白卡"
    BRIEFING = "briefing", "农民讲习所"
    ROADSHOW = "roadshow", "政策宣传直通车"
    HOUSEHOLD = "household", "中心户"
    OTHER = "other", "其他方式"

    @property
    def bit(self) -> int:
        """This channel in a set of channels held as an integer."""
        return 1 << list(Channel).index(self)


class Stage(models.TextChoices):
    """五公开 (中办发〔2016〕8号)."""

    DECISION = "decision", "决策"
    EXECUTION = "execution", "执行"
    MANAGEMENT = "management", "管理"
    SERVICE = "service", "服务"
    RESULT = "result", "结果"


class Item(LedgerEntry):
    """公开信息: one piece of public information; counts 1 whatever the number of channels.

    What went out as a paper of this house points to the approval of that very digest: the database holds that a
    version is never without one. A ledger of past years brings papers without a version: they are history. The
    moment of publication is the server's; the day on which it was due stands beside it.
    """

    number = models.CharField("索引号", max_length=60, db_index=True)
    title = models.CharField("标题", max_length=200)
    summary = models.TextField("内容概述", blank=True)
    field = models.ForeignKey(
        Field, on_delete=models.PROTECT, verbose_name="领域", related_name="+", null=True, blank=True
    )
    stage = models.CharField("五公开", max_length=12, choices=Stage, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, verbose_name="文件", related_name="items", null=True, blank=True
    )
    normative = models.BooleanField("规范性文件", default=False)
    formed_on = models.DateField("形成日期", null=True, blank=True)
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, verbose_name="版本", related_name="items", null=True, blank=True
    )
    approval = models.OneToOneField(
        Approval,
        to_field="digest",
        on_delete=models.PROTECT,
        verbose_name="准予公开",
        related_name="item",
        null=True,
        blank=True,
    )
    matter = models.ForeignKey(
        "disclosure.Matter",
        on_delete=models.PROTECT,
        verbose_name="事项",
        related_name="items",
        null=True,
        blank=True,
    )
    due_on = models.DateField("应公开日期", null=True, blank=True)
    published_at = models.DateTimeField("公开时间", null=True, blank=True)
    published_on = models.DateField("公开日期")
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    withdrawn_why = models.CharField("撤回理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "公开信息"
        indexes = [
            models.Index(fields=["body", "-published_on", "-id"], name="item_by_body"),
            models.Index(fields=["field", "-published_on", "-id"], name="item_by_field"),
            models.Index(fields=["-published_on", "-id"], name="item_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="item_number_once"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True) | ~models.Q(withdrawn_why=""),
                name="withdrawal_needs_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(version__isnull=True, approval__isnull=True)
                | models.Q(
                    version__isnull=False,
                    approval__isnull=False,
                    document__isnull=False,
                    published_at__isnull=False,
                ),
                name="version_public_only_by_approval",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Target(LedgerEntry):
    """投放点: one board, account, screen or speaker that a placement can go to."""

    channel = models.CharField("渠道", max_length=12, choices=Channel)
    name = models.CharField("名称", max_length=80)
    place = models.CharField("位置", max_length=120, blank=True)
    since = models.DateField("启用日期", null=True, blank=True)
    until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "投放点"
        constraints = [
            models.UniqueConstraint(fields=["body", "channel", "name"], name="target_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PlacementState(models.TextChoices):
    """Where a placement stands; *out* and *proved* are different, and both are counted."""

    PLANNED = "planned", "待投放"
    OUT = "out", "已公开"
    PROVED = "proved", "已公开有凭证"
    FAILED = "failed", "未成功"
    TAKEN_DOWN = "taken_down", "已撤下"


COUNTED_STATES = (PlacementState.OUT, PlacementState.PROVED, PlacementState.TAKEN_DOWN)
"""States of a placement that was before the public: taking a sheet down later does not unmake the year's count."""


class Placement(LedgerEntry):
    """投放: an item on one channel target."""

    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, verbose_name="公开信息", related_name="placements"
    )
    channel = models.CharField("渠道", max_length=12, choices=Channel)
    target = models.ForeignKey(
        Target, on_delete=models.PROTECT, verbose_name="投放点", related_name="+", null=True, blank=True
    )
    placed_on = models.DateField("投放日期")
    state = models.CharField("状态", max_length=12, choices=PlacementState, default=PlacementState.OUT)
    link = models.CharField("链接或位置", max_length=300, blank=True)

    class Meta:
        verbose_name = "投放"
        indexes = [
            models.Index(fields=["body", "channel", "placed_on", "item"], name="placement_by_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.placed_on}"


class Receipt(models.Model):
    """凭证: append-only evidence that a placement was before the public."""

    placement = models.ForeignKey(
        Placement, on_delete=models.PROTECT, verbose_name="投放", related_name="receipts"
    )
    kind = models.CharField("凭证种类", max_length=20)
    note = models.CharField("说明", max_length=200, blank=True)
    digest = models.CharField("SHA-256", max_length=64, blank=True)
    at = models.DateTimeField("取得时间")
    by = models.CharField("经办人", max_length=80)

    class Meta:
        verbose_name = "凭证"

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class DisclosureCount(models.Model):
    """公开计数: how many items of a body first went out in a month over exactly this set of channels.

    An item counts once a year: under the month of its first counted placement of that year and the set of channels
    it used in that year (a sum of :attr:`Channel.bit`). So the de-duplicated total (不同渠道和方式公开相同信息计1条)
    and the count of every channel both fall out of one table without a distinct. ``field_code`` is empty for an item
    of no field, since a NULL would let the same key stand twice.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    month = models.PositiveSmallIntegerField("月份")
    field_code = models.CharField("领域代码", max_length=20, blank=True)
    channels = models.PositiveIntegerField("渠道集合")
    normative = models.BooleanField("规范性文件")
    items = models.PositiveIntegerField("条数")
    placements = models.PositiveIntegerField("投放数")

    class Meta:
        verbose_name = "公开计数"
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "month", "field_code", "channels", "normative"],
                name="disclosurecount_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.year}-{self.month:02d}: {self.items}"


class Fulfilment(models.Model):
    """履行: the item by which an obligation was met; one item may meet several, and several may meet one."""

    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, verbose_name="公开义务", related_name="fulfilments"
    )
    item = models.ForeignKey(Item, on_delete=models.PROTECT, verbose_name="公开信息", related_name="fulfils")
    by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "履行"
        constraints = [models.UniqueConstraint(fields=["obligation", "item"], name="fulfilment_once")]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.item_id}"
