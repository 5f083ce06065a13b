"""留痕: append-only acts in a hash chain, the files that ledgers came from, and the outbox."""

from __future__ import annotations

from typing import Any

from django.db import models


class SourceFile(models.Model):
    """台账文件: one ledger that a clerk brought in; its rows point back to it."""

    kind = models.CharField("台账种类", max_length=40)
    body_code = models.CharField("机构代码", max_length=20)
    name = models.CharField("文件名", max_length=200)
    digest = models.CharField("SHA-256", max_length=64)
    rows = models.PositiveIntegerField("行数")
    added = models.PositiveIntegerField("新增行数")
    at = models.DateTimeField("导入时间")
    actor = models.CharField("导入人", max_length=80)

    class Meta:
        verbose_name = "台账文件"
        indexes = [models.Index(fields=["body_code", "kind", "-id"], name="sourcefile_by_body")]

    def __str__(self) -> str:
        return self.name


class Act(models.Model):
    """留痕: who did what, when, on what, under which article. Never changed, never deleted.

    ``digest`` covers this row and the digest before it (:func:`gongkai.records.ledger.actions.record_act`), so that
    a row taken out or altered breaks every row after it.
    """

    at = models.DateTimeField("时间")
    actor = models.CharField("经办人", max_length=80)
    verb = models.CharField("行为", max_length=60)
    subject_kind = models.CharField("对象种类", max_length=60)
    subject_key = models.CharField("对象编号", max_length=80)
    body_code = models.CharField("机构代码", max_length=20)
    article = models.CharField("依据", max_length=60, blank=True)
    detail = models.JSONField("内容", default=dict)
    previous_digest = models.CharField("上一条摘要", max_length=64, unique=True)
    digest = models.CharField("摘要", max_length=64, unique=True)

    class Meta:
        verbose_name = "留痕"
        indexes = [
            models.Index(fields=["subject_kind", "subject_key", "-id"], name="act_by_subject"),
            models.Index(fields=["body_code", "-id"], name="act_by_body"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only: an act that exists is history."""
        if self.pk is not None:
            raise TypeError("an act is append-only")
        super().save(*args, **kwargs)

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        """Refused: an act is append-only."""
        del using, keep_parents
        raise TypeError("an act is append-only")


class OutboxRow(models.Model):
    """待发: work that a committed act asks of a worker; written in the transaction of that act."""

    key = models.CharField("幂等键", max_length=120, unique=True)
    kind = models.CharField("种类", max_length=40)
    payload = models.JSONField("内容", default=dict)
    due = models.DateTimeField("应办时间")
    attempts = models.PositiveIntegerField("次数", default=0)
    leased_until = models.DateTimeField("租用至", null=True, blank=True)
    done_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = "待发"
        indexes = [
            models.Index(
                fields=["due", "id"], condition=models.Q(done_at__isnull=True), name="outbox_waiting"
            )
        ]

    def __str__(self) -> str:
        return self.key
