"""Pages: every template is used, none loads or runs anything that the security policy would refuse."""

from __future__ import annotations

import re

from tests.house.ground import Tree

PLACE = re.compile(r"gongkai/doors/\w+/jinja2/(.+\.(?:html|txt|xml|svg))$")
NAMES_ANOTHER = re.compile(r"""\{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")
FOREIGN = re.compile(r"""(?:src|href|action|poster|srcset)\s*=\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
INLINE = re.compile(
    r"""<style|\sstyle\s*=|\son[a-z]+\s*=\s*["']|<script(?![^>]*\ssrc=)|javascript:""", re.IGNORECASE
)
UNESCAPED = re.compile(r"""\|\s*safe\b|\{%-?\s*autoescape\s+false|\bMarkup\(|mark_safe""")


def _templates(tree: Tree) -> dict[str, str]:
    """Name that pages use -> path."""
    return {match[1]: path for path in tree.files if (match := PLACE.match(path))}


def unused(tree: Tree) -> list[str]:
    """A template is named by code or by another template."""
    pages = _templates(tree)
    code = "\n".join(source.text for source in tree.sources if source.under("gongkai"))
    named = {name for path in pages.values() for name in NAMES_ANOTHER.findall(tree.text(path))}
    return [
        f"{path}: no page uses it"
        for name, path in pages.items()
        if name not in named and f'"{name}"' not in code
    ]


def missing(tree: Tree) -> list[str]:
    """What a template extends or includes exists."""
    pages = _templates(tree)
    return [
        f"{path}: there is no {name}"
        for path in pages.values()
        for name in NAMES_ANOTHER.findall(tree.text(path))
        if name not in pages
    ]


def refused_by_the_policy(tree: Tree) -> list[str]:
    """No inline script or style, nothing from another host, nothing unescaped."""
    return [
        f"{path}:{number}: {what}"
        for path in _templates(tree).values()
        for number, line in enumerate(tree.text(path).splitlines(), 1)
        for what, pattern in (("from another host", FOREIGN), ("inline", INLINE), ("unescaped", UNESCAPED))
        if pattern.search(line)
    ]
