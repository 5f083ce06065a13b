"""Migrations stand alone: they import nothing of ours, say what they do, and go up, down and up again."""

from __future__ import annotations

import re

from tests.house.ground import Tree

NAMED = re.compile(r"\d{4}_(?!auto_)[a-z][a-z0-9_]*$")


def imports_of_ours(tree: Tree) -> list[str]:
    """A migration that imports today's code breaks when that code changes."""
    return [
        f"{source.path}:{line}: imports {name}"
        for source in tree.sources
        if "/migrations/" in source.path
        for name, line in source.imports()
        if name.split(".", maxsplit=1)[0] in {"gongkai", "standins", "tests", "bench"}
    ]


def unnamed(tree: Tree) -> list[str]:
    """A migration's name says what happens."""
    return [
        f"{source.path}: the name says nothing"
        for source in tree.sources
        if "/migrations/" in source.path
        and not source.path.endswith("/__init__.py")
        and not NAMED.match(source.path.rpartition("/")[2].removesuffix(".py"))
    ]


def forked(tree: Tree) -> list[str]:
    """Two migrations of one app with one number would have to be merged: they are put in order instead."""
    seen: dict[tuple[str, str], str] = {}
    found = []
    for source in tree.sources:
        folder, _, name = source.path.rpartition("/")
        if not folder.endswith("/migrations") or name == "__init__.py":
            continue
        first = seen.setdefault((folder, name[:4]), source.path)
        if first != source.path:
            found.append(f"{source.path}: has the number of {first}")
    return found
