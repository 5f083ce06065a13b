"""Several people at one obligation in the same moment, each a process of their own: one acts, the others are told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.records.catalogue.turns import OvertakenError, as_seen, state_mark
from tests.workbench.town import NOW, TODAY, make_town

MAKE = """
import django
django.setup()
from tests.workbench.town import make_town
print(make_town().late.pk)
"""
ACT = """
import sys
import django
django.setup()
from datetime import date, datetime, timezone
from gongkai.records.catalogue.actions import excuse_obligation
from gongkai.records.catalogue.models import Obligation
from gongkai.records.catalogue.turns import OvertakenError, as_seen, state_mark
duty = Obligation.objects.get(pk=int(sys.argv[1]))
mark = state_mark(duty)
print("ready", flush=True)
sys.stdin.readline()
try:
    with as_seen(duty, mark) as now:
        excuse_obligation(now, why=sys.argv[2], first=date(2018, 6, 15), until=date(2018, 12, 31), by=sys.argv[2],
                          at=datetime(2018, 6, 15, tzinfo=timezone.utc))
    print("done")
except OvertakenError as told:
    print(told)
"""


def test_one_of_five_acts_and_the_others_are_told(tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
        "GONGKAI_HOME": str(tmp_path),
        "GONGKAI_DATABASE_URL": "",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    migrate = [sys.executable, "-m", "django", "migrate", "-v", "0"]
    subprocess.run(migrate, env=environment, check=True)
    made = [sys.executable, "-c", MAKE]
    key = subprocess.run(made, env=environment, check=True, capture_output=True, text=True).stdout.strip()
    people = [
        subprocess.Popen(
            [sys.executable, "-c", ACT, key, f"演示{number}"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(5)
    ]
    for person in people:
        assert person.stdout is not None
        assert person.stdout.readline() == "ready\n"
    for person in people:
        assert person.stdin is not None
        person.stdin.write("\n")
        person.stdin.flush()
    said = [person.communicate(timeout=60)[0].strip() for person in people]
    (winner,) = [number for number, told in enumerate(said) if told == "done"]
    others = [told for told in said if told != "done"]
    assert others == [f"“演示{winner}”刚刚办理了这项义务，您的操作没有生效。请看清现在的情况再决定。"] * 4


@pytest.mark.django_db
def test_what_is_as_it_was_seen_can_be_changed_and_then_no_more() -> None:
    duty = make_town().late
    mark = state_mark(duty)
    with as_seen(duty, mark) as now:
        now.met_on = TODAY
        now.save()
    with pytest.raises(OvertakenError, match="您的操作没有生效"), as_seen(duty, mark):
        raise AssertionError(NOW)
