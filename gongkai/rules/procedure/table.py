"""A transition table: states, the steps between them, and named groups of states. Data one can print for a clerk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Transition:
    """One step: from which states it may be taken and where it leads."""

    verb: str
    label: str
    froms: tuple[str, ...]
    to: str
    article: str | None = None
    """The article that knows this step; None where it is plain office work."""
    article_2007: str | None = None
    """The same under the 2007 regulation, where it differs and is verified."""
    laws: tuple[str, ...] = ()
    """The laws (2007, 2019) under which the step exists; empty for both."""

    def basis(self, law: str) -> str | None:
        """The article under ``law`` (2007 or 2019), None where none is known."""
        return self.article_2007 if law == "2007" else self.article


@dataclass(frozen=True, slots=True)
class Procedure:
    """States with their Chinese names, the steps, and groups of states with a name."""

    name: str
    states: Mapping[str, str]
    start: str
    transitions: tuple[Transition, ...]
    groups: Mapping[str, frozenset[str]]

    def allowed(self, state: str, law: str | None = None) -> tuple[Transition, ...]:
        """The steps that may be taken from ``state``, under ``law`` if one is given."""
        return tuple(
            step
            for step in self.transitions
            if state in step.froms and (law is None or not step.laws or law in step.laws)
        )

    def step(self, state: str, verb: str, law: str | None = None) -> Transition:
        """The transition ``verb`` from ``state``.

        Raises Refusal, naming what may be done instead, when the step is not allowed there.
        """
        allowed = self.allowed(state, law)
        for one in allowed:
            if one.verb == verb:
                return one
        wanted = next((one.label for one in self.transitions if one.verb == verb), verb)
        instead = f"现在可以：{'、'.join(one.label for one in allowed)}" if allowed else "已经没有后续环节"
        raise Refusal(f"{self.name}处于“{self.states[state]}”，不能“{wanted}”；{instead}。")

    def within(self, state: str, group: str) -> bool:
        """Whether ``state`` belongs to the named group."""
        return state in self.groups[group]
