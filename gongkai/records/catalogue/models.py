"""公开目录: editions of the standard directory, what they make due for each body, and by when."""

from __future__ import annotations

from django.db import models

from gongkai.records.bodies.models import Body, Person


class Field(models.Model):
    """领域: one field of the standard directory (试点领域); ``key`` marks the town's 重点领域."""

    code = models.CharField("领域代码", max_length=20, unique=True)
    name = models.CharField("领域", max_length=40, unique=True)
    key = models.BooleanField("重点领域", default=False)
    order = models.PositiveIntegerField("次序", default=0)
    remarks = models.JSONField("附注", default=dict, blank=True)

    class Meta:
        verbose_name = "领域"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Carrier(models.TextChoices):
    """公开渠道和载体: the 13 boxes of the national directory and the 2 that village lists add.

    The order never changes: the bit of a box in a set is its place in this list.
    """

    PORTAL = "portal", "政府网站"
    GAZETTE = "gazette", "政府公报"
    SOCIAL = "social", "两微一端"
    CONFERENCE = "conference", "发布会/听证会"
    BROADCAST = "broadcast", "广播电视"
    PRINT = "print", "纸质媒体"
    READING_POINT = "reading_point", "公开查阅点"
    SERVICE_HALL = "service_hall", "政务服务中心"
    SERVICE_POST = "service_post", "便民服务站"
    HOUSEHOLD = "household", "入户/现场"
    BOARD = "board", "社区/企事业单位/村公示栏（电子屏）"
    TARGETED = "targeted", "精准推送"
    OTHER = "other", "其他"
    GROUP_CHAT = "group_chat", "组员微信群"
    VILLAGE_RADIO = "village_radio", "村应急广播"

    @property
    def bit(self) -> int:
        """This box in a set of boxes held as an integer."""
        return 1 << list(Carrier).index(self)


class Edition(models.Model):
    """目录版本: one edition of a body's standard directory; never edited in place once in force.

    What was owed under an edition stays owed under it: obligations point to entries of the edition that made them.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    name = models.CharField("名称", max_length=120)
    since = models.DateField("施行日期")
    until = models.DateField("失效日期", null=True, blank=True)
    demonstration = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = "目录版本"
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(fields=["body", "since"], name="edition_begins_once"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="edition_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Method(models.TextChoices):
    """公开方式 of a directory entry."""

    PROACTIVE = "proactive", "主动"
    ON_REQUEST = "on_request", "依申请"


class Entry(models.Model):
    """目录事项: one row of the standard directory: what must be public, when, by whom, where, for whom.

    ``limits`` holds the structured time limits that :func:`gongkai.rules.limits.read_limits` made of ``limit_text``.
    Numbers begin anew in every field, as the sheets of a county's workbook do.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, verbose_name="目录版本", related_name="entries"
    )
    number = models.CharField("序号", max_length=20)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, verbose_name="领域", related_name="+")
    level1 = models.CharField("一级事项", max_length=120)
    level2 = models.CharField("二级事项", max_length=120, blank=True)
    level3 = models.CharField("三级事项", max_length=120, blank=True)
    elements = models.TextField("公开内容（要素）")
    basis = models.TextField("公开依据", blank=True)
    limit_text = models.CharField("公开时限", max_length=300)
    limits = models.JSONField("时限（结构化）", default=list)
    publishers = models.CharField("公开主体", max_length=200)
    required_carriers = models.PositiveIntegerField("必选渠道和载体", default=0)
    optional_carriers = models.PositiveIntegerField("可选渠道和载体", default=0)
    everyone = models.BooleanField("全社会", default=True)
    special_audience = models.CharField("特定群体", max_length=120, blank=True)
    method = models.CharField("公开方式", max_length=12, choices=Method, default=Method.PROACTIVE)
    at_county = models.BooleanField("县级", default=False)
    at_town = models.BooleanField("乡级", default=True)
    at_village = models.BooleanField("村级", default=False)
    stage = models.CharField("五公开", max_length=12, blank=True)
    remarks = models.JSONField("附注", default=dict, blank=True)

    class Meta:
        verbose_name = "目录事项"
        ordering = ["edition", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "field", "number"], name="entry_number_once_a_field")
        ]

    def __str__(self) -> str:
        return self.level3 or self.level2 or self.level1


