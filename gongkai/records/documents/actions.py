"""Verbs of attachments: attach, mask, redraw, vouch, show for a time, sweep. Each leaves its act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.db.models import Sum

from gongkai.records.bodies.models import Person
from gongkai.records.documents.attachments import kinds, standing
from gongkai.records.documents.attachments.examine import Found
from gongkai.records.documents.attachments.names import clean_name
from gongkai.records.documents.attachments.standing import act as _act
from gongkai.records.documents.attachments.store import (
    DamagedError,
    copy_to,
    digest_of_file,
    keep,
    on_disk,
    receive,
    workplace,
)
from gongkai.records.documents.attachments.treatment import Look, Treatment, look_again, treat
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.records.documents.models import (
    PUBLIC_STATES,
    Attachment,
    AttachmentState,
    Clearance,
    ClearanceKind,
    Version,
)
from gongkai.records.documents.queries import open_questions
from gongkai.records.ledger.actions import take_turn
from gongkai.rules.privacy.edition import EDITION
from gongkai.rules.refusal import Refusal

_SYSTEM = "系统"
_LONGEST_GROUND = 400


def attach(version: Version, source: Path | BinaryIO, name: str, *, by: Person, at: datetime) -> Attachment:
    """Take a file in: the original is sealed, a public copy is made and looked through.

    ``at`` is in the town's own time. The same file under the same name is attached once. Raises Refusal: the version
    is fixed, a kind that is not accepted, a name already taken, too large or too many. A file that cannot be read is
    attached and held; one that was built to do harm is attached and refused.
    """
    _require_draft(version)
    name = clean_name(name)
    with workplace() as folder:
        path = folder / f"upload.{name.rpartition('.')[2]}"
        size = receive(source, path, kinds.MOST_BYTES)
        digest = digest_of_file(path)
        locked = kinds.locked_kind(path)
        kind = locked or kinds.kind_of(path, name).kind
        before = version.attachments.filter(name=name).first()
        if before is not None:
            return _the_same(before, digest)
        if locked:
            made = Treatment(reasons=["设有打开密码，不能读取。"])
        else:
            made = treat(path, kind, folder, name=name, today=at.date())
        keep("sealed", path)
        with transaction.atomic():
            take_turn()
            _require_draft(version)
            before = version.attachments.filter(name=name).first()
            if before is not None:
                return _the_same(before, digest)
            _require_room(version, size)
            attachment = Attachment(
                version=version,
                name=name,
                kind=kind,
                size=size,
                sealed_digest=digest,
                attached_by=by,
                attached_at=at,
            )
            standing.write(attachment, made, at)
            if made.copy is not None:
                keep("waiting", made.copy)
            attachment.save()
            standing.settle(attachment)
            _act("attach_file", attachment, by.name, at, {"sealed": digest, "state": attachment.state})
    return attachment


def remove_attachment(attachment: Attachment, *, by: Person, at: datetime) -> None:
    """Take a file off a draft. The sealed bytes stay: the act tells of them. Raises Refusal once it is fixed."""
    with transaction.atomic():
        take_turn()
        _require_draft(attachment.version)
        _act("remove_file", attachment, by.name, at, {"sealed": attachment.sealed_digest})
        standing.tidy_after(attachment.public_digest)
        attachment.delete()


def mask_columns(
    attachment: Attachment,
    choices: Mapping[str, str],
    grounds: Mapping[str, str] | None = None,
    *,
    by: Person,
    at: datetime,
) -> Attachment:
    """Make a new public copy whose columns are masked, dropped or kept (``{"1!C": "mask"}``).

    The choices replace those made before. A kept column in which personal information is left needs a ground in
    ``grounds``, and holds until a second person seconds it. Raises Refusal: the version is fixed, no such column, a
    kind without columns, a ground that is missing.
    """
    if attachment.kind not in kinds.TABULAR:
        raise Refusal(f"“{attachment.name}”不是表格，不能按列打码：请改好原文件后重新上传。")
    written = dict(sorted(choices.items()))
    _again(attachment, written, redraw=False, by=by, at=at)
    kept = {key for key, choice in written.items() if choice == "keep"}
    left = {one["column"] for one in attachment.public_findings if one["severity"] != "info"}
    for key in sorted(kept & left):
        clear(attachment, ClearanceKind.KEEP, (grounds or {}).get(key, ""), column=key, by=by, at=at)
    return attachment


def redraw(attachment: Attachment, *, by: Person, at: datetime) -> Attachment:
    """Make a new public copy of a PDF whose pages are pictures: no text is left under what covers it."""
    if attachment.kind != "pdf":
        raise Refusal(f"“{attachment.name}”不是 PDF，不能逐页画成图片。")
    return _again(attachment, attachment.choices, redraw=True, by=by, at=at)


def clear(
    attachment: Attachment,
    kind: ClearanceKind,
    ground: str,
    *,
    by: Person,
    at: datetime,
    finding: str = "",
    column: str = "",
) -> Clearance:
    """Vouch for the present public copy: a person looked at what no program read, or something is kept whole.

    Raises Refusal without a ground, or when there is nothing to vouch for.
    """
    ground = ground.strip()[:_LONGEST_GROUND]
    if not ground:
        where = f"列 {column} " if column else ""
        raise Refusal(f"“{attachment.name}”{where}保留或者放行要写明理由。")
    with transaction.atomic():
        take_turn()
        attachment.refresh_from_db()
        asked = [one for one in open_questions(attachment) if one.clearance == kind]
        if kind == ClearanceKind.KEEP:
            asked = [one for one in asked if one.finding == finding or not finding]
            asked = [one for one in asked if one.column == column or not column]
        if not asked:
            raise Refusal(f"“{attachment.name}”没有需要这样放行的内容，可能已经处理过：请刷新后再看。")
        given = Clearance.objects.create(
            attachment=attachment,
            kind=kind,
            public_digest=attachment.public_digest,
            finding=finding,
            column=column,
            ground=ground,
            given_by=by,
            given_at=at,
        )
        standing.settle(attachment)
        detail = {"kind": kind, "finding": finding, "column": column, "ground": ground}
        _act("clear_file", attachment, by.name, at, detail | {"public": attachment.public_digest})
    return given


def second(clearance: Clearance, *, by: Person, at: datetime) -> Clearance:
    """The second person of a clearance. Raises Refusal: the same person, already seconded, another copy meanwhile."""
    with transaction.atomic():
        take_turn()
        now = Clearance.objects.select_related("attachment").get(pk=clearance.pk)
        if now.given_by_id == by.pk:
            raise Refusal("保留的理由要由另一个人复核，不能由提出的人自己复核。")
        if now.seconded_by_id is not None:
            raise Refusal("这条理由已经有人复核过。")
        if now.public_digest != now.attachment.public_digest:
            raise Refusal("公开件在这之后重做过，这条理由不再有效：请重新提出。")
        now.seconded_by, now.seconded_at = by, at
        now.save(update_fields=["seconded_by", "seconded_at"])
        standing.settle(now.attachment)
        _act("second_clearance", now.attachment, by.name, at, {"clearance": now.pk, "ground": now.ground})
    return now


def show_until(attachment: Attachment, until: date | None, *, by: Person, at: datetime) -> None:
    """Set the last day of a display (公示期); afterwards the file leaves by itself.

    A shorter time may be set at any time, a longer one only in a draft (个人信息保护法 art 19).
    """
    with transaction.atomic():
        take_turn()
        attachment.refresh_from_db()
        before = attachment.display_until
        longer = before is not None and (until is None or until > before)
        if longer or before is None:
            _require_draft(attachment.version, "公示期")
        if until is not None and until < at.date():
            raise Refusal(f"公示截止 {until} 已经过去，请改正。")
        attachment.display_until = until
        attachment.save(update_fields=["display_until"])
        _act("set_display", attachment, by.name, at, {"until": str(until or "")})


def take_down_expired(*, on: date, at: datetime) -> list[Attachment]:
    """Take down every file whose display ended before ``on``; run by the worker, as often as it likes."""
    with transaction.atomic():
        take_turn()
        due = list(Attachment.objects.filter(display_until__lt=on, taken_down_at__isnull=True).order_by("id"))
        for attachment in due:
            attachment.taken_down_at = at
            attachment.save(update_fields=["taken_down_at"])
            _act("take_down_file", attachment, _SYSTEM, at, {"until": str(attachment.display_until)})
    return due


@dataclass(frozen=True, slots=True)
class Hit:
    """A public file in which today's rules find something that nobody vouched for."""

    attachment: Attachment
    told: tuple[str, ...]


