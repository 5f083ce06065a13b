"""Reads of the documents."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.records.documents.attachments.examine import MARK
from gongkai.records.documents.attachments.kinds import TABULAR
from gongkai.records.documents.attachments.store import DamagedError, StoreName, on_disk, read, workplace
from gongkai.records.documents.attachments.tables import RosterTable
from gongkai.records.documents.attachments.treatment import tables_of
from gongkai.records.documents.models import PUBLIC_STATES, Attachment, Clearance, ClearanceKind, Version
from gongkai.rules.privacy.edition import EDITION
from gongkai.rules.privacy.spans import LABELS

_SHOWN = 20


def text_digest(text: str) -> str:
    """SHA-256 of a version's text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class TextsState:
    """How many versions there are, and the first whose text is not the one that its digest was taken of."""

    versions: int
    altered: tuple[Version, ...]


def texts_state() -> TextsState:
    """Read every version once, in flat memory."""
    seen, altered = 0, list[Version]()
    for version in Version.objects.select_related("document").order_by("id").iterator(chunk_size=500):
        seen += 1
        if version.digest != text_digest(version.text) and len(altered) < _SHOWN:
            altered.append(version)
    return TextsState(versions=seen, altered=tuple(altered))


@dataclass(frozen=True, slots=True)
class Blocking:
    """What keeps one attachment from the public: ``told`` is a Chinese sentence that says what to do.

    ``finding`` and ``column`` name what a clearance of kind ``clearance`` would answer; without a kind none would.
    """

    attachment: Attachment
    told: str
    clearance: str = ""
    finding: str = ""
    column: str = ""


def blocking_findings(version: Version) -> list[Blocking]:
    """Everything that keeps the files of a version from the public, in the order of their names."""
    return [
        blocking
        for attachment in version.attachments.order_by("name")
        for blocking in open_questions(attachment)
    ]


def open_questions(attachment: Attachment) -> list[Blocking]:
    """What is not yet answered for the present public copy of one attachment."""
    name = attachment.name
    if not attachment.public_digest:
        why = "；".join(attachment.reasons) or "没有可以公开的文件。"
        return [Blocking(attachment, f"“{name}”{why}请换一个文件，或者删去这个附件。")]
    given = list(attachment.clearances.filter(public_digest=attachment.public_digest))
    found = [Blocking(attachment, f"“{name}”{why}") for why in attachment.reasons]
    if attachment.unread and not any(one.kind == ClearanceKind.LOOK for one in given):
        many = len(attachment.unread)
        told = f"“{name}”有 {many} 处没有识别（{attachment.unread[0]}）：请打开公开件逐处查看，写明看到什么。"
        found.append(Blocking(attachment, told, ClearanceKind.LOOK))
    counted = Counter(
        (one["kind"], one["column"])
        for one in attachment.public_findings
        if one["severity"] != "info" and not _covered(one, given)
    )
    for (kind, column), many in counted.items():
        what, place = label_of(kind), f"列 {column}" if column else "文件"
        waiting = any(_answers(one, kind, column) for one in given)
        todo = (
            "保留的理由还要第二个人复核。"
            if waiting
            else "请打码、删除这一列，或者写明保留的理由并由第二个人复核。"
        )
        told = f"“{name}”{place}里有{what} {many} 处：{todo}"
        found.append(Blocking(attachment, told, ClearanceKind.KEEP, kind, column))
    return found


def label_of(kind: str) -> str:
    """What a clerk calls a kind of finding."""
    return LABELS.get(kind) or {MARK: "密级或内部标志", "location": "拍摄地点"}.get(kind, kind)


def public_bytes(attachment: Attachment) -> bytes:
    """The public copy, its digest verified.

    Raises NoPublicCopyError when there is none to be given: held, refused, taken down. Raises DamagedError when the
    stored copy is not what it was.
    """
    if attachment.state not in PUBLIC_STATES or attachment.taken_down_at is not None:
        raise NoPublicCopyError(attachment.pk)
    return read("public", attachment.public_digest)


def copy_bytes(attachment: Attachment) -> bytes:
    """The copy as staff look at it before they pass it, its digest verified.

    Raises NoPublicCopyError when no copy could be made, DamagedError when the stored one is not what it was.
    """
    if not attachment.public_digest:
        raise NoPublicCopyError(attachment.pk)
    return read(_store_of(attachment), attachment.public_digest)


class NoPublicCopyError(Exception):
    """An attachment has no bytes that the public may be given."""


def shown_attachments(version: Version, on: date) -> QuerySet[Attachment]:
    """The files of a version that the public may be given on a day, in the order of their names."""
    return (
        version.attachments.filter(state__in=PUBLIC_STATES, taken_down_at__isnull=True)
        .filter(Q(display_until__isnull=True) | Q(display_until__gte=on))
        .order_by("name")
    )


def rosters_of(attachment: Attachment, today: date) -> list[RosterTable]:
    """The tables of an attachment as data, values masked, findings by column, with what the rule proposes.

    Nothing for a kind without columns. Raises Unreadable, or DamagedError when the original is not what it was.
    """
    if attachment.kind not in TABULAR:
        return []
    with workplace() as folder, on_disk("sealed", attachment.sealed_digest, attachment.kind) as path:
        return tables_of(path, attachment.kind, folder, today=today)


def waiting_for_sweep(most: int) -> int:
    """How many public copies only an older edition of the rules has looked at, counted up to ``most``."""
    old = Attachment.objects.exclude(rules_edition=EDITION).filter(state__in=PUBLIC_STATES)
    return len(old.values_list("pk", flat=True)[:most])


@dataclass(frozen=True, slots=True)
class FilesState:
    """How many stored files attachments refer to, and those that are missing or altered: name of the file, which."""

    files: int
    damaged: tuple[tuple[Attachment, str], ...]


def files_state() -> FilesState:
    """Read every sealed original and every public copy once."""
    seen, damaged = 0, list[tuple[Attachment, str]]()
    for attachment in Attachment.objects.order_by("id").iterator(chunk_size=200):
        stores: tuple[tuple[StoreName, str], ...] = (
            ("sealed", attachment.sealed_digest),
            (_store_of(attachment), attachment.public_digest),
        )
        for which, digest in stores:
            if not digest:
                continue
            seen += 1
            try:
                read(which, digest)
            except DamagedError:
                damaged.append((attachment, which))
    return FilesState(seen, tuple(damaged[:_SHOWN]))


def _store_of(attachment: Attachment) -> StoreName:
    return "public" if attachment.state in PUBLIC_STATES else "waiting"


def _answers(given: Clearance, kind: str, column: str) -> bool:
    """Is the clearance about findings of this kind in this column? Without a column it speaks of the whole file."""
    return (
        given.kind == ClearanceKind.KEEP
        and given.finding in {"", kind}
        and (given.column == column or not given.column)
    )


def _covered(found: dict[str, str], given: list[Clearance]) -> bool:
    return any(
        one.seconded_by_id is not None and _answers(one, found["kind"], found["column"]) for one in given
    )
