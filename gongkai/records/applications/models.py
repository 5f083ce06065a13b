"""依申请公开: an application is a chain of dated actions; state, deadline and outcome are computed from it."""

from __future__ import annotations

from django.db import models

from gongkai.records.bodies.models import LedgerEntry


class ReceiptWay(models.TextChoices):
    """How an application came in; the form counts post of either kind as 信函."""

    IN_PERSON = "in_person", "当面"
    FAX = "fax", "传真"
    ONLINE = "online", "网络"
    POST = "post", "信函"
    REGISTERED_POST = "registered_post", "挂号信函"


class ApplicantKind(models.TextChoices):
    """Columns of table 3 of the 2019 and 2021 forms."""

    PERSON = "person", "自然人"
    BUSINESS = "business", "商业企业"
    RESEARCH = "research", "科研机构"
    CHARITY = "charity", "社会公益组织"
    LEGAL = "legal", "法律服务机构"
    OTHER = "other", "其他"


class Application(LedgerEntry):
    """依申请公开申请: what was asked, by which way, on which day."""

    number = models.CharField("受理编号", max_length=40)
    received_on = models.DateField("收到日期")
    way = models.CharField("申请方式", max_length=16, choices=ReceiptWay)
    applicant_kind = models.CharField(
        "申请人类别", max_length=10, choices=ApplicantKind, default=ApplicantKind.PERSON
    )
    subject = models.CharField("申请内容", max_length=300)

    class Meta:
        verbose_name = "依申请公开申请"
        indexes = [models.Index(fields=["body", "received_on"], name="application_by_body")]
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="application_number_once")]

    def __str__(self) -> str:
        return self.number


class ActionVerb(models.TextChoices):
    """What can happen to an application; the chain is never overwritten."""

    CONFIRMED = "confirmed", "与申请人确认"
    CORRECTION_ASKED = "correction_asked", "告知补正"
    CORRECTED = "corrected", "收到补正"
    THIRD_PARTY_ASKED = "third_party_asked", "征求第三方意见"
    THIRD_PARTY_ANSWERED = "third_party_answered", "第三方答复"
    EXTENDED = "extended", "延期"
    REPLIED = "replied", "答复"
    WITHDRAWN = "withdrawn", "申请人撤回"
    SETTLED = "settled", "当场说明，申请人不再要求书面答复"
    ABANDONED = "abandoned", "视为放弃"


CLOSING_VERBS = (ActionVerb.REPLIED, ActionVerb.WITHDRAWN, ActionVerb.SETTLED, ActionVerb.ABANDONED)
"""Actions after which nothing more is owed on an application."""


class Action(LedgerEntry):
    """办理记录: one dated step; ``outcome`` is a reply kind or refusal ground of ``gongkai.rules.grounds``."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, verbose_name="申请", related_name="actions"
    )
    verb = models.CharField("办理", max_length=24, choices=ActionVerb)
    on = models.DateField("日期")
    outcome = models.CharField("答复类型", max_length=24, blank=True)
    extended_to = models.DateField("延期至", null=True, blank=True)
    reason = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "办理记录"
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["body", "verb", "on"], name="action_by_body")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.get_verb_display()} {self.on}"


class Fee(LedgerEntry):
    """收费: money taken for one application, in 元."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, verbose_name="申请", related_name="fees"
    )
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)
    paid_on = models.DateField("收费日期")
    kind = models.CharField("收费项目", max_length=40)

    class Meta:
        verbose_name = "收费"
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="fee_not_negative")]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
