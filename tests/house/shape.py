"""The shape of the code: sizes, names of folders, imports, and what only one place may do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from tests.house.ground import Source, Tree

FILE_LINES = 400
FUNCTION_LINES = 60
LONG: dict[str, str] = {}
"""Files and functions (``path`` or ``path::function``) that may be longer, each with its reason."""

NAMELESS = {"utils", "util", "helpers", "helper", "common", "core", "misc", "shared", "lib"}
CLOCKS: dict[str, str] = {
    "gongkai/doors/clock.py": "the one place that reads the time",
    "tests/workbench/test_second_factor.py": "plays a person's telephone, which has a clock of its own",
}
"""Files that may read the clock, each with its reason."""
READS_THE_CLOCK = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("time", "ctime"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
}
WEB = ("django.http", "django.forms", "django.shortcuts", "django.urls", "django.views")


def long_files(tree: Tree, allowed: Iterable[str] = tuple(LONG)) -> list[str]:
    """No file of code is over 400 lines; migrations are written by Django and may be."""
    return [
        f"{source.path}: {lines} lines, at most {FILE_LINES}"
        for source in tree.sources
        if (lines := source.text.count("\n")) > FILE_LINES
        and not _is_migration(source)
        and source.path not in allowed
    ]


def long_functions(tree: Tree, allowed: Iterable[str] = tuple(LONG)) -> list[str]:
    """No function is over 60 lines, docstring included."""
    found = []
    for source in tree.sources:
        if _is_migration(source):
            continue
        for function in _functions(source.tree):
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > FUNCTION_LINES and f"{source.path}::{function.name}" not in allowed:
                where = f"{source.path}:{function.lineno}"
                found.append(f"{where}: {function.name} has {lines} lines, at most {FUNCTION_LINES}")
    return found


def stale_exceptions(tree: Tree, allowed: Iterable[str] = tuple(LONG)) -> list[str]:
    """An exception that is no longer needed is taken off the list."""
    needed = {complaint.split(":")[0] for complaint in long_files(tree, ())}
    needed |= {f"{complaint.split(':')[0]}::{complaint.split()[1]}" for complaint in long_functions(tree, ())}
    return [f"{name}: is short enough, and needs no exception" for name in allowed if name not in needed]


def nameless_folders(tree: Tree) -> list[str]:
    """A function without a room is a sign that a noun is missing."""
    return [
        f"{path}: “{part}” is no name of a room"
        for path in tree.files
        if path.endswith(".py")
        for part in path.removesuffix(".py").split("/")
        if part in NAMELESS
    ]


def folders_without_init(tree: Tree) -> list[str]:
    """A folder with code is a package: else two test files of one name are taken for each other."""
    packages = {path.rpartition("/")[0] for path in tree.files if path.endswith("/__init__.py")}
    return sorted(
        {
            f"{folder}: has no __init__.py"
            for source in tree.sources
            if (folder := source.path.rpartition("/")[0]) and folder not in packages
        }
    )


def relative_imports(tree: Tree) -> list[str]:
    """An import says whole where it leads."""
    return [
        f"{source.path}:{node.lineno}: relative import"
        for source in tree.sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def printing(tree: Tree) -> list[str]:
    """Only the terminal's door prints."""
    return [
        f"{source.path}:{node.lineno}: print outside gongkai/doors/cli"
        for source in tree.sources
        if source.under("gongkai", "standins") and not source.under("gongkai/doors/cli")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]


def clock_reads(tree: Tree) -> list[str]:
    """Time is handed in; one module reads it. ``auto_now`` reads it too."""
    found = []
    for source in tree.sources:
        if source.path in CLOCKS:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
                if (name, node.func.attr) in READS_THE_CLOCK:
                    found.append(f"{source.path}:{node.lineno}: {name}.{node.func.attr}() reads the clock")
            if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
                found.append(f"{source.path}:{node.value.lineno}: {node.arg} reads the clock")
    return found


def web_below_the_doors(tree: Tree) -> list[str]:
    """Only doors and config know of requests, forms, pages and addresses."""
    return [
        f"{source.path}:{line}: imports {name}"
        for source in tree.sources
        if source.under("gongkai") and not source.under("gongkai/doors", "gongkai/config")
        for name, line in source.imports()
        if name.startswith(WEB)
    ]


def unfinished(tree: Tree) -> list[str]:
    """No note to oneself, and no stub, is left in the house."""
    marks = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
    found = [
        f"{path}:{number}: {match[1]}"
        for path in tree.files
        if path.endswith((".py", ".md", ".html", ".css", ".js", ".toml", ".typ", "Makefile"))
        for number, line in enumerate(tree.text(path).splitlines(), 1)
        if (match := marks.search(line))
    ]
    for source in tree.sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Raise) and "NotImplementedError" in ast.dump(node):
                found.append(f"{source.path}:{node.lineno}: a stub")
    return found


def _is_migration(source: Source) -> bool:
    return "/migrations/" in source.path


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
