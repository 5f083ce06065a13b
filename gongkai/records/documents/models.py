"""文件: papers that a body made or holds; a correction is a new version."""

from __future__ import annotations

from django.db import models

from gongkai.records.bodies.models import LedgerEntry, Person


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


class DocumentKind(models.TextChoices):
    """What is drafted: papers and what is laid before a meeting both get their openness attribute then."""

    PAPER = "paper", "公文"
    AGENDA = "agenda", "会议议题"


class Document(LedgerEntry):
    """文件: a paper with its number and date; ``normative`` is 规范性文件.

    ``made_here`` tells a paper that the body itself made from one of a superior that it only passes on:
    row 制发规范性文件总数 counts the first kind alone. Until a version of it was settled by a review, the columns
    say what its draft says; from then on, what the newest settled version says.
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
    kind = models.CharField("种类", max_length=8, choices=DocumentKind, default=DocumentKind.PAPER)
    ground = models.CharField("不予公开的理由", max_length=24, blank=True)
    """A code of :func:`gongkai.rules.grounds.grounds_to_withhold`."""
    relook_on = models.DateField("重新评估日期", null=True, blank=True)
    topic = models.CharField("主题分类", max_length=40, blank=True)
    issuer = models.CharField("发布机构", max_length=120, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    filed_on = models.DateField("报备日期", null=True, blank=True)
    filed_number = models.CharField("备案编号", max_length=60, blank=True)
    evaluated_on = models.DateField("评估日期", null=True, blank=True)

    class Meta:
        verbose_name = "文件"
        indexes = [
            models.Index(fields=["body", "formed_on"], name="document_by_body"),
            models.Index(fields=["relook_on", "id"], name="document_by_relook"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "number"], condition=~models.Q(number=""), name="document_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """版本: one text of a document, told by its digest.

    Until ``fixed_at`` it is a draft that files may be added to; from then on nothing of it changes. ``facts`` is what
    the draft says of the paper (:class:`gongkai.records.documents.papers.facts.PaperFacts`), ``revision`` counts its
    saves, ``authors`` are the keys of all who wrote at it or at a version that it began from.
    """

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, verbose_name="文件", related_name="versions"
    )
    number = models.PositiveIntegerField("版次")
    text = models.TextField("正文", blank=True)
    digest = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField("形成时间")
    made_by = models.CharField("经办人", max_length=80)
    fixed_at = models.DateTimeField("定稿时间", null=True, blank=True)
    facts = models.JSONField("文件要素", default=dict, blank=True)
    revision = models.PositiveIntegerField("保存次数", default=0)
    authors = models.JSONField("起草人", default=list, blank=True)
    saved_at = models.DateTimeField("保存时间", null=True, blank=True)
    saved_by = models.CharField("保存人", max_length=80, blank=True)

    class Meta:
        verbose_name = "版本"
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(fixed_at__isnull=True) & models.Q(revision__gt=0),
                name="version_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} 第{self.number}版"


class Draft(models.Model):
    """草稿: what one person has typed at a version and not yet saved into it; survives a lost session.

    Nobody's draft touches another's, nor the version: ``base`` is the save of the version it began from. ``revision``
    counts the keeps, so that two windows of one person do not overwrite each other.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, verbose_name="版本", related_name="drafts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, verbose_name="人员", related_name="+")
    text = models.TextField("正文", blank=True)
    facts = models.JSONField("文件要素", default=dict, blank=True)
    base = models.PositiveIntegerField("所依据的保存次数")
    revision = models.PositiveIntegerField("自动保存次数", default=1)
    began_at = models.DateTimeField("开始时间")
    kept_at = models.DateTimeField("自动保存时间")

    class Meta:
        verbose_name = "草稿"
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="draft_once_a_person")]

    def __str__(self) -> str:
        return f"{self.person} {self.version}"


class AttachmentState(models.TextChoices):
    """Where an attachment stands. Only *clean* and *masked* have bytes that the public may be given."""

    HELD = "held", "待处理"
    CLEAN = "clean", "已检查"
    MASKED = "masked", "已打码"
    REFUSED = "refused", "不接收"


