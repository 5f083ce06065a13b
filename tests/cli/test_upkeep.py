"""What the worker does about files: it ends displays and looks again, a few at a time, and tells what it found."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from gongkai.doors.cli.upkeep import keep_files
from gongkai.records.documents.actions import clear, second, show_until
from gongkai.records.documents.models import Attachment, Clearance, ClearanceKind
from tests.documents.attachments.leaky_sheets import clean, open_number
from tests.documents.attachments.numbers import NUMBER
from tests.documents.attachments.town import AT, make_desk, public_holds


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> datetime:
    at = datetime(2026, 12, 1, 0, 0, 5, tzinfo=AT.tzinfo)
    monkeypatch.setattr("gongkai.doors.clock.now", lambda: at)
    # Not by monkeypatch: its undo comes after the fixture has closed, and would leave the setting deleted for all.
    settings.MEDIA_ROOT = tmp_path / "files"
    return at


@pytest.mark.django_db(transaction=True)
def test_displays_end_and_old_copies_are_looked_at_again(
    moment: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = make_desk()
    shown = desk.attach(clean(), "公示.xlsx")
    show_until(shown, date(2026, 11, 30), by=desk.clerk, at=AT)
    kept = desk.attach(open_number(), "名单.xlsx")
    second(clear(kept, ClearanceKind.KEEP, "理由", by=desk.clerk, at=AT), by=desk.other, at=AT)
    assert public_holds()
    Clearance.objects.all().delete()
    Attachment.objects.update(rules_edition="2001-1")
    assert keep_files() == 3
    assert keep_files() == 0
    told = capsys.readouterr()
    assert told.out == "公示期满，已撤下附件“公示.xlsx”。\n"
    assert "按新规则复查，已停止公开：“名单.xlsx”列 1!B里有居民身份证号 1 处" in told.err
    assert NUMBER not in told.err
    assert not public_holds()
    assert Attachment.objects.get(pk=shown.pk).taken_down_at == moment
