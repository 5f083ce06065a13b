"""Rosters: columns masked or left out by the rule, a display that ends, and looking again when the rules improve."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from gongkai.records.documents.actions import (
    mask_columns,
    second,
    show_until,
    sweep_public,
    take_down_expired,
)
from gongkai.records.documents.models import Attachment, AttachmentState, Version
from gongkai.records.documents.queries import (
    NoPublicCopyError,
    blocking_findings,
    copy_bytes,
    public_bytes,
    rosters_of,
    shown_attachments,
)
from gongkai.rules.privacy.edition import EDITION
from gongkai.rules.refusal import Refusal
from tests.documents.attachments import leaky_sheets, leaky_words
from tests.documents.attachments.numbers import MASKED, NUMBER, holds
from tests.documents.attachments.town import AT, ROSTER, Desk, public_holds, stored
from tests.documents.extraction.makers import book, paragraph, rows, word

TODAY = AT.date()


def _cells(content: bytes) -> list[list[object]]:
    return [
        [cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()
    ]


def test_a_roster_is_shown_with_its_findings_and_no_number(desk: Desk) -> None:
    attachment = desk.attach(ROSTER, "补贴名单.xlsx")
    (table,) = rosters_of(attachment, TODAY)
    assert [(column.key, column.heading, column.proposed) for column in table.columns] == [
        ("1!A", "姓名", "keep"),
        ("1!B", "村", "keep"),
        ("1!C", "身份证号", "mask"),
        ("1!D", "一卡通账号", "drop"),
        ("1!E", "金额", "keep"),
    ]
    assert table.columns[2].found == {"resident_id": 2}
    assert table.count == 2
    assert table.rows[0][2] == MASKED
    assert NUMBER not in repr(table)


def test_one_click_masks_by_the_rule(desk: Desk) -> None:
    attachment = desk.attach(ROSTER, "补贴名单.xlsx")
    assert attachment.state == AttachmentState.HELD
    (table,) = rosters_of(attachment, TODAY)
    mask_columns(attachment, {column.key: column.proposed for column in table.columns}, by=desk.clerk, at=AT)
    assert attachment.state == AttachmentState.MASKED
    assert _cells(public_bytes(attachment)) == [
        ["姓名", "村", "身份证号", "金额"],
        ["王小明", "东村", MASKED, 1200],
        ["李小红", "西村", MASKED, 800],
    ]
    assert blocking_findings(desk.version) == []
    assert not public_holds()
    assert stored("waiting") == []
    assert [column.key for column in rosters_of(attachment, TODAY)[0].columns][-1] == "1!E"


def test_choosing_again_starts_from_the_original(desk: Desk) -> None:
    attachment = desk.attach(ROSTER, "补贴名单.xlsx")
    mask_columns(attachment, {"1!C": "drop", "1!D": "drop"}, by=desk.clerk, at=AT)
    mask_columns(attachment, {"1!C": "mask", "1!D": "drop"}, by=desk.clerk, at=AT)
    assert _cells(public_bytes(attachment))[1] == ["王小明", "东村", MASKED, 1200]
    assert len(stored("public")) == 1


def test_what_is_kept_needs_a_ground_and_a_second_person(desk: Desk) -> None:
    attachment = desk.attach(ROSTER, "补贴名单.xlsx")
    choices = {"1!C": "keep", "1!D": "drop"}
    with pytest.raises(Refusal, match=r"列 1!C .*写明理由"):
        mask_columns(attachment, choices, by=desk.clerk, at=AT)
    mask_columns(attachment, choices, {"1!C": "法律要求公示全部内容"}, by=desk.clerk, at=AT)
    assert attachment.state == AttachmentState.HELD
    assert not public_holds()
    second(attachment.clearances.get(), by=desk.other, at=AT)
    attachment.refresh_from_db()
    assert attachment.state == AttachmentState.MASKED
    mask_columns(attachment, {"1!B": "drop"} | choices, {"1!C": "同前"}, by=desk.clerk, at=AT)
    assert attachment.state == AttachmentState.HELD, "another copy asks again"


def test_a_column_right_of_a_dropped_one_keeps_its_name(desk: Desk) -> None:
    attachment = desk.attach(ROSTER, "补贴名单.xlsx")
    mask_columns(attachment, {"1!C": "drop"}, by=desk.clerk, at=AT)
    assert {one.column for one in blocking_findings(desk.version)} == {"1!D"}


def test_cells_that_no_detector_knows_are_masked_too(desk: Desk) -> None:
    odd = book({"一": rows({"A1": "姓名", "B1": "身份证号"}, {"A2": "王小明", "B2": "6403811980-补办"})})
    attachment = desk.attach(odd, "名单.xlsx")
    mask_columns(attachment, {"1!B": "mask"}, by=desk.clerk, at=AT)
    assert _cells(public_bytes(attachment))[1] == ["王小明", "6" + "*" * 12]


def test_titles_above_the_heading_stay(desk: Desk) -> None:
    made = book(
        {
            "一": rows({"A1": "2026年补贴公示表"}, {"A2": "身份证号", "B2": "金额"}, {"A3": NUMBER, "B3": 5})
            + '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
        }
    )
    attachment = desk.attach(made, "名单.xlsx")
    mask_columns(attachment, {"1!A": "mask"}, by=desk.clerk, at=AT)
    assert [row[0] for row in _cells(public_bytes(attachment))] == ["2026年补贴公示表", "身份证号", MASKED]


def test_csv_and_word_tables_are_masked_as_well(desk: Desk) -> None:
    table = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in (("姓名", "身份证号"), ("王小明", NUMBER))
    )
    document = desk.attach(word(f"{paragraph('公示')}<w:tbl>{table}</w:tbl>{paragraph('完')}"), "公示.docx")
    plain = desk.attach(f"姓名,身份证号\n王小明,{NUMBER}\n".encode("gb18030"), "公示.csv")
    assert rosters_of(document, TODAY)[0].columns[1].key == "1!B"
    mask_columns(document, {"1!B": "mask"}, by=desk.clerk, at=AT)
    mask_columns(plain, {"1!B": "drop"}, by=desk.clerk, at=AT)
    assert MASKED.encode() in b"".join(_parts(public_bytes(document)))
    assert public_bytes(plain).decode("utf-8-sig") == "姓名\r\n王小明\r\n"
    assert not public_holds()


def _parts(content: bytes) -> list[bytes]:
    from tests.documents.attachments.numbers import unpacked

    return list(unpacked(content))


def test_what_is_no_table_and_what_is_no_choice_is_refused(desk: Desk) -> None:
    letter = desk.attach(leaky_words.photograph(), "现场.jpg")
    with pytest.raises(Refusal, match="不是表格"):
        mask_columns(letter, {"1!A": "mask"}, by=desk.clerk, at=AT)
    attachment = desk.attach(ROSTER, "补贴名单.xlsx")
    for choices in ({"C": "mask"}, {"1!C": "hide"}, {"0!C": "mask"}):
        with pytest.raises(Refusal, match="不存在"):
            mask_columns(attachment, choices, by=desk.clerk, at=AT)
    Version.objects.filter(pk=desk.version.pk).update(fixed_at=AT)
    with pytest.raises(Refusal, match="已经定稿"):
        mask_columns(attachment, {"1!C": "mask"}, by=desk.clerk, at=AT)
    assert rosters_of(letter, TODAY) == []


def test_a_display_ends_by_itself(desk: Desk) -> None:
    attachment = desk.attach(leaky_sheets.clean(), "公示.xlsx")
    until = date(2026, 11, 30)
    show_until(attachment, until, by=desk.clerk, at=AT)
    assert list(shown_attachments(desk.version, until)) == [attachment]
    assert list(shown_attachments(desk.version, until + timedelta(days=1))) == []
    assert take_down_expired(on=until, at=AT) == []
    assert take_down_expired(on=until + timedelta(days=1), at=AT) == [attachment]
    assert take_down_expired(on=until + timedelta(days=1), at=AT) == []
    attachment.refresh_from_db()
    with pytest.raises(NoPublicCopyError):
        public_bytes(attachment)


def test_a_display_may_be_cut_short_but_not_drawn_out_after_review(desk: Desk) -> None:
    attachment = desk.attach(leaky_sheets.clean(), "公示.xlsx")
    with pytest.raises(Refusal, match="已经过去"):
        show_until(attachment, date(2026, 11, 23), by=desk.clerk, at=AT)
    show_until(attachment, date(2026, 12, 10), by=desk.clerk, at=AT)
    Version.objects.filter(pk=desk.version.pk).update(fixed_at=AT)
    show_until(attachment, date(2026, 12, 1), by=desk.clerk, at=AT)
    for longer in (date(2026, 12, 2), None):
        with pytest.raises(Refusal, match="已经定稿"):
            show_until(attachment, longer, by=desk.clerk, at=AT)


def test_a_sweep_holds_a_damaged_copy_and_goes_on(desk: Desk) -> None:
    damaged = desk.attach(leaky_sheets.clean(), "公示.xlsx")
    fit = desk.attach("村,金额\n一村,1200\n".encode(), "公示.csv")
    Attachment.objects.update(rules_edition="2001-1")
    next(path for path in stored("public") if path.name == damaged.public_digest).write_bytes(b"x")
    (hit,) = sweep_public(at=AT)
    assert "缺失或者已被改动" in hit.told[0]
    damaged.refresh_from_db()
    fit.refresh_from_db()
    assert (damaged.state, fit.state) == (AttachmentState.HELD, AttachmentState.CLEAN)
    assert sweep_public(at=AT) == []


def test_better_rules_find_what_older_ones_passed(desk: Desk) -> None:
    """A copy of an older edition of the rules: what today's find is off the public store at once."""
    fit = desk.attach(leaky_sheets.clean(), "公示.xlsx")
    missed = desk.attach(leaky_sheets.open_number(), "名单.xlsx")
    Attachment.objects.filter(pk=missed.pk).update(public_findings=[])
    missed.refresh_from_db()
    from gongkai.records.documents.attachments.standing import settle

    settle(missed)
    assert public_holds()
    Attachment.objects.update(rules_edition="2001-1")
    Version.objects.filter(pk=desk.version.pk).update(fixed_at=AT)
    (hit,) = sweep_public(at=AT)
    assert hit.attachment == missed
    assert "居民身份证号" in hit.told[0]
    assert not public_holds()
    assert holds(copy_bytes(Attachment.objects.get(pk=missed.pk)))
    fit.refresh_from_db()
    assert (fit.state, fit.rules_edition) == (AttachmentState.CLEAN, EDITION)
    assert sweep_public(at=AT) == []