PUBLIC_STATES = (AttachmentState.CLEAN, AttachmentState.MASKED)


class Attachment(models.Model):
    """附件: a file of a version. The original is sealed and never served; what is published is rebuilt from it.

    ``findings`` is what the original holds, ``public_findings`` what the public copy still holds; both carry values
    only masked, as dicts of kind, where, masked, severity, column. ``unread`` are parts of the public copy that only
    a person can read, ``left_out`` what the copy does not take over, ``reasons`` why there is no copy: Chinese
    sentences. ``choices`` maps a column (``1!C``: table, letter) to mask, drop or keep.
    """

    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, verbose_name="版本", related_name="attachments"
    )
    name = models.CharField("文件名", max_length=120)
    kind = models.CharField("种类", max_length=8)
    size = models.PositiveBigIntegerField("原件字节数")
    sealed_digest = models.CharField("原件 SHA-256", max_length=64)
    public_digest = models.CharField("公开件 SHA-256", max_length=64, blank=True)
    public_size = models.PositiveBigIntegerField("公开件字节数", default=0)
    state = models.CharField("状态", max_length=8, choices=AttachmentState)
    reasons = models.JSONField("原因", default=list, blank=True)
    findings = models.JSONField("原件发现", default=list, blank=True)
    public_findings = models.JSONField("公开件发现", default=list, blank=True)
    unread = models.JSONField("未识别部分", default=list, blank=True)
    left_out = models.JSONField("未带入公开件", default=list, blank=True)
    choices = models.JSONField("列的处理", default=dict, blank=True)
    redrawn = models.BooleanField("逐页重画", default=False)
    rules_edition = models.CharField("检测规则版本", max_length=20)
    scanned_at = models.DateTimeField("检查时间")
    attached_by = models.ForeignKey(Person, on_delete=models.PROTECT, verbose_name="上传人", related_name="+")
    attached_at = models.DateTimeField("上传时间")
    display_until = models.DateField("公示截止", null=True, blank=True)
    taken_down_at = models.DateTimeField("撤下时间", null=True, blank=True)

    class Meta:
        verbose_name = "附件"
        indexes = [
            models.Index(fields=["rules_edition", "id"], name="attachment_by_edition"),
            models.Index(fields=["display_until", "id"], name="attachment_by_display"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="attachment_name_once"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["clean", "masked"]) | ~models.Q(public_digest=""),
                name="passed_attachment_has_a_copy",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClearanceKind(models.TextChoices):
    """What a person vouched for."""

    LOOK = "look", "已人工查看"
    KEEP = "keep", "保留不打码"


class Clearance(models.Model):
    """放行: what a person answered to a finding or to a part that no program could read.

    It holds for one public copy, told by its digest: another copy asks again. What leaves personal information or a
    mark whole (*keep*) needs a ground and a second person (个人信息保护法 arts 25, 55).
    """

    attachment = models.ForeignKey(
        Attachment, on_delete=models.CASCADE, verbose_name="附件", related_name="clearances"
    )
    kind = models.CharField("种类", max_length=8, choices=ClearanceKind)
    public_digest = models.CharField("公开件 SHA-256", max_length=64)
    finding = models.CharField("发现种类", max_length=20, blank=True)
    column = models.CharField("列", max_length=12, blank=True)
    ground = models.CharField("理由", max_length=400)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, verbose_name="放行人", related_name="+")
    given_at = models.DateTimeField("放行时间")
    seconded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, verbose_name="复核人", related_name="+", null=True, blank=True
    )
    seconded_at = models.DateTimeField("复核时间", null=True, blank=True)

    class Meta:
        verbose_name = "放行"
        constraints = [
            models.CheckConstraint(condition=~models.Q(ground=""), name="clearance_needs_a_ground"),
            models.CheckConstraint(
                condition=models.Q(seconded_by__isnull=True) | ~models.Q(seconded_by=models.F("given_by")),
                name="clearance_needs_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.attachment}"
