"""Attaching: the original sealed, the copy public only when nothing in it is unanswered."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest

from gongkai.records.documents.actions import attach, carry_over, clear, redraw, remove_attachment, second
from gongkai.records.documents.attachments import kinds
from gongkai.records.documents.models import AttachmentState, ClearanceKind, Version
from gongkai.records.documents.queries import (
    NoPublicCopyError,
    blocking_findings,
    copy_bytes,
    files_state,
    public_bytes,
)
from gongkai.records.ledger.models import Act
from gongkai.rules.refusal import Refusal
from tests.documents.attachments import leaky_pages, leaky_sheets, leaky_words
from tests.documents.attachments.numbers import NUMBER, holds
from tests.documents.attachments.town import AT, Desk, public_holds, stored
from tests.documents.extraction.makers import word


def test_a_leak_is_sealed_and_a_clean_copy_is_public(desk: Desk) -> None:
    attachment = desk.attach(leaky_sheets.leaking()["hidden column"], "公示名单.xlsx")
    assert attachment.state == AttachmentState.CLEAN
    assert [one["kind"] for one in attachment.findings] == ["resident_id"]
    assert attachment.left_out == ["隐藏列"]
    assert not holds(public_bytes(attachment))
    assert [holds(path.read_bytes()) for path in stored("sealed")] == [True]
    assert len(stored("public")) == 1
    assert stored("waiting") == []
    assert blocking_findings(desk.version) == []
    assert NUMBER not in repr(attachment.__dict__)


def test_files_are_readable_by_their_owner_alone(desk: Desk) -> None:
    desk.attach(leaky_sheets.clean(), "公示.xlsx")
    for path in [*stored("sealed"), *stored("public")]:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_number_on_the_page_is_held_and_never_in_the_public_store(desk: Desk) -> None:
    attachment = desk.attach(leaky_sheets.open_number(), "公示.xlsx")
    assert attachment.state == AttachmentState.HELD
    assert stored("public") == []
    assert holds(copy_bytes(attachment))
    with pytest.raises(NoPublicCopyError):
        public_bytes(attachment)
    (blocking,) = blocking_findings(desk.version)
    assert (blocking.clearance, blocking.finding, blocking.column) == ("keep", "resident_id", "1!B")
    assert "列 1!B里有居民身份证号 1 处" in blocking.told


def test_keeping_needs_a_ground_and_another_person(desk: Desk) -> None:
    attachment = desk.attach(leaky_sheets.open_number(), "公示.xlsx")
    with pytest.raises(Refusal, match="写明理由"):
        clear(attachment, ClearanceKind.KEEP, " ", by=desk.clerk, at=AT)
    given = clear(attachment, ClearanceKind.KEEP, "当事人书面同意", column="1!B", by=desk.clerk, at=AT)
    assert attachment.state == AttachmentState.HELD
    assert "第二个人复核" in blocking_findings(desk.version)[0].told
    with pytest.raises(Refusal, match="另一个人"):
        second(given, by=desk.clerk, at=AT)
    assert stored("public") == []
    second(given, by=desk.other, at=AT)
    attachment.refresh_from_db()
    assert attachment.state == AttachmentState.CLEAN
    assert holds(public_bytes(attachment))
    with pytest.raises(Refusal, match="已经有人复核"):
        second(given, by=desk.other, at=AT)
    with pytest.raises(Refusal, match="没有需要"):
        clear(attachment, ClearanceKind.KEEP, "再来一次", by=desk.clerk, at=AT)


def test_a_picture_waits_until_somebody_looked(desk: Desk) -> None:
    attachment = desk.attach(leaky_words.photograph(), "现场.jpg")
    assert attachment.state == AttachmentState.HELD
    assert "没有识别" in blocking_findings(desk.version)[0].told
    clear(attachment, ClearanceKind.LOOK, "公开栏照片，没有人脸和证件", by=desk.clerk, at=AT)
    assert attachment.state == AttachmentState.CLEAN
    assert not holds(public_bytes(attachment))


def test_looking_does_not_answer_for_numbers(desk: Desk) -> None:
    attachment = desk.attach(leaky_sheets.open_number(), "公示.xlsx")
    with pytest.raises(Refusal, match="没有需要"):
        clear(attachment, ClearanceKind.LOOK, "看过", by=desk.clerk, at=AT)
    assert not attachment.clearances.exists()


def test_a_page_with_a_number_is_redrawn(desk: Desk) -> None:
    attachment = desk.attach(leaky_pages.open_number(), "通知.pdf")
    assert attachment.state == AttachmentState.HELD
    redraw(attachment, by=desk.clerk, at=AT)
    assert attachment.redrawn
    assert not holds(copy_bytes(attachment))
    assert attachment.unread
    assert attachment.state == AttachmentState.HELD


def test_marks_of_secrecy_hold_a_file(desk: Desk) -> None:
    attachment = desk.attach(word("<w:p><w:r><w:t>机密★10年</w:t></w:r></w:p>"), "通知.docx")
    assert attachment.state == AttachmentState.HELD
    assert "密级或内部标志" in blocking_findings(desk.version)[0].told


def test_locked_is_held_and_hostile_is_refused(desk: Desk) -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    held = desk.attach(locked, "名单.xlsx")
    assert (held.state, held.public_digest) == (AttachmentState.HELD, "")
    entity = '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    refused = desk.attach(word("", {"word/document.xml": entity}), "通知.docx")
    assert (refused.state, refused.public_digest) == (AttachmentState.REFUSED, "")
    told = [one.told for one in blocking_findings(desk.version)]
    assert len(told) == 2
    assert all("请换一个文件" in one for one in told)
    with pytest.raises(Refusal):
        clear(refused, ClearanceKind.LOOK, "看过", by=desk.clerk, at=AT)


def test_the_same_file_twice_is_attached_and_stored_once(desk: Desk) -> None:
    content = leaky_sheets.clean()
    first = desk.attach(content, "公示.xlsx")
    assert desk.attach(content, "公示.xlsx").pk == first.pk
    other = desk.attach(content, "公示（副本）.xlsx")
    assert other.public_digest == first.public_digest
    assert len(stored("sealed")) == len(stored("public")) == 1
    remove_attachment(other, by=desk.clerk, at=AT)
    assert len(stored("public")) == 1
    remove_attachment(first, by=desk.clerk, at=AT)
    assert stored("public") == []
    assert len(stored("sealed")) == 1
    with pytest.raises(Refusal, match="已经有名为"):
        desk.attach(content, "公示.xlsx")
        desk.attach(leaky_sheets.open_number(), "公示.xlsx")


def test_a_fixed_version_takes_no_file_and_loses_none(desk: Desk) -> None:
    attachment = desk.attach(leaky_sheets.clean(), "公示.xlsx")
    Version.objects.filter(pk=desk.version.pk).update(fixed_at=AT)
    with pytest.raises(Refusal, match="已经定稿"):
        desk.attach(leaky_sheets.clean(), "另一个.xlsx")
    with pytest.raises(Refusal, match="已经定稿"):
        remove_attachment(attachment, by=desk.clerk, at=AT)
    assert desk.version.attachments.count() == 1


def test_limits_hold(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.attach(leaky_sheets.clean(), "公示.xlsx")
    monkeypatch.setattr(kinds, "MOST_IN_ALL", len(leaky_sheets.clean()) + 10)
    with pytest.raises(Refusal, match="合计超过"):
        desk.attach(leaky_words.clean(), "通知.docx")
    monkeypatch.setattr(kinds, "MOST_FILES", 1)
    with pytest.raises(Refusal, match="最多 1 个附件"):
        desk.attach("村,金额\n".encode(), "表.csv")
    monkeypatch.setattr(kinds, "MOST_BYTES", 1024 * 1024)
    with pytest.raises(Refusal, match="不超过 1 MB"):
        attach(desk.version, io.BytesIO(bytes(1024 * 1024 + 1)), "大.csv", by=desk.clerk, at=AT)
    assert desk.version.attachments.count() == 1


def test_a_correction_takes_files_over_and_asks_again(desk: Desk) -> None:
    held = desk.attach(leaky_words.photograph(), "现场.jpg")
    clear(held, ClearanceKind.LOOK, "看过", by=desk.clerk, at=AT)
    desk.attach(leaky_sheets.clean(), "公示.xlsx")
    new = Version.objects.create(
        document=desk.version.document, number=2, text="改", digest="0" * 64, made_at=AT, made_by="经办人"
    )
    carry_over(desk.version, new, by=desk.other, at=AT)
    states = dict(new.attachments.values_list("name", "state"))
    assert states == {"现场.jpg": AttachmentState.HELD, "公示.xlsx": AttachmentState.CLEAN}
    assert copy_bytes(new.attachments.get(name="现场.jpg")) == public_bytes(held)
    assert files_state().damaged == ()


def test_a_lost_or_altered_file_is_told(desk: Desk) -> None:
    attachment = desk.attach(leaky_sheets.clean(), "公示.xlsx")
    assert (files_state().files, files_state().damaged) == (2, ())
    (path,) = stored("public")
    path.write_bytes(b"altered")
    assert [which for _, which in files_state().damaged] == ["public"]
    (sealed,) = stored("sealed")
    sealed.unlink()
    assert [which for _, which in files_state().damaged] == ["sealed", "public"]
    assert attachment.pk is not None


def test_acts_tell_of_files_and_hold_no_number(desk: Desk, files: Path) -> None:
    attachment = desk.attach(leaky_sheets.clean(), f"{NUMBER}.xlsx")
    given = clear(attachment, ClearanceKind.KEEP, "示例", by=desk.clerk, at=AT)
    second(given, by=desk.other, at=AT)
    remove_attachment(attachment, by=desk.clerk, at=AT)
    acts = list(Act.objects.order_by("id"))
    assert [act.verb for act in acts] == ["attach_file", "clear_file", "second_clearance", "remove_file"]
    assert NUMBER not in repr([act.detail for act in acts])
    assert not public_holds()
