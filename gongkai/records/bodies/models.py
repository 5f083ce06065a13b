"""机构: the town, its villages, community and offices; the people and the posts they hold."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from gongkai.records.ledger.models import SourceFile


class BodyKind(models.TextChoices):
    """What a body is. A village committee is not an administrative organ: 村务公开 has its own law."""

    COUNTY = "county", "县级政府"
    TOWN = "town", "乡镇"
    VILLAGE = "village", "行政村"
    COMMUNITY = "community", "社区"
    OFFICE = "office", "站所"


class Body(models.Model):
    """机构: one body; ``code`` is a 12-digit area code and an optional suffix."""

    code = models.CharField("机构代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=80)
    full_name = models.CharField("全称", max_length=120, blank=True)
    kind = models.CharField("类别", max_length=12, choices=BodyKind)
    address = models.CharField("地址", max_length=200, blank=True)
    postcode = models.CharField("邮编", max_length=10, blank=True)
    telephone = models.CharField("电话", max_length=40, blank=True)
    fax = models.CharField("传真", max_length=40, blank=True)
    email = models.CharField("电子邮箱", max_length=120, blank=True)
    demonstration = models.BooleanField("演示数据", default=False)
    since = models.DateField("设立日期", null=True, blank=True)
    until = models.DateField("撤销日期", null=True, blank=True)
    remarks = models.JSONField("附注", default=dict, blank=True)

    class Meta:
        verbose_name = "机构"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class LedgerEntry(models.Model):
    """台账记录: what every record that a ledger can bring has in common.

    ``fingerprint`` is the digest of kind, body and row (with its ordinal among equal rows of one file), so that the
    same file twice adds nothing; it is empty for a record that was written by hand in the workbench.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="+")
    source = models.ForeignKey(
        SourceFile, on_delete=models.PROTECT, verbose_name="台账文件", related_name="+", null=True, blank=True
    )
    source_row = models.PositiveIntegerField("台账行号", null=True, blank=True)
    fingerprint = models.CharField("行摘要", max_length=64, null=True, blank=True, unique=True)
    remarks = models.JSONField("附注", default=dict, blank=True)

    class Meta:
        abstract = True


class PersonManager(BaseUserManager["Person"]):
    """People are found by log-in name."""

    def create_person(self, login: str, name: str, password: str | None = None) -> Person:
        """A person who may sign in; without a password nobody can."""
        person = self.model(login=login, name=name)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """人员: somebody who works for a body; signs in when ``login`` and a password are set."""

    login = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    email = models.EmailField("电子邮箱", max_length=120, blank=True)
    is_active = models.BooleanField("在用", default=True)
    password_once = models.BooleanField("一次性密码", default=False)
    """The password was given by the manager and opens nothing but the page on which the person sets their own."""
    demonstration = models.BooleanField("演示数据", default=False)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        verbose_name = "人员"

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What somebody may do; one person may hold several posts."""

    EDITOR = "editor", "村级信息员"
    LIAISON = "liaison", "政务公开联络员"
    CLERK = "clerk", "公开办经办人"
    REVIEWER = "reviewer", "保密审查员"
    LEADER = "leader", "分管领导"
    AUDITOR = "auditor", "审计监督员"
    MANAGER = "manager", "系统管理员"


class Post(models.Model):
    """岗位: a person's role at a body, from a day to a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, verbose_name="人员", related_name="posts")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, verbose_name="机构", related_name="posts")
    role = models.CharField("角色", max_length=12, choices=Role)
    since = models.DateField("任职起")
    until = models.DateField("任职止", null=True, blank=True)
    remarks = models.JSONField("附注", default=dict, blank=True)

    class Meta:
        verbose_name = "岗位"
        constraints = [
            models.UniqueConstraint(fields=["person", "body", "role", "since"], name="post_once"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="post_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.get_role_display()} {self.person}"
