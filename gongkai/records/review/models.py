"""审查: who said yes or no to which digest, at which step; what was asked outside; what is looked at again."""

from __future__ import annotations

from django.db import models

from gongkai.records.bodies.models import Body, Person
from gongkai.records.documents.models import Document, Version


class ReviewStep(models.TextChoices):
    """The steps; which of them a body takes is its setting (:mod:`gongkai.rules.procedure.steps`)."""

    OFFICE = "office", "公开办审核"
    SELF_CHECK = "self_check", "自审"
    SECRECY = "secrecy", "保密审查"
    LEADER = "leader", "领导批准"


class ReviewState(models.TextChoices):
    """Where a version stands in its review: the states of the procedure of 公开信息 that lie in this room."""

    IN_REVIEW = "in_review", "审查中"
    RETURNED = "returned", "已退回"
    CLEARED = "cleared", "审查通过"
    WITHHELD = "withheld", "不予公开"


class ReviewRule(models.Model):
    """审查规则: which steps the papers of a body and of those below it take from a day; never changed in place."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    steps = models.JSONField("审查环节")
    urgent_days = models.PositiveSmallIntegerField("补审期限（日）")
    since = models.DateField("施行日期")
    by = models.CharField("设置人", max_length=80)

    class Meta:
        verbose_name = "审查规则"
        constraints = [models.UniqueConstraint(fields=["body", "since"], name="reviewrule_begins_once")]

    def __str__(self) -> str:
        return f"{self.body} {self.since}"


class Review(models.Model):
    """送审: one version before its reviewers. ``turn`` counts every change: each verb writes through the turn it saw.

    ``digest`` is of text, facts and files; every decision is on it. ``round`` begins anew when a clearance is taken
    back, and decisions of earlier rounds count no more. ``urgent_*`` tell of a paper that a leader let go out first:
    the steps that are missing are made up by ``urgent_due``, and ``urgent_done_at`` says when they were.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    version = models.OneToOneField(
        Version, on_delete=models.PROTECT, verbose_name="版本", related_name="review"
    )
    digest = models.CharField("审查对象摘要", max_length=64, unique=True)
    open = models.BooleanField("拟主动公开")
    steps = models.JSONField("审查环节")
    authors = models.JSONField("起草人")
    state = models.CharField("状态", max_length=10, choices=ReviewState, default=ReviewState.IN_REVIEW)
    round = models.PositiveSmallIntegerField("轮次", default=1)
    turn = models.PositiveIntegerField("变更次数", default=1)
    submitted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, verbose_name="送审人", related_name="+"
    )
    submitted_at = models.DateTimeField("送审时间")
    settled_at = models.DateTimeField("办结时间", null=True, blank=True)
    urgent_why = models.CharField("紧急理由", max_length=400, blank=True)
    urgent_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        verbose_name="先行公开批准人",
        related_name="+",
        null=True,
        blank=True,
    )
    urgent_due = models.DateField("补审期限", null=True, blank=True)
    urgent_done_at = models.DateTimeField("补审时间", null=True, blank=True)

    class Meta:
        verbose_name = "送审"
        indexes = [models.Index(fields=["body", "state", "id"], name="review_by_body")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(urgent_due__isnull=True)
                | (~models.Q(urgent_why="") & models.Q(urgent_by__isnull=False)),
                name="urgency_has_reason_and_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cleared") | models.Q(open=True),
                name="only_open_papers_are_cleared",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.get_state_display()}"


class Decision(models.Model):
    """审查意见: one person's yes or no on one digest (保守国家秘密法实施条例 art 42: 先审查、后公开).

    In one round nobody decides two steps and no step is decided twice: the database holds that, whatever the code.
    """

    review = models.ForeignKey(
        Review, on_delete=models.PROTECT, verbose_name="送审", related_name="decisions"
    )
    round = models.PositiveSmallIntegerField("轮次")
    digest = models.CharField("审查对象摘要", max_length=64, db_index=True)
    step = models.CharField("环节", max_length=12, choices=ReviewStep)
    approved = models.BooleanField("同意公开")
    reason = models.CharField("理由", max_length=400, blank=True)
    confirmed = models.JSONField("核对项", default=list, blank=True)
    files = models.JSONField("看过的附件", default=list, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, verbose_name="审查人", related_name="+")
    decided_at = models.DateTimeField("审查时间")

    class Meta:
        verbose_name = "审查意见"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved=True) | ~models.Q(reason=""), name="refusal_needs_a_reason"
            ),
            models.UniqueConstraint(fields=["review", "round", "step"], name="decision_once_a_step"),
            models.UniqueConstraint(fields=["review", "round", "decided_by"], name="decision_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {'同意' if self.approved else '不同意'}"


class Approval(models.Model):
    """准予公开: the whole review of one digest said yes. An item can be public only by pointing to such a row.

    ``used_at`` is when an item went out by it: an approval serves once. ``revoked_at``: it was taken back before; what
    is used cannot be taken back, what is taken back cannot be used, and the database holds that.
    """

    digest = models.CharField("审查对象摘要", max_length=64, unique=True)
    review = models.OneToOneField(
        Review, on_delete=models.PROTECT, verbose_name="送审", related_name="approval"
    )
    urgent = models.BooleanField("先行公开", default=False)
    given_at = models.DateTimeField("通过时间")
    used_at = models.DateTimeField("公开时间", null=True, blank=True)
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "准予公开"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True) | models.Q(revoked_at__isnull=True),
                name="approval_used_or_revoked",
            )
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class ConsultationKind(models.TextChoices):
    """Why somebody outside is asked."""

    OPINION = "opinion", "征求意见"
    RULING = "ruling", "报请确定"


class Consultation(models.Model):
    """征询: somebody outside is asked about a version; while the answer is out, the review waits.

    *ruling* goes to the competent or the secrecy department, when the body cannot tell itself (条例 2019 art 17), and
    binds. No answer is no consent.
    """

    review = models.ForeignKey(
        Review, on_delete=models.PROTECT, verbose_name="送审", related_name="consultations"
    )
    kind = models.CharField("种类", max_length=8, choices=ConsultationKind)
    organ = models.CharField("对象", max_length=120)
    question = models.CharField("问题", max_length=400)
    asked_by = models.CharField("征询人", max_length=80)
    asked_at = models.DateTimeField("征询时间")
    agreed = models.BooleanField("同意公开", null=True, blank=True)
    answer = models.CharField("答复", max_length=400, blank=True)
    answered_at = models.DateTimeField("登记答复时间", null=True, blank=True)
    noted_by = models.CharField("登记人", max_length=80, blank=True)

    class Meta:
        verbose_name = "征询"
        constraints = [
            models.UniqueConstraint(
                fields=["review", "organ"],
                condition=models.Q(answered_at__isnull=True),
                name="consultation_open_once_an_organ",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True)
                | (~models.Q(answer="") & models.Q(agreed__isnull=False)),
                name="answer_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.organ}"


class SecondLook(models.Model):
    """重新评估: a paper that is not open was looked at again, by whom and with what result (条例 2019 art 18)."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, verbose_name="文件", related_name="second_looks"
    )
    opened = models.BooleanField("可以公开")
    reason = models.CharField("理由", max_length=400)
    next_on = models.DateField("下次评估日期", null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, verbose_name="评估人", related_name="+")
    at = models.DateTimeField("评估时间")

    class Meta:
        verbose_name = "重新评估"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opened=True) | models.Q(next_on__isnull=False),
                name="what_stays_closed_is_looked_at_again",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.at:%Y-%m-%d}"
