"""期限: reply, extension, correction, consultation, publication, under the law of the day of receipt."""

from gongkai.rules.deadlines.limits import ACTS, CAUSES, LAWS, Act, Cause, Law, Limit, law_on, limit, limits
from gongkai.rules.deadlines.receipt import WAYS, Receipt, Way, receipt
from gongkai.rules.deadlines.reckoning import CountedDay, Deadline, FirstDay, Pause, deadline

__all__ = [
    "ACTS",
    "CAUSES",
    "LAWS",
    "WAYS",
    "Act",
    "Cause",
    "CountedDay",
    "Deadline",
    "FirstDay",
    "Law",
    "Limit",
    "Pause",
    "Receipt",
    "Way",
    "deadline",
    "law_on",
    "limit",
    "limits",
    "receipt",
]
