"""政务服务: flows that were sorted out, and the cases handled by month."""

from __future__ import annotations

from django.db import models

from gongkai.records.bodies.models import LedgerEntry


class ServiceFlow(LedgerEntry):
    """办理流程: one service whose steps an office laid down and published."""

    name = models.CharField("事项", max_length=120)
    office = models.CharField("站所", max_length=80)
    steps = models.CharField("环节", max_length=400)
    settled_on = models.DateField("理清日期")

    class Meta:
        verbose_name = "办理流程"
        constraints = [models.UniqueConstraint(fields=["body", "name"], name="flow_name_once")]

    def __str__(self) -> str:
        return self.name


class CaseCount(LedgerEntry):
    """办件量: how many cases of one kind were handled in one month."""

    kind = models.CharField("业务", max_length=80)
    month = models.DateField("月份（当月第一日）")
    cases = models.PositiveIntegerField("件数")

    class Meta:
        verbose_name = "办件量"
        indexes = [models.Index(fields=["body", "month"], name="casecount_by_body")]
        constraints = [models.UniqueConstraint(fields=["body", "kind", "month"], name="casecount_month_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.month:%Y-%m}: {self.cases}"
