"""监督: where people can report that a body does not keep its duty."""

from __future__ import annotations

from django.db import models

from gongkai.records.bodies.models import LedgerEntry


class SupervisionKind(models.TextChoices):
    """By which way a report reaches those who look into it."""

    TELEPHONE = "telephone", "监督电话"
    REPORT_BOX = "report_box", "举报箱"


class SupervisionPoint(LedgerEntry):
    """监督点: a supervision telephone or report box, and where it is."""

    kind = models.CharField("类别", max_length=12, choices=SupervisionKind)
    label = models.CharField("号码或位置", max_length=120)
    since = models.DateField("设立日期")
    until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "监督点"
        constraints = [
            models.UniqueConstraint(fields=["body", "kind", "label"], name="supervisionpoint_once"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="supervisionpoint_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.label}"
