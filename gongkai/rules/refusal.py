"""拒收: why an input cannot be used, said for the person who gave it."""

from __future__ import annotations


class Refusal(Exception):
    """The input or the arguments cannot be used; nothing was changed.

    ``str(refusal)`` is one Chinese sentence (no line break) that says what is wrong, where, and what to do.
    At a terminal it becomes one line on stderr and exit status 2; on a page it stands beside the field.
    """

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split("\n")))


class OvertakenError(Refusal):
    """Somebody changed the thing after it was shown; nothing was done now. On a page it is a conflict, status 409."""