def sweep_public(*, at: datetime, edition: str = EDITION, most: int = 200) -> list[Hit]:
    """Look again through public copies that an older edition of the rules passed, ``most`` at a time.

    What is found and not vouched for is held at once: a whole number is not left before the public while somebody
    decides. Returns the hits; an empty list with nothing left of the old edition means that all was looked at.
    """
    hits = []
    waiting = Attachment.objects.exclude(rules_edition=edition).filter(state__in=PUBLIC_STATES).order_by("id")
    for attachment in waiting[:most]:
        look = _look_again(attachment, at)
        with transaction.atomic():
            take_turn()
            now = Attachment.objects.get(pk=attachment.pk)
            if now.public_digest != attachment.public_digest:
                continue
            now.rules_edition, now.scanned_at = edition, at
            now.public_findings, now.unread = standing.findings(look.found), look.unread
            now.reasons = look.gaps
            now.save(update_fields=["rules_edition", "scanned_at", "public_findings", "unread", "reasons"])
            standing.settle(now)
            told = tuple(one.told for one in open_questions(now))
            _act("sweep_file", now, _SYSTEM, at, {"edition": edition, "open": len(told)})
        if told:
            hits.append(Hit(now, told))
    return hits


def carry_over(old: Version, new: Version, *, by: Person, at: datetime) -> None:
    """Give a new draft the files of the version before it. What people vouched for is asked again."""
    with transaction.atomic():
        take_turn()
        _require_draft(new)
        for attachment in old.attachments.exclude(
            name__in=new.attachments.values_list("name", flat=True)
        ).order_by("id"):
            attachment.pk = None
            attachment._state.adding = True
            attachment.version, attachment.attached_by, attachment.attached_at = new, by, at
            attachment.taken_down_at = None
            attachment.state = (
                attachment.state if attachment.state == AttachmentState.REFUSED else AttachmentState.HELD
            )
            if attachment.public_digest:
                copy_to("waiting", attachment.public_digest)
            attachment.save()
            standing.settle(attachment)
            _act("attach_file", attachment, by.name, at, {"sealed": attachment.sealed_digest, "from": old.pk})


