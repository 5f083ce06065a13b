"""健康检查: what must hold before the platform may serve, each with a number, what is wrong and how to mend it.

``gongkai doctor`` shows all of it; ``gongkai serve`` refuses to start on what is unsafe.
"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

Severity = Literal["ok", "warning", "error"]
GIGABYTE = 1024**3
LEAST_SPACE, SMALL_SPACE = GIGABYTE // 5, GIGABYTE
LEAST_SQLITE = (3, 31, 0)
LEAST_POSTGRESQL = 15_00_00
BUILT_IN = 2026
"""A clock that shows an earlier year is wrong: the platform did not exist."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one check says; ``mend`` is what to do, empty when all is well."""

    number: str
    severity: Severity
    text: str
    mend: str = ""


def checks(at: datetime) -> Iterator[Told]:
    """Everything ``gongkai doctor`` looks at, in order; what stands on the database ends with the first that fails."""
    yield from home()
    yield from secret_key()
    yield disk_space()
    yield from unsafe_settings()
    yield pdf_fonts()
    yield calendar(at)
    reached = database()
    yield reached
    if reached.severity == "error":
        return
    tables = migrated()
    yield tables
    if tables.severity == "error":
        return
    yield last_act()
    yield clock(at)
    yield from known_passwords()


def home() -> Iterator[Told]:
    """GONGKAI_HOME: everything a town owns lies here, so nobody else on the machine may look in."""
    from django.conf import settings

    folder: Path = settings.HOME
    if not folder.is_dir():
        yield Told("D101", "error", f"数据目录 {folder} 不存在", "请建立该目录，或用 GONGKAI_HOME 指定另一处")
        return
    try:
        probe = folder / ".doctor"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as problem:
        told = f"数据目录 {folder} 不能写入（{problem.strerror}）"
        yield Told("D101", "error", told, "请把该目录的所有者改为运行本平台的用户")
        return
    yield Told("D101", "ok", f"数据目录 {folder} 可以写入")
    if folder.stat().st_mode & stat.S_IRWXO:
        yield Told("D102", "warning", "本机其他用户能进入数据目录", f"请执行 chmod 750 {folder}")
    else:
        yield Told("D102", "ok", "本机其他用户不能进入数据目录")


def secret_key() -> Iterator[Told]:
    """The key that signs sessions: whoever reads it can sign in as anybody."""
    from django.conf import settings

    key: Path = settings.HOME / "secret.key"
    if not key.exists():
        yield Told("D103", "ok", "密钥由 GONGKAI_SECRET_KEY 给出")
    elif key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Told("D103", "error", "密钥文件能被其他用户读取", f"请执行 chmod 600 {key}，并更换密钥")
    else:
        yield Told("D103", "ok", "密钥文件只有本用户能读")


def disk_space() -> Told:
    """Room for the database to grow, and for a backup beside it."""
    from django.conf import settings

    free = shutil.disk_usage(settings.HOME if settings.HOME.is_dir() else "/").free
    text = f"磁盘剩余 {free / GIGABYTE:.1f} GB"
    if free < SMALL_SPACE:
        severity: Severity = "error" if free < LEAST_SPACE else "warning"
        return Told("D104", severity, text, "请清理磁盘或换到更大的磁盘；空间用尽时不能登记和导入")
    return Told("D104", "ok", text)


def unsafe_settings() -> Iterator[Told]:
    """What must not be set where the public looks."""
    from django.conf import settings

    if settings.DEVELOPMENT:
        mend = "正式使用前请设 GONGKAI_DEVELOPMENT=0、GONGKAI_HOSTS=单位域名，并用 HTTPS"
        yield Told("D201", "ok", f"试用状态，只供本机打开（{mend}）")
        return
    if settings.DEBUG:
        yield Told("D202", "error", "调试开关 DEBUG 打开，出错页会泄露内部信息", "请关闭 DEBUG")
    hosts = {name.strip() for name in settings.ALLOWED_HOSTS}
    if "*" in hosts or "" in hosts:
        told = "GONGKAI_HOSTS 含“*”或空值，任何域名都会被接受"
        yield Told("D203", "error", told, "请写明单位的域名，如 GONGKAI_HOSTS=gk.example.gov.cn")
    elif hosts <= {"127.0.0.1", "localhost", "[::1]"}:
        told = "GONGKAI_HOSTS 只有本机，公众打不开"
        yield Told("D203", "warning", told, "请写明单位的域名，如 GONGKAI_HOSTS=gk.example.gov.cn")
    else:
        yield Told("D203", "ok", f"只接受域名 {'、'.join(sorted(hosts))}")