class FieldChoice(models.Model):
    """领域选用: whether a town works in a field; one that does not apply is published with its reason."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, verbose_name="领域", related_name="+")
    applies = models.BooleanField("涉及")
    reason = models.CharField("未涉及的说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "领域选用"
        constraints = [
            models.UniqueConstraint(fields=["body", "field"], name="fieldchoice_once"),
            models.CheckConstraint(
                condition=models.Q(applies=True) | ~models.Q(reason=""), name="fieldchoice_no_needs_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} {'涉及' if self.applies else '未涉及'}"


class ScopeChoice(models.Model):
    """适用情形: a body falls under the narrower limit of an entry (集体财务往来较多的, 财务每月公布)."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, verbose_name="目录事项", related_name="+")
    scope = models.CharField("情形", max_length=120)
    since = models.DateField("起始日期")

    class Meta:
        verbose_name = "适用情形"
        constraints = [models.UniqueConstraint(fields=["body", "entry", "scope"], name="scopechoice_once")]

    def __str__(self) -> str:
        return f"{self.body_id} {self.scope}"


class Trigger(models.TextChoices):
    """What kind of event makes an entry due."""

    FORMED = "formed", "信息形成或变更"
    OBTAINED = "obtained", "制作或获取"
    DECIDED = "decided", "作出决定"
    APPROVED = "approved", "批准"
    RESULT_FIXED = "result_fixed", "结果确定"
    MAJOR = "major", "重大事项"


class Event(models.Model):
    """公开事由: something that happened and makes an entry due."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, verbose_name="目录事项", related_name="+")
    trigger = models.CharField("事由", max_length=14, choices=Trigger)
    title = models.CharField("名称", max_length=200)
    on = models.DateField("发生日期")
    by = models.CharField("登记人", max_length=80)
    reference = models.CharField("来源", max_length=80, blank=True)
    """What record the event is about (``document:17``), so that the same paper makes an entry due once."""

    class Meta:
        verbose_name = "公开事由"
        indexes = [models.Index(fields=["body", "-on"], name="event_by_body")]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "entry", "reference"],
                condition=~models.Q(reference=""),
                name="event_once_a_reference",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Obligation(models.Model):
    """公开义务: one thing that one body must make public by a day.

    Open until ``met_on`` (the day its item was public) or until it is excused. Whether it is late is never stored:
    it follows from ``due_on``, ``met_on`` and the day on which one asks.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, verbose_name="目录事项", related_name="+")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, verbose_name="领域", related_name="+")
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        verbose_name="公开事由",
        related_name="obligations",
        null=True,
        blank=True,
    )
    period = models.CharField("周期", max_length=10, blank=True)
    """``2018``, ``2018Q2`` or ``2018-05`` for an obligation by rhythm; empty for one by event."""
    key = models.CharField("幂等键", max_length=120, unique=True)
    """Body, entry and period or event: making the year's obligations twice makes nothing new."""
    arose_on = models.DateField("产生日期")
    due_on = models.DateField("应公开日期")
    provisional = models.BooleanField("期限暂计", default=False)
    article = models.CharField("依据", max_length=60)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, verbose_name="责任人", related_name="+", null=True, blank=True
    )
    met_on = models.DateField("履行日期", null=True, blank=True)
    excused_from = models.DateField("免除起", null=True, blank=True)
    excused_until = models.DateField("免除止", null=True, blank=True)
    excused_why = models.CharField("免除理由", max_length=200, blank=True)
    excused_by = models.CharField("确认人", max_length=80, blank=True)

    class Meta:
        verbose_name = "公开义务"
        indexes = [
            # Holds all that the inbox counts and the coverage map look at, so that neither touches the rows themselves.
            models.Index(
                fields=["body", "due_on", "field", "met_on", "excused_from", "excused_until"],
                name="obligation_by_body",
            ),
            models.Index(fields=["owner", "due_on", "id"], name="obligation_by_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(excused_from__isnull=True)
                | (
                    ~models.Q(excused_why="")
                    & ~models.Q(excused_by="")
                    & models.Q(excused_until__isnull=False)
                ),
                name="excuse_has_reason_person_and_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.due_on}"
