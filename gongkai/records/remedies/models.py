"""救济: administrative reviews, suits and complaints about disclosure."""

from __future__ import annotations

from django.db import models

from gongkai.records.applications.models import Application
from gongkai.records.bodies.models import LedgerEntry


class CaseKind(models.TextChoices):
    """Which way a person went."""

    REVIEW = "review", "行政复议"
    SUIT = "suit", "行政诉讼"


class CaseResult(models.TextChoices):
    """How it ended; a case without a result on 31 December is pending."""

    UPHELD = "upheld", "维持或驳回"
    CORRECTED = "corrected", "被依法纠错"
    OTHER = "other", "其他情形"


class Case(LedgerEntry):
    """复议诉讼案件: one review or suit against the body over disclosure."""

    number = models.CharField("案号", max_length=60)
    kind = models.CharField("类别", max_length=8, choices=CaseKind)
    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        verbose_name="所涉申请",
        related_name="+",
        null=True,
        blank=True,
    )
    received_on = models.DateField("收到日期")
    result = models.CharField("结果", max_length=10, choices=CaseResult, blank=True)
    decided_on = models.DateField("审结日期", null=True, blank=True)

    class Meta:
        verbose_name = "复议诉讼案件"
        indexes = [models.Index(fields=["body", "kind", "received_on"], name="case_by_body")]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="case_number_once"),
            models.CheckConstraint(
                condition=models.Q(result="", decided_on__isnull=True)
                | (~models.Q(result="") & models.Q(decided_on__isnull=False)),
                name="case_result_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Complaint(LedgerEntry):
    """举报投诉: somebody held that the body did not keep its duty of openness (条例 2019 art 47, 51)."""

    number = models.CharField("编号", max_length=40)
    subject = models.CharField("内容", max_length=300)
    received_on = models.DateField("收到日期")
    closed_on = models.DateField("办结日期", null=True, blank=True)

    class Meta:
        verbose_name = "举报投诉"
        indexes = [models.Index(fields=["body", "received_on"], name="complaint_by_body")]
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="complaint_number_once")]

    def __str__(self) -> str:
        return self.number
