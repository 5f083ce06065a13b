"""解读回应: interpretations, concerns, proposals and tickets: what people asked and what became of it."""

from __future__ import annotations

from django.db import models

from gongkai.records.bodies.models import LedgerEntry


class InterpretationForm(models.TextChoices):
    """How a policy was explained."""

    ARTICLE = "article", "解读稿件"
    PICTURE = "picture", "图解"
    BROADCAST = "broadcast", "广播稿"
    SESSION = "session", "解读现场会"


class Interpretation(LedgerEntry):
    """解读: one piece of policy interpretation, own or reprinted with its source.

    A reprint is kept apart from the body's own work: counted as the form asks, but never taken for it.
    """

    title = models.CharField("标题", max_length=200)
    form = models.CharField("形式", max_length=12, choices=InterpretationForm)
    policy = models.CharField("所解读政策", max_length=200, blank=True)
    reprinted = models.BooleanField("转载")
    origin = models.CharField("来源", max_length=80, blank=True)
    channel = models.CharField("发布渠道", max_length=40, blank=True)
    place = models.CharField("地点", max_length=120, blank=True)
    attendance = models.PositiveIntegerField("参加人数", null=True, blank=True)
    held_on = models.DateField("日期")

    class Meta:
        verbose_name = "解读"
        indexes = [models.Index(fields=["body", "form", "held_on"], name="interpretation_by_body")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reprinted=False) | ~models.Q(origin=""), name="reprint_names_its_source"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ConcernOrigin(models.TextChoices):
    """Where a concern came from."""

    MAILBOX = "mailbox", "市长信箱"
    OPINION = "opinion", "网络舆情"
    MEDIA = "media", "媒体报道"
    VISIT = "visit", "群众来访"


class Concern(LedgerEntry):
    """关切: one topic people asked about; ``hot`` says that it was decided to be 热点或重大舆情, by whom and why.

    A letter to the mailbox is not a hot topic by itself: the decision is a record of its own.
    """

    number = models.CharField("编号", max_length=40)
    topic = models.CharField("内容", max_length=300)
    origin = models.CharField("来源", max_length=12, choices=ConcernOrigin)
    received_on = models.DateField("收到日期")
    hot = models.BooleanField("认定为热点", default=False)
    hot_reason = models.CharField("认定理由", max_length=200, blank=True)
    hot_by = models.CharField("认定人", max_length=80, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)

    class Meta:
        verbose_name = "关切"
        indexes = [models.Index(fields=["body", "received_on"], name="concern_by_body")]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="concern_number_once"),
            models.CheckConstraint(
                condition=models.Q(hot=False) | (~models.Q(hot_reason="") & ~models.Q(hot_by="")),
                name="hot_is_decided_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.topic


class ResponseWay(models.TextChoices):
    """Rows 1 to 5 of 通过不同渠道和方式回应解读的情况."""

    PRESS = "press", "新闻发布会"
    INTERVIEW = "interview", "政府网站在线访谈"
    SOCIAL = "social", "微博微信"
    OTHER = "other", "其他方式"


class Response(LedgerEntry):
    """回应: one answer to a concern by one way; several ways answer the same concern once."""

    concern = models.ForeignKey(
        Concern,
        on_delete=models.PROTECT,
        verbose_name="关切",
        related_name="responses",
        null=True,
        blank=True,
    )
    way = models.CharField("方式", max_length=12, choices=ResponseWay)
    on = models.DateField("日期")
    by_head = models.BooleanField("主要负责同志参加", default=False)
    title = models.CharField("标题", max_length=200, blank=True)

    class Meta:
        verbose_name = "回应"
        indexes = [models.Index(fields=["body", "way", "on"], name="response_by_body")]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.on}"


class ProposalKind(models.TextChoices):
    """Whose proposal it is."""

    SUPERVISED = "supervised", "上级人大督办议案建议"
    DEPUTY = "deputy", "人大代表建议"
    MEMBER = "member", "政协提案"


class ProposalState(models.TextChoices):
    """In hand is not done: the two are never added up into a closing rate."""

    RECEIVED = "received", "已接收"
    IN_HAND = "in_hand", "正在办理"
    DONE = "done", "已办结"


class Proposal(LedgerEntry):
    """建议提案: what a deputy or a member put forward and what became of it."""

    number = models.CharField("编号", max_length=40)
    kind = models.CharField("类别", max_length=12, choices=ProposalKind)
    title = models.CharField("标题", max_length=200)
    meeting = models.CharField("提出会议", max_length=80, blank=True)
    received_on = models.DateField("交办日期")
    state = models.CharField("办理情况", max_length=10, choices=ProposalState)
    replied_on = models.DateField("答复日期", null=True, blank=True)

    class Meta:
        verbose_name = "建议提案"
        indexes = [models.Index(fields=["body", "kind", "received_on"], name="proposal_by_body")]
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="proposal_number_once")]

    def __str__(self) -> str:
        return self.title


class Ticket(LedgerEntry):
    """工单: one call of the 12345 hotline; the caller is not kept."""

    number = models.CharField("工单编号", max_length=40)
    topic = models.CharField("诉求", max_length=300)
    received_on = models.DateField("收到日期")
    closed_on = models.DateField("办结日期", null=True, blank=True)
    result = models.CharField("办理结果", max_length=300, blank=True)

    class Meta:
        verbose_name = "工单"
        indexes = [models.Index(fields=["body", "received_on"], name="ticket_by_body")]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="ticket_number_once"),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("received_on")),
                name="ticket_closes_after_it_came",
            ),
        ]

    def __str__(self) -> str:
        return self.number
