"""``gongkai worker``: does what waits in the outbox (channels, long ledgers), alone or inside ``serve``."""

from __future__ import annotations

import argparse
import sys
import threading

from gongkai.channels.port import ChannelPort, Outcome
from gongkai.doors import clock
from gongkai.doors.cli.database import wake
from gongkai.doors.cli.upkeep import keep_files

PAUSE = 5.0
"""Seconds between two looks into an empty outbox."""


def configure(parser: argparse.ArgumentParser) -> None:
    """One switch, for a timer of the system and for tests."""
    parser.add_argument("--once", action="store_true", help="办完现有的待发任务就退出，不再等待")


def run(arguments: argparse.Namespace) -> int:
    """Work until interrupted, or until the outbox is empty."""
    wake()
    ports = wired_ports()
    if arguments.once:
        while deliver_and_tell(ports) + bring_ledgers() or keep_files():
            pass
        return 0
    print("待发任务处理已启动，按 Ctrl-C 结束。", flush=True)
    work(ports, threading.Event())
    return 0


def wired_ports() -> dict[str, ChannelPort]:
    """The adapter of every channel, as the settings wire them."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    return {channel: import_string(path)() for channel, path in settings.CHANNEL_ADAPTERS.items()}


def work(ports: dict[str, ChannelPort], stopped: threading.Event) -> None:
    """Look into the outbox until ``stopped``; a fault of one look is told, and the next look is tried."""
    from django.db import close_old_connections

    while not stopped.is_set():
        busy = 0
        try:
            close_old_connections()
            busy = deliver_and_tell(ports) + bring_ledgers() + keep_files()
        except Exception as problem:  # the worker outlives a lost database and a broken adapter
            sys.stderr.write(f"gongkai: 处理待发任务出错，稍后再试：{problem!r}\n")
        if not busy:
            stopped.wait(PAUSE)


def deliver_and_tell(ports: dict[str, ChannelPort]) -> int:
    """Deliver what is due; say what a person must do, and what failed. Returns the number of deliveries."""
    from gongkai.channels.dispatch import deliver_due

    outcomes = deliver_due(ports, at=clock.now())
    for key, outcome in outcomes.items():
        if text := _told(outcome):
            print(f"{key}：{text}", flush=True)
    return len(outcomes)


def bring_ledgers() -> int:
    """Look at the long ledgers that were uploaded, and bring in those that were confirmed. Returns how many."""
    from django.conf import settings

    from gongkai.doors.cli.ledgers import all_kinds
    from gongkai.records.intake.jobs import run_due

    return run_due(all_kinds(), settings.HOME, at=clock.now())


def _told(outcome: Outcome) -> str:
    if outcome.failure is None:
        return outcome.needs_person
    words = {
        "retry": "暂时没有送达，稍后自动再试。",
        "content": "渠道不接受这条内容，请修改后重发。",
        "target": "投放点有误，请核对账号或位置。",
        "unknown": "不知道是否送达，请先查看渠道再决定，不要重发。",
    }[outcome.failure.value]
    return f"{words}（{outcome.evidence}）" if outcome.evidence else words
