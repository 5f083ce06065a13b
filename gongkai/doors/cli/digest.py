"""``gongkai digest``: tell people by e-mail what is due, late and near; the machine's timer runs it."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from gongkai.doors.cli.database import wake

if TYPE_CHECKING:
    from gongkai.readings.insight.digest import Letter


def configure(parser: argparse.ArgumentParser) -> None:
    """Daily or weekly, and whether only to show."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--daily", action="store_true", help="每日提醒：发给联络员、信息员和经办人")
    which.add_argument("--weekly", action="store_true", help="每周提醒：发给所有能查看公开内容的人")
    parser.add_argument("--dry-run", action="store_true", help="只显示，不发送")
    parser.epilog = (
        "同一天（每周提醒为同一周）对同一个人只发一次，重复执行不会重发。"
        "没有设 GONGKAI_EMAIL_HOST 时，信件写到 GONGKAI_HOME 的 mail 目录。"
    )


def run(arguments: argparse.Namespace) -> int:
    """Ask for the letters and send them; 1 when a mail server took some of them not."""
    wake()
    from django.conf import settings

    from gongkai.doors.clock import now
    from gongkai.readings.insight.digest import DAILY, WEEKLY, ask_for_letters, letters, send_letters

    at = now()
    rhythm = DAILY if arguments.daily else WEEKLY
    if arguments.dry_run:
        shown = 0
        for _, letter in letters(rhythm, at.date(), address=settings.SITE_ADDRESS):
            print(f"收件人：{letter.to}\n主题：{letter.subject}\n\n{letter.text}\n")
            shown += 1
        print(f"共 {shown} 封，没有发送。")
        return 0
    asked = ask_for_letters(rhythm, at.date(), at=at, address=settings.SITE_ADDRESS)
    sent, problems = send_letters(_send, at=at)
    print(f"新增 {asked} 封，发出 {sent} 封。")
    for problem in problems:
        sys.stderr.write(f"gongkai: 没有发出，稍后再试：{problem}\n")
    return 1 if problems else 0


def _send(letter: Letter) -> None:
    from django.core.mail import EmailMessage

    EmailMessage(subject=letter.subject, body=letter.text, to=[letter.to]).send()
