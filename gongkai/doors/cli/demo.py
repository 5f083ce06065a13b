"""``gongkai demo``: the demonstration town in the configured database; run twice, the same."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.doors.cli.database import wake
from gongkai.rules.refusal import Refusal

if TYPE_CHECKING:
    from datetime import datetime

_VERB = "load_demonstration"
_BY = "演示数据"


def configure(parser: argparse.ArgumentParser) -> None:
    """No argument: there is one demonstration."""
    parser.epilog = "演示账号的密码会显示在屏幕上，只供试用；正式使用请换一个空的 GONGKAI_HOME。"


def run(arguments: argparse.Namespace) -> int:
    """Migrate if needed, write the ledgers, bring them in, give the log-ins their password. Raises Refusal."""
    del arguments
    wake(migrated=False)
    _migrate()
    if not _loaded():
        _load()
    _tell()
    return 0


def _migrate() -> None:
    """Bring the tables up to date; a database that is up to date costs one look."""
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as problem:
        raise Refusal(f"建表没有成功：{problem}。请检查 GONGKAI_DATABASE_URL 和 GONGKAI_HOME。") from problem


def _loaded() -> bool:
    """Whether this edition of the demonstration is in. Raises Refusal where it must not be mixed in."""
    from gongkai.doors.cli.demonstration.books import EDITION
    from gongkai.records.bodies.models import Body
    from gongkai.records.ledger.models import Act

    editions = set(Act.objects.filter(verb=_VERB).values_list("subject_key", flat=True))
    if EDITION in editions:
        return True
    if editions:
        raise Refusal("数据库里是另一版本的演示数据：请换一个空的 GONGKAI_HOME，再执行 gongkai demo。")
    if Body.objects.filter(demonstration=False).exists():
        raise Refusal(
            "数据库里已有正式机构，不能混入演示数据：请换一个空的 GONGKAI_HOME，再执行 gongkai demo。"
        )
    return False


def _load() -> None:
    from django.conf import settings

    from gongkai.doors.cli.demonstration.books import EDITION, write_books
    from gongkai.doors.cli.demonstration.chance import YEAR
    from gongkai.doors.cli.ledgers import all_kinds
    from gongkai.doors.clock import now
    from gongkai.records.intake import bring_in

    folder = Path(settings.HOME) / "demo" / str(YEAR)
    print(f"正在写出并导入 {YEAR} 年的演示台账（{folder}）…", file=sys.stderr)
    for kind, path in write_books(folder, {kind.key: kind for kind in all_kinds()}):
        outcome = bring_in(kind, path, by=_BY, at=now())
        if outcome.problems:
            raise Refusal(f"演示台账 {path.name} 没有导入：{outcome.problems[0]}")
    _owe(folder, now())
    _sign_in(EDITION, now())


def _owe(folder: Path, at: datetime) -> None:
    """Bring both editions of the directory in by their workbooks, and the year's obligations after them."""
    from gongkai.doors.cli.demonstration.directory import books
    from gongkai.doors.cli.demonstration.duties import load_duties
    from gongkai.doors.cli.demonstration.town import TOWN
    from gongkai.records.intake import bring_in, find_kind

    for book in books():
        path = folder / f"directory-{book.since:%Y}.xlsx"
        path.write_bytes(book.content)
        outcome = bring_in(find_kind("directory"), path, body=TOWN, by=_BY, at=at)
        if outcome.problems:
            raise Refusal(f"演示目录 {path.name} 没有导入：{outcome.problems[0]}")
    load_duties(by=_BY, at=at)


def _sign_in(edition: str, at: datetime) -> None:
    """Give the log-ins their password, and write down that the demonstration is complete."""
    from django.contrib.auth.hashers import make_password
    from django.db import transaction

    from gongkai.doors.cli.demonstration.town import LOGINS, PASSWORD, TOWN
    from gongkai.records.bodies.codes import full_code
    from gongkai.records.bodies.models import Person
    from gongkai.records.ledger.actions import record_act

    with transaction.atomic():
        logins = [login for login, *_ in LOGINS]
        Person.objects.filter(login__in=logins).update(password=make_password(PASSWORD))
        record_act(
            verb=_VERB,
            subject_kind="demonstration",
            subject_key=edition,
            body_code=full_code(TOWN),
            by=_BY,
            at=at,
            detail={"logins": logins},
        )


def _tell() -> None:
    from gongkai.doors.cli.demonstration.duties import tell_duties
    from gongkai.doors.cli.demonstration.town import LOGINS, PASSWORD
    from gongkai.records.bodies.models import Body, Role
    from gongkai.records.disclosure.models import Item

    print(
        f"演示镇：邵岗镇 2018（演示数据），{Body.objects.count()} 个机构，{Item.objects.count()} 条公开信息。"
    )
    print(tell_duties())
    print(f"演示账号（密码都是 {PASSWORD}）：")
    for login, name, role, _ in LOGINS:
        print(f"  {login:10}{Role(role).label}（{name}）")
