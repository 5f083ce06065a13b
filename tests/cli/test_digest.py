"""``gongkai digest`` at a terminal."""

from __future__ import annotations

import pytest
from django.core import mail

from gongkai.doors.cli.main import main
from gongkai.records.bodies.models import Person
from gongkai.records.ledger.models import OutboxRow
from tests.workbench.town import NOW, make_town


@pytest.fixture
def liaison(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Person:
    """The town with one address, on a day in June."""
    monkeypatch.setattr("gongkai.doors.clock.now", lambda: NOW)
    made = make_town()
    person = made.people["liaison"]
    person.email = "lianluo@example.gov.cn"
    person.save()
    return person


def test_it_sends_once(liaison: Person, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", "--daily"]) == 0
    assert capsys.readouterr().out == "新增 1 封，发出 1 封。\n"
    assert main(["digest", "--daily"]) == 0
    assert capsys.readouterr().out == "新增 0 封，发出 0 封。\n"
    (letter,) = mail.outbox
    assert letter.to == [liaison.email]
    assert letter.subject == "今日政务公开待办（6月15日）"
    assert "已经逾期 2 项" in letter.body


def test_a_dry_run_shows_and_sends_nothing(liaison: Person, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", "--weekly", "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "收件人：lianluo@example.gov.cn" in shown
    assert "共 1 封，没有发送。" in shown
    assert mail.outbox == []
    assert not OutboxRow.objects.exists()


def test_a_mail_server_that_refuses_is_told_and_ends_with_1(
    liaison: Person, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError("connection refused")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    assert main(["digest", "--daily"]) == 1
    said = capsys.readouterr()
    assert said.out == "新增 1 封，发出 0 封。\n"
    assert "没有发出，稍后再试：lianluo@example.gov.cn：connection refused" in said.err


def test_daily_or_weekly_must_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest"]) == 2
    assert "须给出一个" in capsys.readouterr().err
