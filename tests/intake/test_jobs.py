"""Looking at an uploaded ledger and bringing it in: at once, or by the worker for whoever still has the post."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai.records.bodies.models import Body, Person, Post, Role
from gongkai.records.bodies.permissions import viewer_of
from gongkai.records.capacity.models import Spending
from gongkai.records.intake import KINDS, find_kind
from gongkai.records.intake.jobs import LONG_ROWS, bring, look_at, run_due, writes_for
from gongkai.records.intake.uploads import Upload, keep
from gongkai.records.ledger.models import Act, OutboxRow, SourceFile
from tests.ledger.books import AT, Rows, town, workbook

pytestmark = pytest.mark.django_db
HEAD = ["机构代码", "用途", "金额（元）", "支出日期"]
KIND = find_kind("spending")


@pytest.fixture
def clerk() -> Person:
    """A clerk of the town."""
    town()
    person = Person.objects.create_person("jing", "经办员", None)
    Post.objects.create(
        person=person, body=Body.objects.get(code="640999001000"), role=Role.CLERK, since=date(2018, 1, 1)
    )
    return person


def sent(folder: Path, person: Person, rows: Rows) -> Upload:
    path = workbook(folder / "账.xlsx", [HEAD, *rows])
    told = {
        "kind": "spending",
        "body": "",
        "options": {},
        "person": person.pk,
        "by": "经办员（jing）",
        "at": AT,
    }
    return keep(folder, path.name, [path.read_bytes()], **told)  # type: ignore[arg-type] # each as keep asks


def many(rows: int) -> Rows:
    return [["640999001", f"宣传栏{number}", 10, date(2018, 4, 10)] for number in range(rows)]


def look(upload: Upload, person: Person) -> None:
    look_at(upload, KIND, writes_for(viewer_of(person, AT.date())), at=AT)


def confirm(upload: Upload, person: Person) -> None:
    bring(upload, KIND, writes_for(viewer_of(person, AT.date())), upload.said.digest, at=AT)


def test_a_short_file_is_looked_at_and_brought_in_at_once(clerk: Person, tmp_path: Path) -> None:
    upload = sent(tmp_path, clerk, many(3))
    look(upload, clerk)
    found = upload.found() or {}
    assert (found["step"], found["rows"], found["added"], found["problems"]) == ("look", 3, 3, [])
    assert not Spending.objects.exists()
    confirm(upload, clerk)
    found = upload.found() or {}
    source = SourceFile.objects.get()
    assert (found["step"], found["added"], found["source"]) == ("bring", 3, source.pk)
    assert (source.name, source.actor, source.digest) == ("账.xlsx", "经办员（jing）", upload.said.digest)
    assert not upload.path.exists()
    assert not OutboxRow.objects.exists()


def test_a_file_that_changed_after_the_look_is_refused(clerk: Person, tmp_path: Path) -> None:
    upload = sent(tmp_path, clerk, many(3))
    look(upload, clerk)
    upload.path.write_bytes(workbook(tmp_path / "另.xlsx", [HEAD, *many(5)]).read_bytes())
    with pytest.raises(Exception, match="不是同一份"):
        confirm(upload, clerk)
    assert not Spending.objects.exists()


def test_rows_of_another_body_are_bad_rows(clerk: Person, tmp_path: Path) -> None:
    Body.objects.create(code="640999002000", name="外镇", kind="town")
    upload = sent(
        tmp_path,
        clerk,
        [*many(1), ["640999002", "外", 1, date(2018, 4, 10)], ["西村", "内", 1, "2018-04-10"]],
    )
    look(upload, clerk)
    ((problem),) = (upload.found() or {})["problems"]
    assert (problem["row"], problem["letter"]) == (3, "A")
    assert "不在您办理的范围内" in problem["reason"]


def test_a_long_file_is_the_workers(clerk: Person, tmp_path: Path) -> None:
    upload = sent(tmp_path, clerk, many(LONG_ROWS + 1))
    look(upload, clerk)
    assert upload.found() is None
    assert run_due(KINDS, tmp_path, at=AT) == 1
    assert (upload.found() or {})["added"] == LONG_ROWS + 1
    assert not Spending.objects.exists()
    confirm(upload, clerk)
    assert (upload.found(), upload.passed()) == (None, (0, 0))
    assert run_due(KINDS, tmp_path, at=AT + timedelta(minutes=1)) == 1
    assert Spending.objects.count() == LONG_ROWS + 1
    assert upload.passed()[0] > 0
    assert run_due(KINDS, tmp_path, at=AT + timedelta(hours=1)) == 0
    assert Act.objects.get().verb == "import_ledger"


def test_who_lost_the_post_meanwhile_brings_nothing_in(clerk: Person, tmp_path: Path) -> None:
    upload = sent(tmp_path, clerk, many(LONG_ROWS + 1))
    look(upload, clerk)
    Post.objects.update(until=date(2018, 12, 31))
    assert run_due(KINDS, tmp_path, at=AT) == 1
    assert len((upload.found() or {})["problems"]) == LONG_ROWS + 1


def test_a_file_that_was_given_up_is_work_for_nobody(clerk: Person, tmp_path: Path) -> None:
    upload = sent(tmp_path, clerk, many(LONG_ROWS + 1))
    look(upload, clerk)
    upload.remove()
    assert run_due(KINDS, tmp_path, at=AT) == 1
    assert run_due(KINDS, tmp_path, at=AT) == 0


def test_a_hostile_file_is_a_sentence(clerk: Person, tmp_path: Path) -> None:
    upload = sent(tmp_path, clerk, many(1))
    upload.path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    look(upload, clerk)
    assert "PNG 图片" in (upload.found() or {})["refused"]
