"""公开目录: fields of the standard directory, and which of them a town works in."""

from __future__ import annotations

from django.db import models


class Field(models.Model):
    """领域: one field of the standard directory (试点领域); ``key`` marks the town's 重点领域."""

    code = models.CharField("领域代码", max_length=20, unique=True)
    name = models.CharField("领域", max_length=40, unique=True)
    key = models.BooleanField("重点领域", default=False)
    order = models.PositiveIntegerField("次序", default=0)

    class Meta:
        verbose_name = "领域"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name
