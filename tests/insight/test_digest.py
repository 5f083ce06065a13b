"""Letters: to whom, saying what, once a person and day, and what a mail server's fault does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.readings.insight.digest import DAILY, WEEKLY, Letter, ask_for_letters, letters, send_letters
from gongkai.records.bodies.models import Person
from gongkai.records.catalogue.models import Obligation
from gongkai.records.ledger.models import OutboxRow
from tests.workbench.town import NOW, TODAY, Town, make_town

pytestmark = pytest.mark.django_db
ADDRESS = "https://gk.example.gov.cn"


@pytest.fixture
def town() -> Town:
    """The county, everybody with an e-mail address."""
    made = make_town()
    for person in Person.objects.all():
        person.email = f"{person.login}@example.gov.cn"
        person.save()
    return made


def told(rhythm: object, on: date = TODAY) -> dict[str, str]:
    """Text by log-in."""
    assert rhythm in (DAILY, WEEKLY)
    chosen = DAILY if rhythm is DAILY else WEEKLY
    return {person.login: letter.text for person, letter in letters(chosen, on, address=ADDRESS)}


def test_daily_letters_go_to_who_writes_and_weekly_ones_to_who_reads(town: Town) -> None:
    assert set(told(DAILY)) == {"clerk", "liaison", "other"}
    assert set(told(WEEKLY)) == {"clerk", "liaison", "other", "leader", "reviewer", "auditor"}


def test_a_letter_says_what_is_due_near_and_late_in_ones_own_sight(town: Town) -> None:
    text = told(DAILY)["liaison"]
    assert "今天到期 0 项，已经逾期 2 项，7 天内到期 1 项" in text
    assert "2018-06-20  演示村  低保审批结果" in text
    assert "邻村" not in text
    assert f"{ADDRESS}/workbench/" in text
    assert "邻村：逾期 2，今天 0，7 天内 0" in told(DAILY)["clerk"]


def test_no_letter_carries_a_title_that_somebody_typed(town: Town) -> None:
    assert all("第二批" not in text for text in told(WEEKLY).values())


def test_who_has_no_address_no_post_or_nothing_to_be_told_gets_none(town: Town) -> None:
    Person.objects.filter(login="clerk").update(email="")
    Person.objects.filter(login="other").update(is_active=False)
    assert set(told(DAILY)) == {"liaison"}
    Obligation.objects.update(met_on=TODAY)
    assert told(DAILY) == {}


def test_a_letter_is_asked_for_and_sent_once_a_day(town: Town) -> None:
    sent: list[Letter] = []
    assert ask_for_letters(DAILY, TODAY, at=NOW, address=ADDRESS) == 3
    assert ask_for_letters(DAILY, TODAY, at=NOW, address=ADDRESS) == 0
    assert send_letters(sent.append, at=NOW) == (3, [])
    assert ask_for_letters(DAILY, TODAY, at=NOW, address=ADDRESS) == 0
    assert send_letters(sent.append, at=NOW + timedelta(hours=1)) == (0, [])
    assert sorted(letter.to for letter in sent) == [
        "clerk@example.gov.cn",
        "liaison@example.gov.cn",
        "other@example.gov.cn",
    ]
    assert ask_for_letters(DAILY, TODAY + timedelta(days=1), at=NOW, address=ADDRESS) == 3


def test_the_weekly_letter_is_one_for_the_whole_week(town: Town) -> None:
    assert ask_for_letters(WEEKLY, TODAY, at=NOW, address=ADDRESS) == 6
    assert ask_for_letters(WEEKLY, TODAY + timedelta(days=2), at=NOW, address=ADDRESS) == 0
    assert ask_for_letters(WEEKLY, TODAY + timedelta(days=3), at=NOW, address=ADDRESS) == 6


def test_what_a_mail_server_does_not_take_comes_up_again_five_times(town: Town) -> None:
    ask_for_letters(DAILY, TODAY, at=NOW, address=ADDRESS)

    def refuse(letter: Letter) -> None:
        if letter.to.startswith("clerk"):
            raise OSError("mailbox unavailable")

    sent, problems = send_letters(refuse, at=NOW)
    assert sent == 2
    assert problems == ["clerk@example.gov.cn：mailbox unavailable"]
    assert send_letters(refuse, at=NOW) == (0, [])
    for attempt in range(1, 9):
        send_letters(refuse, at=NOW + attempt * timedelta(minutes=20))
    row = OutboxRow.objects.get(key=DAILY.key(town.people["clerk"].pk, TODAY))
    assert row.done_at is not None
    assert row.attempts == 6


def test_a_letter_taken_off_the_outbox_is_not_sent_again_after_a_crash(town: Town) -> None:
    ask_for_letters(DAILY, TODAY, at=NOW, address=ADDRESS)

    def die(letter: Letter) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_letters(die, at=NOW)
    sent: list[Letter] = []
    send_letters(sent.append, at=NOW + timedelta(hours=1))
    assert len(sent) == 2
