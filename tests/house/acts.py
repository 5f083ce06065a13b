"""Every act can be read: its verb has a Chinese sentence, and no sentence is left without an act."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.ground import Tree

WORDS = "gongkai/doors/workbench/history.py"
WORDS_NAME = "VERBS"
WRITERS = {"record_act", "_act", "note_person"}
"""Functions whose verb is the keyword ``verb`` or the first argument."""


def verbs_written(tree: Tree) -> Iterator[tuple[str, str]]:
    """Verbs of acts as the code writes them, each with its place; a verb that is handed through is not one."""
    for source in tree.sources:
        if not source.under("gongkai"):
            continue
        named = dict(_constants(source.tree))
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id not in WRITERS:
                continue
            given = next((word.value for word in node.keywords if word.arg == "verb"), None)
            given = given or (node.args[0] if node.args else None)
            verb = _text(given, named)
            if verb is not None:
                yield verb, f"{source.path}:{node.lineno}"


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names of a module that stand for a text."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            text = _text(node.value, {})
            if text is not None:
                yield node.targets[0].id, text


def _text(node: ast.expr | None, named: dict[str, str]) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return named.get(node.id) if isinstance(node, ast.Name) else None


def words_of_verbs(tree: Tree) -> set[str]:
    """Verbs that the workbench can say in Chinese."""
    (source,) = [found for found in tree.sources if found.path == WORDS]
    tables = [
        node.value
        for node in source.tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == WORDS_NAME
    ]
    keys = [key for table in tables if isinstance(table, ast.Dict) for key in table.keys]
    return {str(key.value) for key in keys if isinstance(key, ast.Constant)}


def speechless(tree: Tree) -> list[str]:
    """Acts without words, and words without an act."""
    written = dict(verbs_written(tree))
    known = words_of_verbs(tree)
    unsaid = [
        f"{place}: {WORDS_NAME} has no words for “{verb}”"
        for verb, place in written.items()
        if verb not in known
    ]
    idle = [f"{WORDS}: no act is called “{verb}”" for verb in sorted(known - set(written))]
    return unsaid + idle
