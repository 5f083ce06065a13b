"""``gongkai demo``: the published numbers out of ledgers that come in through the same door; twice, the same."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Count, Sum
from pytest_django import DjangoDbBlocker

from gongkai.doors.cli.demonstration.books import write_books
from gongkai.doors.cli.demonstration.town import COMMUNITY, LOGINS, PASSWORD, VILLAGES
from gongkai.doors.cli.ledgers import all_kinds
from gongkai.doors.cli.main import main
from gongkai.readings.annual.compute import compute
from gongkai.records.bodies.models import Body, Person
from gongkai.records.bodies.queries import find_body
from gongkai.records.capacity.models import Meeting, Spending
from gongkai.records.catalogue.models import Field, FieldChoice, Obligation
from gongkai.records.catalogue.queries import Standing, dates_of, standing
from gongkai.records.disclosure.fulfilment import word_pairs
from gongkai.records.disclosure.models import Fulfilment, Item, Placement
from gongkai.records.disclosure.recount import counts_state
from gongkai.records.engagement.models import Proposal
from gongkai.records.intake import bring_in
from gongkai.records.intake.writing import headings, ledger_rows
from gongkai.records.ledger.export import csv_lines, write_xlsx
from gongkai.records.ledger.models import Act, SourceFile
from gongkai.records.ledger.queries import chain_state
from gongkai.rules.articles import cite
from tests.cli.terminal import refused, said
from tests.cli.test_ledgers import counts
from tests.ledger.books import AT

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """What the first load prints; the town stays for the tests of this module, each on a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(io.StringIO()):
            assert main(["demo"]) == 0
        yield out.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(loaded: str, db: None) -> str:
    """The town, and what its first load printed."""
    return loaded


def test_the_year_is_the_published_one(demonstration: str) -> None:
    report = compute(find_body("640381106"), 2018)
    seed = {
        "s1_1": 744, "s1_1_a": 6, "s1_1_b": 1, "s1_2_2": 79, "s1_2_3": 7, "s1_2_4": 133, "s1_2_5": 525,
        "s2_1": 6, "s2_2_3": 34, "s2_2_4": 6, "s3_1": 1, "s3_1_3": 1, "s3_2": 1, "s3_2_1": 1,
        "s8_1": 15, "s8_2": 2, "s8_3": 2, "s8_3_1": 1, "s8_3_2": 1, "s9_1": 2, "s9_2": 1, "s9_3": 35,
    }  # fmt: skip
    found = {figure.code: figure.value for figure in report.figures if figure.value}
    assert float(found.pop("s8_4")) == 6.6
    assert found == seed


def test_the_numbers_of_the_prose_are_the_published_ones(demonstration: str) -> None:
    report = compute(find_body("640381106"), 2018)
    prose = "".join(part.text for chapter in report.chapters for part in chapter.paragraphs)
    for words in (
        "共公开信息511条", "老年证927件", "死亡待遇领取157件", "资格认证2960件", "参保登记747件", "定期领取待遇280件",
        "“4050”信息录入48件", "共接收48件，办结48件", "流程37项", "共5件，办结5件", "办结率100%", "意见建议15条",
        "已办理和正在办理13条", "现场会32次", "解读材料34篇", "来信6件", "申请1件",
    ):  # fmt: skip
        assert words in prose
    assert [chapter.heading[:2] for chapter in report.chapters][:3] == ["一、", "二、", "三、"]
    assert len(report.chapters) == 13


def test_every_item_went_out_by_one_channel_on_a_day_of_the_year(demonstration: str) -> None:
    placed = Item.objects.annotate(places=Count("placements"))
    assert set(placed.values_list("places", flat=True)) == {1}
    assert {one.placed_on.year for one in Placement.objects.all()} == {2018}
    assert {one.placed_on.isoweekday() for one in Placement.objects.filter(placed_on__month=5)} == {
        1,
        2,
        3,
        4,
        5,
    }
    assert Item.objects.values("title").distinct().count() == 744
    assert Spending.objects.aggregate(all=Sum("amount"))["all"] == 66000


