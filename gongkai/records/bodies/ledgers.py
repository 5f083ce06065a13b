"""Ledgers of the bodies, and of the people with their posts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from gongkai.records.bodies.codes import full_code, stem
from gongkai.records.bodies.entries import measured
from gongkai.records.bodies.finder import BodyFinder, outside
from gongkai.records.bodies.models import Body, BodyKind, Person, Post, Role
from gongkai.records.bodies.plain import PlainLoader
from gongkai.records.bodies.shelf import RecordShelf
from gongkai.records.ledger.intake.columns import body, choice, code, day, text, yes_no
from gongkai.records.ledger.intake.kind import Check, Context, LedgerKind, Row
from gongkai.records.ledger.intake.outcome import Problem
from gongkai.rules.refusal import Refusal


class BodyLoader(PlainLoader):
    """Loads bodies; with ``--body`` only those under it."""

    def resolve(self, rows: Sequence[Row]) -> list[Problem]:
        """Write every code in full."""
        inside = stem(self.context.scope) if self.context.scope else ""
        problems = []
        for row in rows:
            try:
                row.values["code"] = full_code(row.values["code"])
            except Refusal as refusal:
                problems.append(self.problem(row, str(refusal)))
                continue
            if not row.values["code"].startswith(inside):
                problems.append(self.problem(row, outside(row.values["code"], self.context.scope)))
            elif not self.context.may(row.values["code"]):
                reason = f"“{row.values['code']}”不在您办理的范围内：只能登记自己下属的机构。"
                problems.append(self.problem(row, reason))
        return problems

    def body_code(self, row: Row) -> str:
        """The body's own code."""
        return str(row.values["code"])


class PeopleLoader:
    """Loads posts, and the people who hold them; a person is known by log-in name. Passwords never come by file."""

    def __init__(self, kind: LedgerKind, context: Context) -> None:
        self.kind = kind
        self.bodies = BodyFinder(context)

    def resolve(self, rows: Sequence[Row]) -> list[Problem]:
        """Find the body of every post."""
        return self.bodies.resolve(rows, self.kind)

    def body_code(self, row: Row) -> str:
        """The code of the post's body."""
        return str(row.found["body"].code)

    def sort_out(self, rows: Sequence[Row]) -> tuple[list[Row], list[Problem]]:
        """New posts, and log-in names that belong to somebody else."""
        people = {
            one.login: one.name
            for one in Person.objects.filter(login__in={row.values["login"] for row in rows})
        }
        posts = {
            (login, code, role, since): until
            for login, code, role, since, until in Post.objects.filter(person__login__in=people).values_list(
                "person__login", "body__code", "role", "since", "until"
            )
        }
        new: list[Row] = []
        problems = []
        for row in rows:
            login, name = row.values["login"], row.values["name"]
            if people.setdefault(login, name) != name:
                reason = f"登录名“{login}”已是“{people[login]}”的，不能再给“{name}”：请换一个登录名。"
                problems.append(Problem(row.sheet, row.number, self.kind.column("login").heading, reason))
                continue
            key = login, row.found["body"].code, row.values["role"], row.values["since"]
            until: date | None = row.values.get("until")
            if key not in posts:
                posts[key] = until
                new.append(row)
            elif posts[key] != until:
                reason = (
                    f"“{name}”的这个岗位已登记且任职止不同（{posts[key] or '未填'}）：要更正请在工作台办理。"
                )
                problems.append(Problem(row.sheet, row.number, self.kind.column("until").heading, reason))
        return new, problems

    def register(self, rows: Sequence[Row]) -> None:
        """Write down the people who are new, then the posts."""
        logins = {row.values["login"]: row for row in rows}
        known = set(Person.objects.filter(login__in=logins).values_list("login", flat=True))
        newcomers = []
        for login, row in logins.items():
            if login not in known:
                person = Person(
                    login=login, name=row.values["name"], demonstration=row.found["body"].demonstration
                )
                person.set_unusable_password()
                newcomers.append(person)
        Person.objects.bulk_create(newcomers)
        people = {one.login: one for one in Person.objects.filter(login__in=logins)}
        Post.objects.bulk_create(
            [
                Post(
                    person=people[row.values["login"]],
                    body=row.found["body"],
                    role=row.values["role"],
                    since=row.values["since"],
                    until=row.values.get("until"),
                    remarks=row.remarks,
                )
                for row in rows
            ]
        )

    def finish(self) -> None:
        """Nothing is reckoned at the end."""


def lasts(column: str = "until") -> Check:
    """The end of something does not lie before its beginning."""
    return Check(
        column,
        lambda row: row.get("until") is None or row.get("since") is None or row["until"] >= row["since"],
        "结束日期早于开始日期，请核对。",
    )


BODIES = LedgerKind(
    "bodies",
    "机构台账",
    "镇、村、社区和站所。机构代码用 12 位统计用区划代码，可以写短的（640381106 即 640381106000）。",
    tuple(
        measured(column, Body)
        for column in (
            code("code", "机构代码", required=True, example="640381106201", also=("区划代码",)),
            text("name", "名称", required=True, example="邵岗村", also=("机构名称",), width=18),
            text("full_name", "全称", example="青铜峡市邵岗镇邵岗村村民委员会", width=32),
            choice("kind", "类别", BodyKind.choices, required=True, example="行政村"),
            text("address", "地址"),
            code("postcode", "邮编", width=10),
            code("telephone", "电话", example="0953-0000000"),
            code("fax", "传真"),
            text("email", "电子邮箱"),
            day("since", "设立日期"),
            day("until", "撤销日期", past=False),
            yes_no("demonstration", "演示数据", note="只有演示用的机构填“是”，页面上会注明。"),
        )
    ),
    partial(BodyLoader, Body),
    number=("code",),
    shelf=RecordShelf(Body, body="pk"),
    checks=(lasts(),),
)
PEOPLE = LedgerKind(
    "people",
    "人员岗位台账",
    "一行一个岗位；一人多岗就写多行。登录名全镇不重复；密码不在台账里填，由系统管理员设置。",
    tuple(
        measured(column, model)
        for column, model in (
            (code("login", "登录名", required=True, example="zhangsan", note="小写字母和数字。"), Person),
            (text("name", "姓名", required=True, example="张三", width=12), Person),
            (body(), Post),
            (
                choice("role", "角色", Role.choices, required=True, example="公开办经办人", also=("岗位",)),
                Post,
            ),
            (day("since", "任职起", required=True, example=date(2018, 1, 1), past=False), Post),
            (day("until", "任职止", past=False), Post),
        )
    ),
    PeopleLoader,
    checks=(lasts(),),
)
KINDS = (BODIES, PEOPLE)
