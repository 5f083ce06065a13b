"""年度报告: the prose of a report and the figures that had to be typed; every other figure is computed."""

from __future__ import annotations

from django.db import models

from gongkai.records.bodies.models import Body


class Report(models.Model):
    """年度报告: one body's report on one year, by one edition of the form."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    form = models.CharField("表式", max_length=8)
    title = models.CharField("标题", max_length=120)
    preamble = models.TextField("前言", blank=True)
    demonstration = models.BooleanField("演示数据", default=False)
    published_on = models.DateField("公布日期", null=True, blank=True)

    class Meta:
        verbose_name = "年度报告"
        constraints = [models.UniqueConstraint(fields=["body", "year"], name="report_year_once")]

    def __str__(self) -> str:
        return self.title


class Chapter(models.Model):
    """章节: prose whose numbers are bound to figures: ``{{s1_1}}`` stands for the value of that figure.

    A number that is in no record is typed as words by the clerk; one that a figure has cannot be typed, so text and
    table cannot disagree.
    """

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, verbose_name="年度报告", related_name="chapters"
    )
    order = models.PositiveSmallIntegerField("次序")
    heading = models.CharField("标题", max_length=80)
    text = models.TextField("正文")

    class Meta:
        verbose_name = "章节"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["report", "order"], name="chapter_order_once")]

    def __str__(self) -> str:
        return self.heading


class EnteredFigure(models.Model):
    """填报数: a figure typed by hand, which needs a reason and the name of the paper that shows it."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    code = models.CharField("指标代码", max_length=40)
    value = models.DecimalField("数值", max_digits=16, decimal_places=4)
    reason = models.CharField("理由", max_length=200)
    paper = models.CharField("依据材料", max_length=200)
    by = models.CharField("填报人", max_length=80)
    at = models.DateTimeField("填报时间")

    class Meta:
        verbose_name = "填报数"
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "code"], name="enteredfigure_once"),
            models.CheckConstraint(
                condition=~models.Q(reason="") & ~models.Q(paper=""), name="entered_needs_reason_and_paper"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.year}: {self.value}"
