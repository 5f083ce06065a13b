"""审查: secrecy and privacy decisions, each on one digest by a named person."""

from __future__ import annotations

from django.db import models

from gongkai.records.bodies.models import Body


class ReviewStep(models.TextChoices):
    """The steps; which of them a body takes is its setting."""

    SELF_CHECK = "self_check", "自审"
    SECRECY = "secrecy", "保密审查"
    LEADER = "leader", "领导批准"


class Decision(models.Model):
    """审查意见: one person's yes or no on one digest (保守国家秘密法实施条例 art 42: 先审查、后公开)."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    digest = models.CharField("审查对象摘要", max_length=64, db_index=True)
    step = models.CharField("环节", max_length=12, choices=ReviewStep)
    approved = models.BooleanField("同意公开")
    reason = models.CharField("理由", max_length=400, blank=True)
    decided_by = models.CharField("审查人", max_length=80)
    decided_at = models.DateTimeField("审查时间")

    class Meta:
        verbose_name = "审查意见"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved=True) | ~models.Q(reason=""), name="refusal_needs_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {'同意' if self.approved else '不同意'}"