def pdf_fonts() -> Told:
    """Fonts for the PDF of a report."""
    from gongkai.readings.annual.render.fonts import typefaces

    try:
        _, faces = typefaces()
    except RuntimeError:
        return Told("D301", "error", "缺少中文字体，不能生成 PDF", "请重新执行 make setup")
    return Told("D301", "ok", f"PDF 字体：正文 {faces.body[0]}，标题 {faces.title[0]}")


def calendar(at: datetime) -> Told:
    """The holiday notice of this year: without it, every deadline is provisional."""
    from gongkai.rules.calendar import Calendar

    if Calendar().is_loaded(at.year):
        return Told("D302", "ok", f"{at.year} 年放假安排已载入")
    return Told(
        "D302", "warning", f"{at.year} 年放假安排未载入，今年的期限都是暂定的", "请升级到含当年放假安排的版本"
    )


def database() -> Told:
    """Whether the database answers, and can do what the platform needs."""
    from django.db import DatabaseError, connection

    mend = "请检查 GONGKAI_DATABASE_URL，确认数据库已启动、账号有权限"
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SHOW server_version_num")
                return _postgresql(int(cursor.fetchone()[0]))
            cursor.execute("SELECT sqlite_version()")
            version = str(cursor.fetchone()[0])
            cursor.execute("PRAGMA journal_mode")
            mode = str(cursor.fetchone()[0])
    except DatabaseError as problem:
        return Told("D401", "error", f"连不上数据库（{' '.join(str(problem).split())}）", mend)
    if tuple(map(int, version.split("."))) < LEAST_SQLITE:
        return Told("D402", "error", f"SQLite {version} 太旧", "请换用带 SQLite 3.31 或更新版本的 Python")
    if mode != "wal":
        told = f"SQLite 没有用 WAL 日志（现在是 {mode}）"
        return Told("D403", "warning", told, "数据目录可能在网络盘上：请移到本机磁盘，否则断电可能丢失数据")
    return Told("D401", "ok", f"数据库 SQLite {version}（WAL）")


def _postgresql(number: int) -> Told:
    version = f"{number // 10_000}.{number % 10_000}"
    if number < LEAST_POSTGRESQL:
        return Told("D402", "error", f"PostgreSQL {version} 太旧", "请升级到 PostgreSQL 15 或更新版本")
    return Told("D401", "ok", f"数据库 PostgreSQL {version}")


def migrated() -> Told:
    """Whether the tables are those of this version."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        mend = "请先备份，再执行 gongkai doctor --migrate"
        return Told("D404", "error", f"数据库有 {waiting} 项升级没有执行", mend)
    return Told("D404", "ok", "数据库表结构与本版本相符")


def last_act() -> Told:
    """The newest act follows from the one before; ``gongkai verify`` walks the whole chain."""
    from gongkai.records.ledger.queries import head_state

    state = head_state()
    if state.broken_at is not None:
        told = f"留痕链的最新一条（第 {state.broken_at} 号）对不上"
        return Told(
            "D405", "error", told, "数据库可能被直接改动过：请执行 gongkai verify 找到断处，并与备份核对"
        )
    return Told("D405", "ok", f"留痕 {state.acts} 条，最新一条与前一条相接" if state.acts else "还没有留痕")


def clock(at: datetime) -> Told:
    """A clock that stands wrong makes every deadline and every act wrong."""
    from gongkai.records.ledger.queries import newest_act_at

    mend = "请校准系统时间（如启用 NTP 对时）"
    newest = newest_act_at()
    if at.year < BUILT_IN:
        return Told("D501", "error", f"系统时间是 {at:%Y-%m-%d %H:%M}，早于本平台问世", mend)
    if newest is not None and newest > at:
        moment = newest.astimezone(at.tzinfo)
        told = f"系统时间 {at:%Y-%m-%d %H:%M} 早于最近一条留痕 {moment:%Y-%m-%d %H:%M}"
        return Told("D501", "error", told, mend)
    return Told("D501", "ok", f"系统时间 {at:%Y-%m-%d %H:%M}")


def known_passwords() -> Iterator[Told]:
    """The demonstration log-ins have passwords that everybody can read: never where the public looks."""
    from django.conf import settings

    from gongkai.records.bodies.queries import demonstration_logins

    logins = demonstration_logins()
    if not logins:
        yield Told("D502", "ok", "没有可登录的演示账号")
    elif settings.DEVELOPMENT:
        yield Told("D502", "ok", f"有 {len(logins)} 个演示账号（试用状态）")
    else:
        told = f"有 {len(logins)} 个演示账号仍可登录，密码人人可知"
        yield Told(
            "D502", "error", told, "正式使用请换一个空的 GONGKAI_HOME 或 GONGKAI_DATABASE_URL，不要载入演示镇"
        )


UNSAFE_TO_SERVE: tuple[Callable[[], Iterator[Told]], ...] = (secret_key, unsafe_settings, known_passwords)
"""What ``gongkai serve`` refuses to start on."""
