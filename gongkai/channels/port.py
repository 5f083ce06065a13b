"""What a channel must answer. An adapter sees only this module and the wire."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Failure(Enum):
    """Why a delivery did not succeed, and so who must act."""

    RETRY = "retry"
    """The wire: try again later, nobody needs to act."""
    CONTENT = "content"
    """The channel refuses this content: the clerk must change it."""
    TARGET = "target"
    """The account or board is wrong: the clerk must mend the target."""
    UNKNOWN = "unknown"
    """Nobody knows whether it went out: look, then ask a person; never repeat blindly."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is to be put out: plain values, so that no adapter holds a row or a transaction."""

    key: str
    title: str
    text: str
    channel: str
    target: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a channel answered. ``needs_person`` is the task that a person must do, in Chinese."""

    failure: Failure | None = None
    evidence: str = ""
    needs_person: str = ""


class ChannelPort(Protocol):
    """One adapter."""

    def submit(self, delivery: Delivery) -> Outcome:
        """Put one delivery out, at most once for its key."""
        ...
