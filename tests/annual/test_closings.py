"""Whether an application was closed in time, from its chain of actions. Due days reckoned by hand from the notices."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.readings.annual.tallies.closings import Closing, Done, closing
from gongkai.rules.refusal import Refusal

RECEIVED = date(2018, 3, 1)
"""A Thursday. 15 working days on is 22 March; 30 is 13 April (清明 5 to 7 April, 8 April worked)."""


def done(verb: str, month: int, day: int, extended_to: date | None = None) -> Done:
    return Done(verb, date(2018, month, day), extended_to)


def closed(*chain: Done, received: date = RECEIVED, way: str = "in_person") -> Closing:
    end = closing(received, way, chain)
    assert end is not None
    return end


@pytest.mark.parametrize(
    ("actions", "standing", "due"),
    [
        ([done("replied", 3, 22)], "on_time", date(2018, 3, 22)),
        ([done("replied", 3, 23)], "late", date(2018, 3, 22)),
        ([done("settled", 3, 1)], "on_time", date(2018, 3, 22)),
        ([done("withdrawn", 3, 30)], "late", date(2018, 3, 22)),
        ([done("extended", 3, 20), done("replied", 4, 13)], "extended", date(2018, 4, 13)),
        ([done("extended", 3, 20), done("replied", 4, 16)], "late", date(2018, 4, 13)),
        ([done("extended", 3, 20), done("replied", 3, 21)], "extended", date(2018, 4, 13)),
        ([done("extended", 3, 20, date(2018, 6, 1)), done("replied", 4, 16)], "late", date(2018, 4, 13)),
        (
            [done("extended", 3, 20, date(2018, 3, 30)), done("replied", 4, 2)],
            "late",
            date(2018, 3, 30),
        ),
        (
            [done("third_party_asked", 3, 5), done("third_party_answered", 3, 9), done("replied", 3, 29)],
            "on_time",
            date(2018, 3, 29),
        ),
        ([done("third_party_asked", 3, 5), done("replied", 5, 2)], "on_time", date(2018, 5, 22)),
        (
            [done("correction_asked", 3, 5), done("corrected", 3, 20), done("replied", 4, 10)],
            "on_time",
            date(2018, 4, 11),
        ),
        ([done("correction_asked", 3, 5), done("abandoned", 6, 1)], "on_time", None),
    ],
)
def test_standing(actions: list[Done], standing: str, due: date | None) -> None:
    end = closed(*actions)
    assert (end.standing, end.due) == (standing, due)
    assert end.on == actions[-1].on


def test_an_open_application_has_no_closing() -> None:
    assert closing(RECEIVED, "fax", [done("extended", 3, 20)]) is None


def test_the_first_closing_counts() -> None:
    end = closed(done("settled", 3, 2), done("replied", 6, 1))
    assert (end.verb, end.on, end.standing) == ("settled", date(2018, 3, 2), "on_time")


def test_the_period_begins_with_the_confirmation_where_one_is_needed() -> None:
    confirmed = [done("confirmed", 3, 5), done("replied", 3, 26)]
    by_net, in_person = closed(*confirmed, way="online"), closed(*confirmed)
    assert (by_net.standing, by_net.due) == ("on_time", date(2018, 3, 26))
    assert (in_person.standing, in_person.due) == ("late", date(2018, 3, 22))


def test_without_a_written_confirmation_the_stricter_day_is_taken() -> None:
    assert closed(done("replied", 3, 23), way="online").standing == "late"


def test_the_law_is_that_of_the_day_of_receipt() -> None:
    received = date(2019, 5, 15)
    end = closed(Done("replied", date(2019, 6, 13)), received=received)
    assert (end.standing, end.due) == ("on_time", date(2019, 6, 13))


def test_days_that_cannot_be_are_refused() -> None:
    with pytest.raises(Refusal, match="尚未施行"):
        closed(done("replied", 3, 22), received=date(2007, 1, 1))
    with pytest.raises(Refusal, match="已经办过"):
        closed(done("extended", 3, 5), done("extended", 3, 6), done("replied", 3, 22))