def _again(
    attachment: Attachment, choices: Mapping[str, str], *, redraw: bool, by: Person, at: datetime
) -> Attachment:
    """A new copy from the sealed original; clearances of the old copy no longer hold."""
    _require_draft(attachment.version)
    kind, before = attachment.kind, attachment.public_digest
    with workplace() as folder, on_disk("sealed", attachment.sealed_digest, kind) as path:
        made = treat(
            path, kind, folder, name=attachment.name, choices=choices, redraw=redraw, today=at.date()
        )
        with transaction.atomic():
            take_turn()
            _require_draft(attachment.version)
            if Attachment.objects.values_list("public_digest", flat=True).get(pk=attachment.pk) != before:
                raise Refusal(f"“{attachment.name}”刚才被别人重做过公开件：请刷新后再选。")
            if made.copy is not None:
                keep("waiting", made.copy)
            standing.tidy_after(before)
            attachment.choices = dict(choices)
            standing.write(attachment, made, at)
            attachment.save()
            standing.settle(attachment)
            detail = {"choices": attachment.choices, "redrawn": attachment.redrawn}
            _act("treat_file", attachment, by.name, at, detail | {"public": attachment.public_digest})
    return attachment


def _look_again(attachment: Attachment, at: datetime) -> Look:
    try:
        with on_disk("public", attachment.public_digest, attachment.kind) as path:
            return look_again(path, attachment.kind, name=attachment.name, today=at.date())
    except Unreadable as problem:
        return Look(unread=[str(problem)])
    except DamagedError:
        # The findings stay as they were told; that the copy is gone is what holds the file.
        found = [Found(**one) for one in attachment.public_findings]
        return Look(found=found, gaps=["公开件缺失或者已被改动：请联系管理员从备份恢复，或者起草新的一版。"])


def _the_same(before: Attachment, digest: str) -> Attachment:
    if before.sealed_digest == digest:
        return before
    raise Refusal(f"已经有名为“{before.name}”的附件：请先删去旧的，或者改名后上传。")


def _require_draft(version: Version, what: str = "附件") -> None:
    """Raises Refusal when the version is fixed: what reviewers see does not change under their eyes."""
    fixed = Version.objects.values_list("fixed_at", flat=True).get(pk=version.pk)
    if fixed is not None:
        raise Refusal(f"这一版已经定稿，不能再改{what}：请起草新的一版。")


def _require_room(version: Version, size: int) -> None:
    if version.attachments.count() >= kinds.MOST_FILES:
        raise Refusal(f"一份文件最多 {kinds.MOST_FILES} 个附件：请合并或者打包后上传。")
    taken = version.attachments.aggregate(all=Sum("size"))["all"] or 0
    if taken + size > kinds.MOST_IN_ALL:
        raise Refusal(f"附件合计超过 {kinds.MOST_IN_ALL // 1048576} MB：请压缩图片或者分成几份文件。")