def test_what_is_called_proved_has_a_receipt_and_not_everything_is(demonstration: str) -> None:
    proved = Placement.objects.filter(state="proved")
    assert proved.exclude(receipts__isnull=False).count() == 0
    assert Placement.objects.filter(receipts__isnull=False).count() == proved.count()
    shares = {
        channel: Placement.objects.filter(channel=channel, state="proved").count() / placed
        for channel, placed in Placement.objects.values_list("channel").annotate(Count("pk"))
    }
    assert 0.6 < shares["board"] < 0.72
    assert all(0.85 < shares[channel] <= 1 for channel in ("website", "wechat", "weibo"))


def test_items_say_what_they_are_about_and_villages_where_they_are(demonstration: str) -> None:
    assert not Item.objects.filter(summary="").exists()
    assert not Item.objects.filter(formed_on=None).exists()
    assert Item.objects.values("summary").distinct().count() > 400
    villages = Body.objects.filter(code__startswith="640381106").exclude(code="640381106000")
    assert not villages.exclude(address__contains="演示").exists()
    assert not villages.exclude(telephone__regex=r"^0953-0000\d{3}（演示号码）$").exists()


def test_our_own_check_finds_every_suggestion_accounted_for(demonstration: str, tmp_path: Path) -> None:
    out = tmp_path / "年报.docx"
    with redirect_stdout(io.StringIO()):
        assert main(["annual", "render", "--body", "640381106", "--year", "2018", "-o", str(out)]) == 0
    told = io.StringIO()
    with redirect_stdout(told):
        main(["annual", "check", str(out), "--format", "json"])
    assert "text.received-closed" not in told.getvalue()


@pytest.mark.parametrize("end", ["csv", "xlsx"])
def test_every_ledger_goes_out_and_comes_back_with_nothing_new(
    demonstration: str, tmp_path: Path, end: str
) -> None:
    """Whatever its records went through since, a ledger that was written out says nothing new."""
    Proposal.objects.filter(state="in_hand").update(state="done", replied_on=date(2019, 1, 8))
    Meeting.objects.update(attendance=7)
    before = counts()
    filled = 0
    for kind in all_kinds():
        if kind.shelf is None:
            continue
        path = tmp_path / f"{kind.key}.{end}"
        rows = ledger_rows(kind, kind.shelf.found())
        if end == "csv":
            path.write_text("".join(csv_lines(headings(kind), rows)), encoding="utf-8")
        else:
            write_xlsx(headings(kind), rows, path)
        outcome = bring_in(kind, path, by="演示", at=AT)
        registered = kind.shelf.found().count()
        assert (kind.key, outcome.problems, outcome.added) == (kind.key, [], 0)
        assert (kind.key, outcome.known) == (kind.key, registered)
        filled += registered > 0
    assert filled == 25
    assert counts() == before


def test_all_is_marked_counted_and_traced(demonstration: str) -> None:
    assert not Body.objects.filter(demonstration=False).exists()
    assert not Person.objects.filter(demonstration=False).exists()
    assert compute(find_body("640381106"), 2018).demonstration
    assert counts_state().ok
    assert chain_state().broken_at is None
    assert Act.objects.filter(verb="import_ledger").count() == SourceFile.objects.count()
    assert Act.objects.filter(verb="load_demonstration").count() == 1


