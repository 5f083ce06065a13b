"""Bodies, people and fields from ledgers: known by code, log-in and name, never overwritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.records.bodies.models import Body, Person, Post
from tests.ledger.books import imported, reasons, town

pytestmark = pytest.mark.django_db
BODIES = ["机构代码", "名称", "类别", "演示数据"]
PEOPLE = ["登录名", "姓名", "机构", "角色", "任职起", "任职止"]


def post(login: str, name: str, role: str = "公开办经办人", until: date | None = None) -> list[Any]:
    return [login, name, "测试镇", role, date(2018, 1, 1), until]


def test_short_codes_are_written_in_full_and_known_again(tmp_path: Path) -> None:
    rows = [
        [*BODIES, "书记电话"],
        ["640999001", "测试镇", "乡镇", "是", "7"],
        [640999001201, "东村", "行政村", "", ""],
    ]
    assert imported("bodies", tmp_path, rows).added == 2
    made = Body.objects.get(code="640999001000")
    assert (made.demonstration, made.remarks) == (True, {"书记电话": "7"})
    rows[1][0] = "640999001000"
    assert (imported("bodies", tmp_path, rows).known, Body.objects.count()) == (2, 2)


def test_a_code_that_is_none_a_body_twice_or_otherwise_is_told(tmp_path: Path) -> None:
    town()
    rows = [
        BODIES,
        ["64099900", "八位", "乡镇", ""],
        ["640999001", "改名镇", "乡镇", ""],
        ["640999002", "二镇", "乡镇", ""],
        ["640999002000", "二镇", "乡镇", ""],
    ]
    found = reasons(imported("bodies", tmp_path, rows))
    assert [(row, column) for row, column, _ in found] == [(2, "机构代码"), (3, "机构代码"), (5, "机构代码")]
    assert "已登记且内容不同（名称）" in found[1][2]
    assert "与本文件第 4 行重复" in found[2][2]


def test_with_a_body_only_those_under_it_come_in(tmp_path: Path) -> None:
    town()
    outcome = imported("bodies", tmp_path, [BODIES, ["640999002", "二镇", "乡镇", ""]], body="640999001")
    assert "范围内" in reasons(outcome)[0][2]


def test_a_person_may_hold_several_posts_and_cannot_sign_in_yet(tmp_path: Path) -> None:
    town()
    rows = [PEOPLE, post("jia", "甲"), post("jia", "甲", "保密审查员"), post("yi", "乙")]
    assert imported("people", tmp_path, rows).added == 3
    assert (Person.objects.count(), Post.objects.count()) == (2, 3)
    assert not any(person.has_usable_password() for person in Person.objects.all())
    again = imported("people", tmp_path, [*rows, post("jia", "甲", "审计监督员")])
    assert (again.known, again.added) == (3, 1)


def test_a_log_in_of_somebody_else_and_another_end_are_told(tmp_path: Path) -> None:
    town()
    imported("people", tmp_path, [PEOPLE, post("jia", "甲")])
    rows = [
        PEOPLE,
        post("jia", "乙"),
        post("jia", "甲", until=date(2018, 6, 1)),
        post("bing", "丙", until=date(2017, 1, 1)),
    ]
    assert [(row, column) for row, column, _ in reasons(imported("people", tmp_path, rows))] == [
        (2, "登录名"),
        (3, "任职止"),
        (4, "任职止"),
    ]


def test_a_name_that_two_bodies_bear_is_not_guessed(tmp_path: Path) -> None:
    town()
    Body.objects.create(code="640999002201", name="东村", kind="village")
    rows = [PEOPLE, ["jia", "甲", "东村", "政务公开联络员", date(2018, 1, 1), None]]
    assert reasons(imported("people", tmp_path, rows)) == [
        (2, "机构代码", "有 2 个机构叫“东村”：请改填机构代码。")
    ]
    assert imported("people", tmp_path, rows, body="640999002201").added == 1
