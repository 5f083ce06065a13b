"""Writers in processes of their own, on a SQLite file as a town has it: nobody waits in vain, the chain stays one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

WRITER = """
import sys
from datetime import datetime, timezone
import django
django.setup()
from django.db import transaction
from gongkai.records.ledger.actions import record_act
for number in range(20):
    with transaction.atomic():
        record_act(verb="登记", subject_kind="item", subject_key=f"{sys.argv[1]}-{number}", body_code="640381106000",
                   by="经办人", at=datetime(2018, 3, 1, tzinfo=timezone.utc))
"""
READER = """
import django
django.setup()
from gongkai.records.ledger.queries import chain_state
state = chain_state()
print(state.acts, state.broken_at)
"""


def test_three_writers_at_once_keep_one_chain(tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
        "GONGKAI_HOME": str(tmp_path),
        "GONGKAI_DATABASE_URL": "",
    }
    run = [sys.executable, "-W", "error", "-c"]
    migrate = [sys.executable, "-m", "django", "migrate", "-v", "0"]
    subprocess.run(migrate, env=environment, check=True)
    writers = [subprocess.Popen([*run, WRITER, str(hand)], env=environment) for hand in range(3)]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    read = subprocess.run([*run, READER], env=environment, check=True, capture_output=True, text=True)
    assert read.stdout.split() == ["60", "None"]
