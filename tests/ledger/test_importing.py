"""All rows or none; the same file twice adds nothing; what the clerk wrote is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError

from gongkai.records.capacity.models import Meeting, Spending
from gongkai.records.engagement.models import Ticket
from gongkai.records.ledger.intake import importing
from gongkai.records.ledger.models import Act, SourceFile
from gongkai.records.ledger.queries import chain_state
from gongkai.rules.refusal import Refusal
from tests.ledger.books import WHO, brought, imported, reasons, text, town, workbook

pytestmark = pytest.mark.django_db
SPENT = ["机构代码", "用途", "金额（元）", "支出日期"]
CALLS = ["机构代码", "工单编号", "诉求", "收到日期", "办结日期"]


def call(number: str, topic: str = "咨询", closed: Any = date(2018, 3, 5)) -> list[Any]:
    return ["640999001", number, topic, date(2018, 3, 1), closed]


class TestWhole:
    def test_rows_file_and_one_act_are_written_together(self, tmp_path: Path) -> None:
        body = town()
        outcome = imported("tickets", tmp_path, [CALLS, call("A-1"), call("A-2")])
        assert (outcome.rows, outcome.added, outcome.problems) == (2, 2, [])
        source, act = SourceFile.objects.get(), Act.objects.get()
        assert (source.kind, source.rows, source.added, source.actor) == ("tickets", 2, 2, WHO)
        assert (act.verb, act.subject_key, act.body_code) == ("import_ledger", str(source.pk), body.code)
        assert act.detail["digest"] == source.digest
        ticket = Ticket.objects.get(number="A-2")
        assert (ticket.source, ticket.source_row, ticket.body) == (source, 3, body)
        assert chain_state().broken_at is None

    def test_one_bad_row_keeps_all_out_and_every_bad_row_is_told(self, tmp_path: Path) -> None:
        town()
        rows = [
            CALLS,
            call("A-1"),
            call("A-2", closed="2018-02-30"),
            call("A-3", closed=date(2018, 2, 1)),
            ["640999001", "A-4", "", "明天", None],
            ["640999009", "A-5", "无此机构", date(2018, 3, 1), None],
            call("A-1", "另一件事"),
        ]
        outcome = imported("tickets", tmp_path, rows)
        assert reasons(outcome) == [
            (3, "办结日期", "没有“2018-02-30”这一天，请核对日期。"),
            (4, "办结日期", "办结日期早于收到日期，请核对。"),
            (5, "诉求", "必填，不能为空。"),
            (5, "收到日期", "“明天”不是日期，应写成 2018-01-31。"),
            (6, "机构代码", "没有代码为“640999009”的机构：请核对，或先导入机构台账。"),
            (7, "工单编号", "“A-1”与本文件第 2 行重复。"),
        ]
        assert [problem.letter for problem in outcome.problems] == ["E", "E", "C", "D", "A", "B"]
        assert not Ticket.objects.exists()
        assert not SourceFile.objects.exists()
        assert not Act.objects.exists()

    def test_a_dry_run_does_all_but_keep_it(self, tmp_path: Path) -> None:
        town()
        path = workbook(tmp_path / "t.xlsx", [CALLS, call("A-1")])
        outcome = brought("tickets", path, dry_run=True)
        assert (outcome.added, outcome.dry_run) == (1, True)
        assert not Ticket.objects.exists()
        assert not Act.objects.exists()

    def test_batches_make_no_difference(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        town()
        monkeypatch.setattr(importing, "BATCH", 2)
        rows = [CALLS, *(call(f"A-{number}") for number in range(7)), call("A-0", "又一件"), call("A-1")]
        outcome = imported("tickets", tmp_path, rows)
        assert reasons(outcome) == [
            (9, "工单编号", "“A-0”与本文件第 2 行重复。"),
            (10, "工单编号", "“A-1”与本文件第 3 行重复。"),
        ]
        assert imported("tickets", tmp_path, rows[:8]).added == 7

    def test_progress_is_told_to_its_end(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from gongkai.records.intake import bring_in, find_kind
        from tests.ledger.books import AT

        town()
        monkeypatch.setattr(importing, "BATCH", 2)
        told: list[tuple[int, int]] = []
        path = workbook(tmp_path / "t.xlsx", [CALLS, *(call(f"A-{number}") for number in range(5))])
        bring_in(find_kind("tickets"), path, by=WHO, at=AT, progress=lambda *passed: told.append(passed))
        assert told == [(3, 6), (5, 6), (6, 6), (6, 6)]


class TestTwice:
    def test_the_same_file_adds_nothing_and_leaves_no_act(self, tmp_path: Path) -> None:
        town()
        rows = [CALLS, call("A-1"), call("A-2")]
        imported("tickets", tmp_path, rows)
        again = imported("tickets", tmp_path, rows)
        assert (again.added, again.known, again.problems) == (0, 2, [])
        assert Act.objects.count() == SourceFile.objects.count() == 1

    def test_the_same_rows_written_otherwise_are_the_same(self, tmp_path: Path) -> None:
        town()
        imported("tickets", tmp_path, [CALLS, call("A-1")])
        again = brought(
            "tickets",
            text(
                tmp_path / "另存.csv",
                [
                    ["诉求", "收到日期", "办结日期", "编号", "工单编号", "单位"],
                    ["咨询 ", "2018年3月1日", "2018/3/5", "x", "Ａ-１", "测试镇"],
                ],
                encoding="gb18030",
            ),
        )
        assert (again.added, again.known) == (0, 1)

    def test_more_rows_are_added_to_those_known(self, tmp_path: Path) -> None:
        town()
        imported("tickets", tmp_path, [CALLS, call("A-1")])
        more = imported("tickets", tmp_path, [CALLS, call("A-1"), call("A-2")])
        assert (more.added, more.known) == (1, 1)

    def test_a_known_number_with_other_content_is_a_contradiction(self, tmp_path: Path) -> None:
        town()
        imported("tickets", tmp_path, [CALLS, call("A-1")])
        again = imported("tickets", tmp_path, [CALLS, call("A-1", "投诉"), call("A-2")])
        ((row, column, reason),) = reasons(again)
        assert (row, column) == (2, "工单编号")
        assert "“A-1”已登记且内容不同（见《tickets.xlsx》第 2 行）" in reason
        assert Ticket.objects.count() == 1

    def test_a_number_registered_by_hand_is_told_apart(self, tmp_path: Path) -> None:
        body = town()
        Ticket.objects.create(body=body, number="A-1", topic="咨询", received_on=date(2018, 3, 1))
        ((_, _, reason),) = reasons(imported("tickets", tmp_path, [CALLS, call("A-1")]))
        assert reason == "“A-1”已在工作台登记，请核对编号。"

    def test_equal_rows_without_number_are_different_records(self, tmp_path: Path) -> None:
        town()
        spent = ["640999001", "制作宣传栏", 2800, date(2018, 4, 10)]
        rows = [SPENT, spent, spent, spent]
        assert imported("spending", tmp_path, rows).added == 3
        assert imported("spending", tmp_path, rows).added == 0
        assert imported("spending", tmp_path, [*rows, spent]).added == 1
        assert Spending.objects.count() == 4

    def test_a_count_of_nought_is_not_a_blank(self, tmp_path: Path) -> None:
        town()
        head = ["机构代码", "议题", "日期", "参会人数"]
        rows = [["640999001", "会", date(2018, 3, 1), people] for people in (0, None)]
        assert imported("meetings", tmp_path, [head, rows[0]]).added == 1
        assert imported("meetings", tmp_path, [head, rows[1]]).added == 1
        assert set(Meeting.objects.values_list("attendance", flat=True)) == {0, None}


class TestBodies:
    def test_a_body_may_be_named_or_left_to_the_command(self, tmp_path: Path) -> None:
        town()
        rows = [SPENT, ["东村", "甲", 1, date(2018, 4, 1)], [None, "乙", 1, date(2018, 4, 1)]]
        outcome = imported("spending", tmp_path, rows, body="640999001")
        assert outcome.problems == []
        assert {one.body.name for one in Spending.objects.all()} == {"东村", "测试镇"}
        assert imported("spending", tmp_path, [row[1:] for row in rows], body="640999001202").added == 2

    def test_with_a_body_the_rows_belong_under_it(self, tmp_path: Path) -> None:
        town()
        rows = [SPENT, ["西村", "甲", 1, date(2018, 4, 1)], ["640999001202", "乙", 1, date(2018, 4, 1)]]
        outcome = imported("spending", tmp_path, rows, body="640999001201")
        assert ["范围内" in reason for _, _, reason in reasons(outcome)] == [True, True]

    def test_without_any_body_the_column_is_missed(self, tmp_path: Path) -> None:
        town()
        with pytest.raises(Refusal, match="缺少“机构代码”"):
            imported("spending", tmp_path, [SPENT[1:], ["甲", 1, date(2018, 4, 1)]])

    def test_the_act_stands_at_the_nearest_body_over_all_rows(self, tmp_path: Path) -> None:
        body = town()
        rows = [SPENT, ["东村", "甲", 1, date(2018, 4, 1)], ["西村", "乙", 1, date(2018, 4, 1)]]
        imported("spending", tmp_path, rows)
        assert Act.objects.get().body_code == body.code


@pytest.mark.parametrize(
    ("fault", "said"), [(IntegrityError, "同一时间有人登记了相同的记录"), (OperationalError, "数据库正忙")]
)
def test_what_another_writer_does_meanwhile_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[Exception], said: str
) -> None:
    def fall(model: object, records: object) -> None:
        raise fault("locked")

    town()
    monkeypatch.setattr("gongkai.records.bodies.entries.insert", fall)
    with pytest.raises(Refusal, match=said):
        imported("tickets", tmp_path, [CALLS, call("A-1")])
    assert not SourceFile.objects.exists()
