"""台账 pages: the kinds, the records of one kind with filters and files, the template, and who sees what."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from gongkai.doors.workbench.ledger_kinds import KINDS
from gongkai.records.capacity.models import Meeting
from gongkai.records.intake import bring_in, find_kind
from gongkai.records.ledger.models import SourceFile
from tests.ledger.books import workbook
from tests.workbench.town import NOW, Town

LEDGERS = "/workbench/ledgers/"
HEAD = ["机构代码", "议题", "日期", "地点", "参会人数"]


def meetings(town: Town, folder: Path, *rows: tuple[str, str, date], name: str = "会议.xlsx") -> SourceFile:
    """Meetings brought in by a file."""
    path = workbook(folder / name, [HEAD, *([code, subject, on, None, 9] for code, subject, on in rows)])
    outcome = bring_in(find_kind("meetings"), path, by="演示", at=NOW)
    assert outcome.problems == []
    assert outcome.source is not None
    return SourceFile.objects.get(pk=outcome.source)


def body_of(town: Town, login: str, address: str) -> str:
    answer = town.client(login).get(LEDGERS + address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_kind_says_what_it_is_for_and_how_many_there_are(town: Town, tmp_path: Path) -> None:
    meetings(town, tmp_path, ("640381106", "部署会", date(2018, 3, 6)), ("邻村", "村会", date(2018, 3, 7)))
    clerk = body_of(town, "clerk", "")
    for kind in KINDS:
        assert kind.label in clerk
        assert kind.about.split("{")[0] in clerk
    assert '>会议台账</a> <span class="count">2 条</span>' in clerk
    assert '>会议台账</a> <span class="count">1 条</span>' in body_of(town, "other", "")
    assert '>会议台账</a> <span class="count">0 条</span>' in body_of(town, "liaison", "")
    assert "人员岗位台账" not in clerk


def test_who_only_reads_is_offered_nothing_to_write(town: Town) -> None:
    for login in ("auditor", "leader", "reviewer"):
        assert "/upload/" not in body_of(town, login, "")
        assert "/new/" not in body_of(town, login, "meetings/")
    liaison = body_of(town, "liaison", "")
    assert f"{LEDGERS}meetings/upload/" in liaison
    for key in ("bodies", "fields", "directory", "reports", "chapters", "figures"):
        assert f"{LEDGERS}{key}/upload/" not in liaison
        answer = town.client("liaison").get(f"{LEDGERS}{key}/upload/")
        assert answer.status_code == 403
        assert "公开办经办人" in answer.content.decode()


def test_people_have_no_ledger_here(town: Town) -> None:
    for end in ("", "upload/", "new/", "template.xlsx"):
        assert town.client("clerk").get(f"{LEDGERS}people/{end}").status_code == 404


def test_filters_narrow_the_records(town: Town, tmp_path: Path) -> None:
    file = meetings(
        town,
        tmp_path,
        ("640381106", "镇会", date(2018, 3, 6)),
        ("演示村", "村会", date(2017, 3, 7)),
    )
    meetings(town, tmp_path, ("640381106", "另会", date(2018, 1, 2)), name="另.xlsx")

    def shown(query: str) -> set[str]:
        page = body_of(town, "clerk", f"meetings/?{query}")
        return {name for name in ("镇会", "村会", "另会") if f">{name}</td>" in page}

    assert shown("") == {"镇会", "村会", "另会"}
    assert shown("body=640381106201") == {"村会"}
    assert shown("body=640381106000&year=2018") == {"镇会", "另会"}
    assert shown(f"file={file.pk}") == {"镇会", "村会"}
    assert shown("year=2016") == set()
    for query in ("year=abc", "year=9", "file=x", "body=640381107201", "after=x"):
        assert town.client("clerk").get(f"{LEDGERS}meetings/?{query}").status_code == 404, query
    assert town.client("clerk").get(f"{LEDGERS}fields/?file=1").status_code == 404


def test_a_liaison_sees_the_own_village_alone(town: Town, tmp_path: Path) -> None:
    meetings(town, tmp_path, ("演示村", "本村会", date(2018, 3, 6)), ("邻村", "邻村会", date(2018, 3, 7)))
    page = body_of(town, "liaison", "meetings/")
    assert "本村会" in page
    assert "邻村会" not in page
    exported = b"".join(town.client("liaison").get(f"{LEDGERS}meetings/?export=csv")).decode()
    assert "邻村会" not in exported


def test_pages_follow_one_another_by_key(town: Town, tmp_path: Path) -> None:
    rows = [("640381106", f"会{number:02d}", date(2018, 3, 6)) for number in range(70)]
    meetings(town, tmp_path, *rows)
    address, seen = "meetings/?year=2018", []
    for _ in range(3):
        page = body_of(town, "clerk", address)
        found = [name for _, name, _ in rows if f">{name}</td>" in page]
        seen += found
        if 'rel="next"' not in page:
            break
        oldest = Meeting.objects.get(subject=min(found))
        address = f"meetings/?year=2018&after={oldest.pk}"
    assert sorted(seen) == [name for _, name, _ in rows]
    assert len(seen) == 70


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_back_with_nothing_new(town: Town, tmp_path: Path, kind: str) -> None:
    meetings(
        town,
        tmp_path,
        ("640381106", "=1+1", date(2018, 3, 6)),
        ("640381106", "=1+1", date(2018, 3, 6)),
        ("演示村", "  村会，“公开” ", date(2018, 3, 7)),
    )
    answer = town.client("clerk").get(f"{LEDGERS}meetings/?export={kind}")
    path = tmp_path / f"出.{kind}"
    path.write_bytes(b"".join(answer))
    outcome = bring_in(find_kind("meetings"), path, by="演示", at=NOW)
    assert (outcome.problems, outcome.added, outcome.known) == ([], 0, 3)
    if kind == "csv":
        head, first, *_ = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        assert head == [*HEAD, "附注"]
        assert first[1] == "'=1+1"


def test_a_template_comes_with_a_chinese_name_and_its_headings(town: Town) -> None:
    answer = town.client("auditor").get(f"{LEDGERS}meetings/template.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [str(cell.value).rstrip("*") for cell in book.worksheets[0][1]] == HEAD
    assert "filename*=utf-8''%E4%BC%9A%E8%AE%AE" in answer.headers["Content-Disposition"]
    assert town.client("clerk").get(f"{LEDGERS}directory/template.xlsx").status_code == 200


def test_what_a_clerk_typed_is_shown_as_words(town: Town, tmp_path: Path) -> None:
    meetings(town, tmp_path, ("640381106", "<script>alert(1)</script>", date(2018, 3, 6)), name="甲&乙.xlsx")
    for address in ("meetings/", "files/"):
        page = body_of(town, "clerk", address)
        assert "<script>alert" not in page
        assert "甲&amp;乙.xlsx" in page
    assert "&lt;script&gt;alert(1)" in body_of(town, "clerk", "meetings/")


def test_the_files_that_came_in_lead_to_their_records(town: Town, tmp_path: Path) -> None:
    own = meetings(town, tmp_path, ("演示村", "本村会", date(2018, 3, 6)))
    meetings(town, tmp_path, ("640381106", "镇会", date(2018, 3, 6)), name="镇.xlsx")
    bring_in(
        find_kind("fields"),
        workbook(tmp_path / "领域.xlsx", [["领域代码", "领域"], ["99", "甲"]]),
        by="演示",
        at=NOW,
    )
    clerk = body_of(town, "clerk", "files/")
    assert f'<a href="{LEDGERS}meetings/?file={own.pk}">会议.xlsx</a>' in clerk
    assert {name for name in ("会议.xlsx", "镇.xlsx", "领域.xlsx") if name in clerk} == {
        "会议.xlsx",
        "镇.xlsx",
        "领域.xlsx",
    }
    liaison = body_of(town, "liaison", "files/")
    assert {name for name in ("会议.xlsx", "镇.xlsx", "领域.xlsx") if name in liaison} == {"会议.xlsx"}
    assert "领域.xlsx" not in body_of(town, "clerk", "files/?kind=meetings")
    exported = b"".join(town.client("clerk").get(f"{LEDGERS}files/?export=csv")).decode()
    assert own.digest in exported


def test_a_kind_with_pages_of_its_own_leads_there(town: Town) -> None:
    page = body_of(town, "clerk", "directory/")
    assert 'href="/workbench/directory/"' in page
    assert "登记一条" not in page
    assert town.client("clerk").get(f"{LEDGERS}directory/new/").status_code == 404
