"""Uploading a ledger: what is found is shown first, one press brings it in, and nobody reaches further."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.doors.workbench.ledger_kinds import KINDS
from gongkai.records.capacity.models import Meeting
from gongkai.records.catalogue.directory.writing import directory_workbook
from gongkai.records.catalogue.models import Edition
from gongkai.records.intake.jobs import run_due
from gongkai.records.ledger.models import Act, SourceFile
from tests.ledger.books import Rows, workbook
from tests.workbench.town import NOW, Town

LEDGERS = "/workbench/ledgers/"
HEAD: list[Any] = ["机构代码", "议题", "日期", "地点", "参会人数"]
GOOD: list[Any] = ["640381106", "部署会", date(2018, 3, 6), "会议室", 40]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: Any) -> None:
    """Uploads of a test lie in its own folder."""
    settings.HOME = tmp_path / "home"


def sent(
    client: Client, folder: Path, rows: Rows, *, kind: str = "meetings", name: str = "会议.xlsx", **said: str
) -> Any:
    """The answer to an upload of these rows."""
    content = workbook(folder / "a.xlsx", rows).read_bytes()
    return client.post(f"{LEDGERS}{kind}/upload/", {"file": SimpleUploadedFile(name, content), **said})


def looked(client: Client, folder: Path, rows: Rows, **said: str) -> tuple[str, str]:
    """Address and page of what looking found."""
    answer = sent(client, folder, rows, **said)
    assert answer.status_code == 303, answer.content.decode()
    address = answer.headers["Location"]
    return address, client.get(address).content.decode()


def confirm(client: Client, address: str, page: str) -> str:
    """The page after the one press."""
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert digest is not None
    answer = client.post(address, {"digest": digest[1]})
    assert answer.status_code == 303
    return client.get(answer.headers["Location"]).content.decode()


def test_a_good_file_comes_in_after_one_press(town: Town, tmp_path: Path) -> None:
    client = town.client("clerk")
    address, page = looked(client, tmp_path, [HEAD, GOOD, ["演示村", "村会", date(2018, 3, 7), None, None]])
    assert "检查通过" in page
    assert "导入 2 条" in page
    assert not Meeting.objects.exists()
    done = confirm(client, address, page)
    source = SourceFile.objects.get()
    assert "已导入" in done
    assert f"{LEDGERS}meetings/?file={source.pk}" in done
    assert (source.name, source.actor, source.added) == ("会议.xlsx", "演示公开办经办人（clerk）", 2)
    assert Act.objects.get(verb="import_ledger").actor == "演示公开办经办人（clerk）"
    assert confirm_again(client, address) == 1
    assert list((tmp_path / "home" / "uploads").rglob("*.xlsx")) == []


def confirm_again(client: Client, address: str) -> int:
    """How many imports there are after a second press."""
    assert client.post(address, {"digest": "0" * 64}).status_code == 303
    return SourceFile.objects.count()


def test_every_bad_row_is_told_with_its_place_and_as_a_file(town: Town, tmp_path: Path) -> None:
    client = town.client("clerk")
    rows = [
        HEAD,
        GOOD,
        ["640381106", "<b>会</b>", "2018-02-30", None, -1],
        ["火星村", "会", date(2018, 1, 2), None, 1],
    ]
    address, page = looked(client, tmp_path, rows, name="<b>坏</b>.xlsx", body="")
    assert "有 2 行要改" in page
    assert "没有“2018-02-30”这一天" in page
    assert "（C 列）" in page
    assert "<b>" not in page
    assert 'name="digest"' not in page
    exported = client.get(f"{address}?export=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(exported)))
    found = [[cell.value for cell in row] for row in book.worksheets[0]]
    assert found[0] == ["工作表", "行", "列", "列名", "原因"]
    assert [row[:4] for row in found[1:]] == [
        ["台账", 3, "C", "日期"],
        ["台账", 3, "E", "参会人数"],
        ["台账", 4, "A", "机构代码"],
    ]
    assert "火星村" in b"".join(client.get(f"{address}?export=csv")).decode()
    assert client.get(f"{address}?export=pdf").status_code == 404
    assert not Meeting.objects.exists()


def test_what_was_chosen_stays_when_a_file_is_refused(town: Town, tmp_path: Path) -> None:
    client = town.client("clerk")
    for file in (None, SimpleUploadedFile("账.exe", b"MZ"), SimpleUploadedFile("a.xlsx", b"")):
        said: dict[str, Any] = {"body": "640381106201"} | ({"file": file} if file else {})
        answer = client.post(f"{LEDGERS}meetings/upload/", said)
        if file is not None and file.name == "a.xlsx":
            assert "空文件" in client.get(answer.headers["Location"]).content.decode()
            continue
        page = answer.content.decode()
        assert answer.status_code == 400
        assert 'id="file_error"' in page
        assert '<option value="640381106201" selected>' in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG 图片"),
        (b"PK\x03\x04" + bytes(100), "已损坏"),
        (b"MZ" + bytes(100), "程序"),
    ],
)
def test_a_hostile_file_is_refused_in_words(town: Town, content: bytes, said: str) -> None:
    client = town.client("clerk")
    answer = client.post(f"{LEDGERS}meetings/upload/", {"file": SimpleUploadedFile("账.xlsx", content)})
    page = client.get(answer.headers["Location"]).content.decode()
    assert "没有导入" in page
    assert said in page
    assert 'name="digest"' not in page


def test_a_file_that_is_too_large_is_refused_beside_its_field(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.records.intake.uploads.LARGEST", 1 << 20)
    file = SimpleUploadedFile("账.csv", b"a" * ((1 << 20) + 1))
    answer = town.client("clerk").post(f"{LEDGERS}meetings/upload/", {"file": file})
    assert answer.status_code == 400
    assert "超过 1 MB" in answer.content.decode()


def test_a_liaison_reaches_no_further_than_the_own_village(town: Town, tmp_path: Path) -> None:
    client = town.client("liaison")
    rows = [
        HEAD,
        ["640381106201", "本村会", date(2018, 3, 6), None, 9],
        ["邻村", "邻村会", date(2018, 3, 6), None, 9],
        GOOD,
    ]
    _, page = looked(client, tmp_path, rows)
    assert "有 2 行要改" in page
    assert page.count("不在您办理的范围内") == 2
    answer = sent(client, tmp_path, rows, body="640381106202")
    assert (answer.status_code, "只能选自己办理的机构" in answer.content.decode()) == (400, True)
    address, page = looked(client, tmp_path, rows[:2])
    assert "已导入" in confirm(client, address, page)
    assert Meeting.objects.get().body == town.village


def test_a_clerk_reaches_no_further_than_the_own_town(town: Town, tmp_path: Path) -> None:
    _, page = looked(town.client("clerk"), tmp_path, [HEAD, ["外镇村", "会", date(2018, 3, 6), None, 9]])
    assert "不在您办理的范围内" in page


def test_nobody_sees_the_upload_of_another(town: Town, tmp_path: Path) -> None:
    address, page = looked(town.client("clerk"), tmp_path, [HEAD, GOOD])
    for login in ("liaison", "auditor"):
        assert town.client(login).get(address).status_code == 404
        assert town.client(login).post(address, {"digest": "0" * 64}).status_code == 404
    town.people["clerk"].posts.update(until=date(2018, 6, 1))
    assert town.client("clerk").post(address, {"digest": "0" * 64}).status_code == 403
    assert "检查通过" in page
    assert not Meeting.objects.exists()


def test_a_changed_file_is_refused(town: Town, tmp_path: Path) -> None:
    client = town.client("clerk")
    address, page = looked(client, tmp_path, [HEAD, GOOD])
    (kept,) = (tmp_path / "home" / "uploads").rglob("*.xlsx")
    kept.write_bytes(workbook(tmp_path / "b.xlsx", [HEAD, GOOD, GOOD]).read_bytes())
    assert "不是同一份" in confirm(client, address, page)
    assert not Meeting.objects.exists()


def test_a_file_can_be_given_up(town: Town, tmp_path: Path) -> None:
    client = town.client("clerk")
    address, _ = looked(client, tmp_path, [HEAD, GOOD])
    answer = client.post(address, {"discard": "1"})
    assert "上传的文件已删除" in client.get(answer.headers["Location"]).content.decode()
    assert client.get(address).status_code == 404


def test_what_is_known_already_needs_no_press(town: Town, tmp_path: Path) -> None:
    client = town.client("clerk")
    confirm(client, *looked(client, tmp_path, [HEAD, GOOD]))
    _, page = looked(client, tmp_path, [HEAD, GOOD])
    assert "没有新的记录" in page
    assert 'name="digest"' not in page


def test_a_long_file_is_waited_for(town: Town, tmp_path: Path) -> None:
    client = town.client("clerk")
    rows = [HEAD, *(["640381106", f"会{number}", date(2018, 3, 6), None, 9] for number in range(3100))]
    address, page = looked(client, tmp_path, rows)
    assert "正在办理" in page
    assert client.get(address).headers["Refresh"] == "2"
    assert run_due(KINDS, settings.HOME, at=NOW) == 1
    page = client.get(address).content.decode()
    assert "导入 3100 条" in page
    assert "正在办理" in confirm(client, address, page)
    assert run_due(KINDS, settings.HOME, at=NOW) == 1
    assert "已导入" in client.get(address).content.decode()
    assert Meeting.objects.count() == 3100


def test_a_directory_wants_its_body_and_knows_its_day(town: Town, tmp_path: Path) -> None:
    client = town.client("clerk")
    for said, at in (({}, "body"), ({"body": "640381106000", "since": "2018-02-30"}, "since")):
        answer = sent(client, tmp_path, [HEAD], kind="directory", **said)
        assert (answer.status_code, f'id="{at}_error"' in answer.content.decode()) == (400, True)
    content = directory_workbook(town.edition)
    told: dict[str, Any] = {
        "file": SimpleUploadedFile("目录.xlsx", content),
        "body": "640381106000",
        "edition": "新版",
        "since": "2018-06-01",
    }
    address = client.post(f"{LEDGERS}directory/upload/", told).headers["Location"]
    page = client.get(address).content.decode()
    assert "导入 2 条" in page
    assert not Edition.objects.filter(name="新版").exists()
    assert "已导入" in confirm(client, address, page)
    assert Edition.objects.get(name="新版").since == date(2018, 6, 1)
