"""``gongkai serve`` and ``worker`` as a town starts them: in a process of their own, on a home of their own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

PUT = """
import django
django.setup()
from datetime import datetime, timezone
from django.db import transaction
from gongkai.records.ledger.actions import put_in_outbox
payload = {"title": "低保名单", "text": "", "channel": "board", "target": "邵南村公开栏"}
with transaction.atomic():
    put_in_outbox(key="送-1", kind="delivery", payload=payload, due=datetime(2018, 3, 1, tzinfo=timezone.utc))
"""
DEMONSTRATION = """
import django
django.setup()
from gongkai.records.bodies.models import Person
person = Person.objects.create_person("yanshi", "演示员", "a password that everybody knows")
Person.objects.filter(pk=person.pk).update(demonstration=True)
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home nobody has used, with the settings of a town that just installed the platform."""
    return clean_environment(tmp_path / "home")


def clean_environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GONGKAI_")}
    return kept | {
        "GONGKAI_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
        "PYTHONUNBUFFERED": "1",
    }


@pytest.fixture(scope="session")
def migrated_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose tables are made, once for all tests."""
    home = tmp_path_factory.mktemp("migrated") / "home"
    assert gongkai(clean_environment(home), "doctor", "--migrate").returncode == 0
    return home


@pytest.fixture
def ready(environment: dict[str, str], migrated_home: Path) -> dict[str, str]:
    """A home nobody has used, with its tables made."""
    shutil.copytree(migrated_home, environment["GONGKAI_HOME"])
    return environment


def gongkai(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def python(environment: dict[str, str], program: str) -> None:
    subprocess.run([sys.executable, "-c", program], env=environment, check=True, timeout=60)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(environment: dict[str, str], port: int) -> Iterator[subprocess.Popen[str]]:
    """A server that has said where it listens; stopped hard if the test did not stop it."""
    running = subprocess.Popen(
        [sys.executable, "-m", "gongkai", "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield running
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.communicate(timeout=30)


def answered(port: int, path: str = "/") -> int:
    """The status of a page; waits while the server is starting."""
    for _ in range(200):
        try:
            asked = HTTPConnection("127.0.0.1", port, timeout=10)
            asked.request("GET", path)
            return asked.getresponse().status
        except OSError:
            time.sleep(0.1)
        finally:
            asked.close()
    raise AssertionError(f"nobody answers at port {port}")


def refused(port: int) -> bool:
    """Whether nobody listens any more."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) != 0


def test_a_database_without_tables_is_refused_in_one_line(environment: dict[str, str]) -> None:
    done = gongkai(environment, "serve")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "gongkai demo" in done.stderr


def test_it_serves_says_where_and_stops_when_asked(ready: dict[str, str]) -> None:
    python(ready, PUT)
    port = free_port()
    with serving(ready, port) as running:
        assert answered(port, "/nothing-is-here/") == 404
        assert running.stdout is not None
        second = gongkai(ready, "serve", "--port", str(port))
        assert second.returncode == 2
        assert f"端口 {port} 已被占用" in second.stderr
        os.killpg(running.pid, signal.SIGINT)  # as Ctrl-C does: to every process of the terminal at once
        said, _ = running.communicate(timeout=30)
    assert running.returncode == 0
    lines = said.splitlines()
    assert "按 Ctrl-C 结束。" in lines
    assert "送-1：请将《低保名单》张贴到邵南村公开栏，并拍照登记凭证。" in lines
    assert lines[-1] == "已停止。"
    assert "Traceback" not in said


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP], ids=["service-manager", "closed-terminal"])
def test_whoever_stops_it_stops_all_of_it(ready: dict[str, str], sign: signal.Signals) -> None:
    port = free_port()
    with serving(ready, port) as running:
        answered(port)
        running.send_signal(sign)
        running.communicate(timeout=30)
    assert running.returncode == 0
    assert refused(port)


def test_a_server_that_was_killed_leaves_nobody_behind_to_hold_the_port(ready: dict[str, str]) -> None:
    port = free_port()
    with serving(ready, port) as running:
        answered(port)
        running.kill()
        assert any(refused(port) or time.sleep(0.1) for _ in range(100))


def test_demonstration_log_ins_never_serve_the_public(ready: dict[str, str]) -> None:
    python(ready, DEMONSTRATION)
    public = ready | {"GONGKAI_DEVELOPMENT": "0", "GONGKAI_HOSTS": "gk.example.gov.cn"}
    done = gongkai(public, "serve", "--port", str(free_port()))
    assert done.returncode == 2
    assert "[D502] 有 1 个演示账号仍可登录" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "settings", "said"),
    [
        (["--port", "x"], {}, "端口应为 1 到 65535 的整数"),
        (["--port", "70000"], {}, "端口应为 1 到 65535 的整数"),
        (["--host", "nosuch.invalid"], {}, "地址“nosuch.invalid”不对"),
        (["--host", "192.0.2.1"], {}, "不能在 192.0.2.1:8000 上监听"),
        ([], {"GONGKAI_DEVELOPMENT": "0", "GONGKAI_HOSTS": "*"}, "[D203]"),
        ([], {"GONGKAI_DEVELOPMENT": "maybe"}, "[G001]"),
        ([], {"GONGKAI_SECRET_KEY": "short"}, "[G002]"),
        ([], {"GONGKAI_DATABASE_URL": "nonsense"}, "[G00"),
        ([], {"GONGKAI_DATABASE_URL": "mysql://x@y/z"}, "[G005]"),
        ([], {"GONGKAI_IDLE_MINUTES": "1"}, "[G006]"),
        ([], {"GONGKAI_SECOND_FACTOR": "clerk,king"}, "[G007]"),
    ],
)
def test_what_cannot_serve_is_refused_in_one_line(
    ready: dict[str, str], words: list[str], settings: dict[str, str], said: str
) -> None:
    done = gongkai(ready | settings, "serve", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_worker_empties_the_outbox_and_tells_what_a_person_must_do(ready: dict[str, str]) -> None:
    python(ready, PUT)
    done = gongkai(ready, "worker", "--once")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "送-1：请将《低保名单》张贴到邵南村公开栏，并拍照登记凭证。\n"
    assert gongkai(ready, "worker", "--once").stdout == ""
