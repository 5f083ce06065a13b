"""``gongkai doctor``: every fault has its number and its remedy; what is well is not talked ill."""

from __future__ import annotations

import shutil
from collections import namedtuple
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from pytest_django import Settings

from gongkai.doors.cli.main import main
from gongkai.doors.cli.soundness import Told, checks
from gongkai.records.bodies.models import Person
from gongkai.records.ledger.actions import record_act
from gongkai.records.ledger.models import Act

CHINA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=CHINA)


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """A home as a careful town keeps it."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o750)
    (folder / "secret.key").write_text("k" * 64)
    (folder / "secret.key").chmod(0o600)
    settings.HOME = folder
    return folder


def told(number: str, at: datetime = NOW) -> Told:
    """What the check of that number says."""
    (found,) = [one for one in checks(at) if one.number == number]
    return found


@pytest.mark.django_db
class TestHome:
    def test_a_careful_town_hears_of_no_fault(self, home: Path) -> None:
        faults = [one for one in checks(NOW) if one.severity == "error"]
        assert faults == []

    def test_every_fault_comes_with_a_remedy(self, home: Path, settings: Settings) -> None:
        settings.DEVELOPMENT = False
        settings.ALLOWED_HOSTS = ["*"]
        home.chmod(0o777)
        (home / "secret.key").chmod(0o644)
        faults = [one for one in checks(NOW) if one.severity != "ok"]
        assert {one.number for one in faults} >= {"D102", "D103", "D203"}
        assert all(one.mend for one in faults)

    def test_a_home_that_is_not_there(self, home: Path) -> None:
        shutil.rmtree(home)
        assert told("D101").severity == "error"

    def test_a_home_that_cannot_be_written(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(self: Path, data: bytes) -> int:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "write_bytes", refuse)
        assert told("D101").severity == "error"

    def test_a_home_that_others_can_enter(self, home: Path) -> None:
        home.chmod(0o755)
        assert told("D102").severity == "warning"

    def test_a_key_that_others_can_read(self, home: Path) -> None:
        (home / "secret.key").chmod(0o640)
        assert told("D103").severity == "error"

    def test_a_key_from_the_environment_leaves_no_file(self, home: Path) -> None:
        (home / "secret.key").unlink()
        assert told("D103").severity == "ok"

    @pytest.mark.parametrize(("free", "severity"), [(0, "error"), (2**29, "warning"), (2**33, "ok")])
    def test_a_disk_that_fills_up(
        self, home: Path, monkeypatch: pytest.MonkeyPatch, free: int, severity: str
    ) -> None:
        usage = namedtuple("usage", "free")
        monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(free))
        assert told("D104").severity == severity


@pytest.mark.django_db
class TestSettings:
    @pytest.mark.parametrize(
        ("hosts", "severity"),
        [
            (["*"], "error"),
            (["gk.example.gov.cn", ""], "error"),
            (["127.0.0.1", "localhost"], "warning"),
            (["gk.example.gov.cn"], "ok"),
        ],
    )
    def test_hosts_that_the_public_uses(
        self, home: Path, settings: Settings, hosts: list[str], severity: str
    ) -> None:
        settings.DEVELOPMENT = False
        settings.ALLOWED_HOSTS = hosts
        assert told("D203").severity == severity

    def test_debug_is_never_for_the_public(self, home: Path, settings: Settings) -> None:
        settings.DEVELOPMENT = False
        settings.DEBUG = True
        assert told("D202").severity == "error"

    def test_demonstration_log_ins_are_for_a_trial_only(self, home: Path, settings: Settings) -> None:
        person = Person.objects.create_person("yanshi", "演示员", "a password that everybody knows")
        Person.objects.filter(pk=person.pk).update(demonstration=True)
        Person.objects.create(login="nobody", name="不能登录", demonstration=True, password="!")
        assert told("D502").severity == "ok"
        settings.DEVELOPMENT = False
        assert told("D502").severity == "error"
        assert "1 个演示账号" in told("D502").text


@pytest.mark.django_db
class TestTime:
    def act(self, at: datetime) -> int:
        with transaction.atomic():
            made = record_act(verb="x", subject_kind="x", subject_key="x", body_code="x", by="x", at=at)
        return made.pk

    def test_a_clock_that_went_back_behind_the_last_act(self, home: Path) -> None:
        self.act(NOW + timedelta(minutes=1))
        assert told("D501").severity == "error"
        assert told("D501", NOW + timedelta(minutes=2)).severity == "ok"

    def test_a_clock_from_before_the_platform(self, home: Path) -> None:
        assert told("D501", datetime(1970, 1, 1, tzinfo=CHINA)).severity == "error"

    def test_a_year_without_its_holiday_notice(self, home: Path) -> None:
        assert told("D302").severity == "ok"
        assert told("D302", NOW.replace(year=2100)).severity == "warning"

    def test_the_newest_act_altered(self, home: Path) -> None:
        made = self.act(NOW)
        Act.objects.filter(pk=made).update(actor="别人")
        assert told("D405").severity == "error"
        assert str(made) in told("D405").text


class TestDatabase:
    @pytest.mark.django_db(transaction=True)
    def test_tables_behind_are_named_and_brought_up(
        self, home: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("migrate", "annual", "zero", verbosity=0)
        try:
            assert main(["doctor"]) == 1
            assert "错误 D404 数据库有" in capsys.readouterr().out
            assert main(["verify"]) == 2
            assert "doctor --migrate" in capsys.readouterr().err
        finally:
            assert main(["doctor", "--migrate"]) == 0
        shown = capsys.readouterr().out.splitlines()
        assert shown[0] == "数据库表结构已是本版本。"
        assert shown[-1].endswith("错误 0。")

    @pytest.mark.django_db
    def test_a_database_that_does_not_answer(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse() -> None:
            raise OperationalError("connection refused\nIs the server running?")

        with monkeypatch.context() as broken:
            broken.setattr(connection, "cursor", refuse)
            found = list(checks(NOW))
        assert found[-1].number == "D401"
        assert found[-1].severity == "error"
        assert "connection refused Is the server running?" in found[-1].text
