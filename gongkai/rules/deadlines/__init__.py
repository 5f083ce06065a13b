"""期限: reply, extension, correction, consultation, publication, under the law of the day of arrival."""

from gongkai.rules.deadlines.arrival import WAYS, Arrival, Way, arrival
from gongkai.rules.deadlines.chain import Action, reply_deadline
from gongkai.rules.deadlines.limits import CAUSES, LAWS, STEPS, Cause, Law, Limit, Step, law_on, limit, limits
from gongkai.rules.deadlines.reckoning import CountedDay, Deadline, FirstDay, Pause, Restart, deadline

__all__ = [
    "CAUSES",
    "LAWS",
    "STEPS",
    "WAYS",
    "Action",
    "Arrival",
    "Cause",
    "CountedDay",
    "Deadline",
    "FirstDay",
    "Law",
    "Limit",
    "Pause",
    "Restart",
    "Step",
    "Way",
    "arrival",
    "deadline",
    "law_on",
    "limit",
    "limits",
    "reply_deadline",
]
