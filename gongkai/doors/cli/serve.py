"""``gongkai serve``: portal and workbench in one server, and the outbox beside them."""

from __future__ import annotations

import argparse
import errno
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from gongkai.doors.cli.database import wake
from gongkai.doors.cli.soundness import UNSAFE_TO_SERVE
from gongkai.doors.cli.worker import wired_ports, work
from gongkai.rules.refusal import Refusal

_LOCAL = ("127.0.0.1", "localhost", "::1")
_THREADS = 4 * (os.cpu_count() or 1)
"""More than the cores: a page waits for the database and for slow readers, and must not keep the others waiting."""
_LOOK = 1.0
"""Seconds between two looks of the pages' process after its parent."""
_LEAVE = 10.0
"""Seconds that a delivery under way is waited for at the end."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="地址", help="监听地址，默认 127.0.0.1（只限本机）"
    )
    parser.add_argument("--port", default=8000, type=_port, metavar="端口", help="监听端口，默认 8000")


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted. Raises Refusal when something is unsafe, missing or taken; nothing is started then."""
    wake()
    _refuse_unsafe()
    _refuse_taken(arguments.host, arguments.port)
    lines = list(_welcome(arguments.host, arguments.port))
    _serve(arguments.host, arguments.port, lines)
    return 0


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError("端口应为 1 到 65535 的整数")
    return int(text)


def _refuse_unsafe() -> None:
    for check in UNSAFE_TO_SERVE:
        for told in check():
            if told.severity == "error":
                raise Refusal(f"[{told.number}] {told.text}。{told.mend}。")


def _refuse_taken(host: str, port: int) -> None:
    """Try the address first: a server that cannot have it would only say so in English and try again."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError as problem:
        raise Refusal(
            f"没有权限使用端口 {port}（1024 以下需要管理员权限）。请用 --port 8000 等较大的端口。"
        ) from problem
    except socket.gaierror as problem:
        raise Refusal(f"地址“{host}”不对。请用 --host 127.0.0.1（本机）或本机的 IP 地址。") from problem
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise Refusal(f"端口 {port} 已被占用：可能平台已经启动，或用 --port 换一个端口。") from problem
        raise Refusal(f"不能在 {host}:{port} 上监听（{problem.strerror}）。") from problem


def _welcome(host: str, port: int) -> Iterator[str]:
    """Addresses to open, and who may sign in where the demonstration town is loaded."""
    from django.conf import settings
    from django.urls import Resolver404, resolve

    from gongkai.doors.cli.demonstration.town import PASSWORD
    from gongkai.records.bodies.queries import demonstration_logins

    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host  # noqa: S104
    for name, path in _pages():
        try:
            resolve(path)
        except Resolver404:
            continue
        yield f"{name}  http://{shown}:{port}{path}"
    if logins := demonstration_logins():
        yield f"演示账号  {'、'.join(person.login for person in logins)}（密码 {PASSWORD}）"
    if settings.DEVELOPMENT and host not in _LOCAL:
        yield "注意：现在是试用状态，请不要让公众访问；正式使用请设 GONGKAI_DEVELOPMENT=0。"
    yield "按 Ctrl-C 结束。"


def _pages() -> Iterator[tuple[str, str]]:
    from gongkai.readings.annual.models import Report
    from gongkai.records.bodies.codes import stem

    yield "门户", "/"
    for report in Report.objects.select_related("body").order_by("-year", "body__code")[:3]:
        yield f"{report.body.name} {report.year} 年报", f"/annual/{stem(report.body.code)}/{report.year}/"
    yield "工作台", "/workbench/"
    yield "接口说明", "/api/v1/docs"


def load_application() -> Callable[..., Any]:
    """What the process of the pages runs first: part from the terminal, watch the parent, load the application.

    Ctrl-C reaches every process of a terminal's group at once; a second signal on the heels of the first leaves the
    pages hanging, so only the parent's own reaches them. And a parent that was killed must not leave them behind,
    holding the port.
    """
    from django.conf import settings
    from django.utils.module_loading import import_string

    os.setpgrp()
    threading.Thread(target=_follow, args=(os.getppid(),), name="follow", daemon=True).start()
    application: Callable[..., Any] = import_string(settings.WSGI_APPLICATION)
    return application


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os.kill(os.getpid(), signal.SIGTERM)


def _serve(host: str, port: int, lines: list[str]) -> None:
    """The pages in a process of their own, the outbox in a thread of this one, until SIGINT or SIGTERM."""
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # A forked child would share this process's database connection and find its thread gone.
    multiprocessing.set_start_method("spawn", force=True)
    connections.close_all()
    stopped = threading.Event()
    outbox = threading.Thread(target=work, args=(wired_ports(), stopped), name="outbox", daemon=True)
    server = Granian(
        target="",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=_THREADS,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.error,
    )

    @server.on_startup
    def begin() -> None:
        signal.signal(
            signal.SIGHUP, server.signal_handler_interrupt
        )  # a closed terminal ends the service too
        outbox.start()
        print("\n".join(lines), flush=True)

    server.serve(target_loader=load_application, wrap_loader=False)
    stopped.set()
    outbox.join(_LEAVE)
    print("已停止。", flush=True)