def test_the_year_s_duties_are_mostly_met_some_late_some_excused(demonstration: str) -> None:
    duties = Obligation.objects.select_related("body", "entry__edition")
    stands = Counter(standing(dates_of(duty), date(2018, 12, 31)) for duty in duties)
    assert dict(stands) == {
        Standing.MET: 421, Standing.MET_LATE: 41, Standing.EXCUSED: 53, Standing.LATE: 31,
    }  # fmt: skip
    assert (
        "共 546 项；2018 年底已履行 462 项（其中逾期履行 41 项），已免除 53 项，逾期未履行 31 项"
        in demonstration
    )
    assert {len(set(duties.values_list(name, flat=True))) for name in ("body", "entry__edition")} == {17, 2}
    assert Field.objects.filter(key=True, pk__in=duties.values("field")).count() == 15
    assert not duties.filter(owner=None).exists()
    assert all(cite(article) for article in set(duties.values_list("article", flat=True)))
    late = duties.filter(excused_until=date(2018, 11, 30)).get()
    assert standing(dates_of(late), date(2018, 12, 31)) is Standing.LATE


def test_what_met_a_duty_speaks_of_it_and_came_in_its_period(demonstration: str) -> None:
    links = list(Fulfilment.objects.select_related("obligation__entry", "obligation__event", "item"))
    assert len({link.item_id for link in links}) == len(links) == 462
    for link in links:
        assert link.item.published_on == link.obligation.met_on
        assert link.item.published_on >= link.obligation.arose_on
        event = link.obligation.event
        named = event.title if event else link.obligation.entry.level2
        assert len(word_pairs(named) & word_pairs(link.item.title)) >= 2


def test_the_fields_that_do_not_apply_are_told_with_their_reasons(demonstration: str) -> None:
    absent = FieldChoice.objects.filter(body__code="640381106000", applies=False)
    assert absent.count() == 10
    assert FieldChoice.objects.filter(body__code="640381106000", applies=True).count() == 15
    assert not Obligation.objects.filter(field__in=absent.values("field")).exists()


def test_the_busy_village_owes_its_finances_by_the_month_from_october(demonstration: str) -> None:
    duties = Obligation.objects.filter(
        body__code="640381106205", entry__level2="财务收支情况", entry__edition__since=date(2018, 4, 1)
    )
    periods = list(duties.order_by("due_on").values_list("period", flat=True))
    assert periods == ["2018Q2", "2018Q3", "2018-10", "2018-11", "2018-12"]


def test_everybody_shown_can_sign_in(demonstration: str) -> None:
    for login, *_ in LOGINS:
        assert login in demonstration
        assert Person.objects.get(login=login).check_password(PASSWORD)
    assert PASSWORD in demonstration
    validate_password(PASSWORD, Person.objects.get(login="jingban"))
    assert len(VILLAGES) == 15
    assert len(COMMUNITY) == 1


def test_the_second_time_adds_nothing_and_says_the_same(demonstration: str, capsys: Captured) -> None:
    acts = Act.objects.count()
    assert said(capsys, "demo") == demonstration
    assert Act.objects.count() == acts


def test_a_load_that_broke_off_goes_on_where_it_stood(demonstration: str, capsys: Captured) -> None:
    """The files that are in add nothing; what is missing comes in."""
    Act.objects.filter(verb="load_demonstration")._raw_delete("default")
    Spending.objects.all().delete()
    assert main(["demo"]) == 0
    assert capsys.readouterr().out == demonstration
    assert Spending.objects.count() == 20


def test_the_ledgers_are_the_same_files_every_time(tmp_path: Path) -> None:
    kinds = {kind.key: kind for kind in all_kinds()}
    first, again = (write_books(tmp_path / name, kinds) for name in ("甲", "乙"))
    assert len(first) == 25
    for (_, one), (_, other) in zip(first, again, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_it_is_not_mixed_into_a_real_town(demonstration: str, capsys: Captured) -> None:
    Act.objects.filter(verb="load_demonstration")._raw_delete("default")
    Body.objects.create(code="640999001000", name="某镇", kind="town")
    files = SourceFile.objects.count()
    assert "已有正式机构" in refused(capsys, "demo")
    assert SourceFile.objects.count() == files


def test_another_edition_is_not_mixed_in(
    demonstration: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.doors.cli.demonstration.books.EDITION", "2018-0")
    assert "另一版本的演示数据" in refused(capsys, "demo")
