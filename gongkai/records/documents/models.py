"""文件: papers that a body made or holds; a correction is a new version."""

from __future__ import annotations

from django.db import models

from gongkai.records.bodies.models import LedgerEntry


class OpennessAttribute(models.TextChoices):
    """公开属性, fixed when a paper is drafted (国办发〔2016〕80号)."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    CLOSED = "closed", "不予公开"


class Validity(models.TextChoices):
    """有效性 of a normative document."""

    VALID = "valid", "有效"
    EXPIRED = "expired", "失效"
    REPEALED = "repealed", "废止"
    AMENDED = "amended", "部分修改"


class Document(LedgerEntry):
    """文件: a paper with its number and date; ``normative`` is 规范性文件.

    ``made_here`` tells a paper that the body itself made from one of a superior that it only passes on:
    row 制发规范性文件总数 counts the first kind alone.
    """

    title = models.CharField("标题", max_length=200)
    number = models.CharField("文号", max_length=60, blank=True)
    formed_on = models.DateField("成文日期")
    normative = models.BooleanField("规范性文件", default=False)
    made_here = models.BooleanField("本机关制发", default=True)
    openness = models.CharField(
        "公开属性", max_length=12, choices=OpennessAttribute, default=OpennessAttribute.PROACTIVE
    )
    validity = models.CharField("有效性", max_length=10, choices=Validity, default=Validity.VALID)
    repealed_on = models.DateField("废止日期", null=True, blank=True)

    class Meta:
        verbose_name = "文件"
        indexes = [models.Index(fields=["body", "formed_on"], name="document_by_body")]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "number"], condition=~models.Q(number=""), name="document_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """版本: one immutable text of a document, told by its digest."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, verbose_name="文件", related_name="versions"
    )
    number = models.PositiveIntegerField("版次")
    text = models.TextField("正文", blank=True)
    digest = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField("形成时间")
    made_by = models.CharField("经办人", max_length=80)

    class Meta:
        verbose_name = "版本"
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.document} 第{self.number}版"
