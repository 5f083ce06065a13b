"""Which module may lean on which, read from the import contracts: the one place where the floors are written down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tests.house.ground import Tree


class Floors:
    """The layers of ``pyproject.toml``: what the import linter holds imports to, told for foreign keys too."""

    def __init__(self, tree: Tree) -> None:
        contracts: list[dict[str, Any]] = tree.settings["tool"]["importlinter"]["contracts"]
        self.stacks = [stack for contract in contracts for stack in _stacks(contract)]

    def may_lean(self, upper: str, lower: str) -> bool:
        """Whether the module ``upper`` may import, or point a foreign key at, the module ``lower``."""
        for stack in self.stacks:
            above, below = _place(stack, upper), _place(stack, lower)
            if above is None or below is None or above == below:
                continue
            if above[0] >= below[0]:
                return False
        return True


Stack = list[set[str]]
"""Layers from the top down, each with the modules that stand side by side in it."""


def _stacks(contract: dict[str, Any]) -> Iterator[Stack]:
    if contract["type"] == "independence":
        yield [set(contract["modules"])]
    elif contract["type"] == "layers":
        for container in contract.get("containers", [""]):
            prefix = f"{container}." if container else ""
            yield [{prefix + name.strip(" ()") for name in layer.split("|")} for layer in contract["layers"]]


def _place(stack: Stack, module: str) -> tuple[int, str] | None:
    """The layer of a module, by number from the top, and the member of the layer it belongs to."""
    for number, layer in enumerate(stack):
        for member in layer:
            if module == member or module.startswith(f"{member}."):
                return number, member
    return None


def upward_keys(floors: Floors, keys: Iterable[tuple[str, str, str]]) -> list[str]:
    """Foreign keys (name, module that has it, module it points at) that do not point down or stay in the room."""
    return [
        f"{name}: {owner} may not lean on {target}"
        for name, owner, target in keys
        if not floors.may_lean(owner, target)
    ]


def foreign_keys() -> Iterator[tuple[str, str, str]]:
    """Every relation between models of the house; the rooms stand in whole modules, so models meet as equals."""
    from django.apps import apps

    for model in apps.get_models():
        if not model.__module__.startswith("gongkai."):
            continue
        for field in model._meta.get_fields():
            target = field.related_model
            if field.auto_created or not isinstance(target, type):
                continue
            if target.__module__.startswith("gongkai."):
                yield f"{model.__name__}.{field.name}", model.__module__, target.__module__
