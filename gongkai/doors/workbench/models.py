"""工作台: what a person keeps for themselves: views of lists, and the address of their calendar."""

from __future__ import annotations

from django.db import models

from gongkai.records.bodies.models import Person


class SavedView(models.Model):
    """常用查看: a list with its filters, under a name that its owner gave it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, verbose_name="人员", related_name="+")
    name = models.CharField("名称", max_length=20)
    address = models.CharField("地址", max_length=500)

    class Meta:
        verbose_name = "常用查看"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="savedview_name_once")]

    def __str__(self) -> str:
        return self.name


class CalendarFeed(models.Model):
    """日历订阅: the secret in the address by which a person's calendar asks; only its digest is kept."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, verbose_name="人员", related_name="+")
    digest = models.CharField("SHA-256", max_length=64, unique=True)
    since = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = "日历订阅"

    def __str__(self) -> str:
        return f"{self.person_id} {self.since:%Y-%m-%d}"
