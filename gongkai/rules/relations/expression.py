"""Arithmetic over the cells of a form, read by a parser of our own.

What may be written: codes of cells (``s1_2_1``), ``prev.CODE`` (last year's value), ``param.NAME`` (a setting),
``narrative.CODE`` (the number in the text), decimal numbers, ``+ - * ( )``; in a condition one of
``== != <= >= < >`` between two such expressions. All arithmetic is decimal, so 6.6 is 6.6.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from gongkai.rules.refusal import Refusal

MOST_CHARACTERS = 2000
MOST_LEVELS = 32

Lookup = Callable[[str], Decimal | None]
"""Gives the value of a term; None when it is not known (a blank cell, no last year, no such setting)."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<term>(?:(?:prev|param|narrative)\.)?[A-Za-z][A-Za-z0-9_]*)"
    r"|(?P<compare>==|!=|<=|>=|<|>)"
    r"|(?P<sign>[-+*()]))"
)
_COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


class ExpressionError(Refusal):
    """The expression cannot be read; the message says where."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A number (``value``), a term (``name``) or an operation on the nodes below it."""

    sign: str = ""
    value: Decimal | None = None
    name: str = ""
    below: tuple[_Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was read and can be evaluated many times."""

    text: str
    root: _Node
    terms: tuple[str, ...]
    """Every term in it, in the order written, each once."""
    comparison: str | None = None
    right: _Node | None = None

    def value(self, lookup: Lookup) -> Decimal | None:
        """The value; None when a term is not known."""
        return _value(self.root, lookup)

    def holds(self, lookup: Lookup) -> bool | None:
        """Whether the condition holds; None when a term is not known."""
        if self.comparison is None or self.right is None:
            raise ExpressionError(f"“{self.text}”不是条件，缺少比较符号。")
        left, right = _value(self.root, lookup), _value(self.right, lookup)
        if left is None or right is None:
            return None
        return _COMPARISONS[self.comparison](left, right)

    def in_numbers(self, lookup: Lookup) -> str:
        """The expression with every term replaced by its value: ``0+0+1+0``."""

        def shown(match: re.Match[str]) -> str:
            name = match.group("term")
            if name is None:
                return match.group(0).strip()
            known = lookup(name)
            return "空" if known is None else plain(known)

        return _TOKEN.sub(shown, self.text)


def plain(value: Decimal) -> str:
    """A decimal as people write it: no exponent, no zeros behind the point."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=2048)
def parse(text: str) -> Expression:
    """Read an expression or a condition; :class:`ExpressionError` says what cannot be read and where."""
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError(f"表达式过长（{len(text)} 个字符，最多 {MOST_CHARACTERS} 个）。")
    reader = _Reader(text)
    left = reader.total(0)
    comparison = reader.take("compare")
    right = reader.total(0) if comparison else None
    reader.end()
    return Expression(text, left, tuple(dict.fromkeys(reader.terms)), comparison, right)


class _Reader:
    """Reads tokens from left to right: total = product (+|- product)*, product = atom (* atom)*."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.terms: list[str] = []
        self.at = 0
        self.kind, self.token = "", ""
        self._next()

    def _next(self) -> None:
        if not self.text[self.at :].strip():
            self.kind, self.token = "end", ""
            return
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            raise self._error(f"第 {self.at + 1} 个字符起不认识：{self.text[self.at : self.at + 10].strip()}")
        self.kind, self.token = str(found.lastgroup), str(found.group(str(found.lastgroup)))
        self.at = found.end()

    def _error(self, what: str) -> ExpressionError:
        return ExpressionError(f"表达式“{self.text[:60]}”有误：{what}。")

    def take(self, kind: str, *tokens: str) -> str | None:
        """The present token when it is of that kind (and one of those), moving on; else None."""
        if self.kind != kind or (tokens and self.token not in tokens):
            return None
        token = self.token
        self._next()
        return token

    def end(self) -> None:
        if self.kind != "end":
            raise self._error(f"“{self.token}”处多出内容")

    def total(self, level: int) -> _Node:
        if level > MOST_LEVELS:
            raise self._error(f"括号超过 {MOST_LEVELS} 层")
        node = self._product(level)
        while sign := self.take("sign", "+", "-"):
            node = _Node(sign, below=(node, self._product(level)))
        return node

    def _product(self, level: int) -> _Node:
        node = self._atom(level)
        while self.take("sign", "*"):
            node = _Node("*", below=(node, self._atom(level)))
        return node

    def _atom(self, level: int) -> _Node:
        if number := self.take("number"):
            return _Node(value=Decimal(number))
        if term := self.take("term"):
            self.terms.append(term)
            return _Node(name=term)
        if self.take("sign", "-"):
            if level > MOST_LEVELS:
                raise self._error(f"负号超过 {MOST_LEVELS} 层")
            return _Node("-", below=(_Node(value=Decimal(0)), self._atom(level + 1)))
        if self.take("sign", "("):
            node = self.total(level + 1)
            if self.take("sign", ")") is None:
                raise self._error("括号没有配对")
            return node
        raise self._error("末尾不完整" if self.kind == "end" else f"“{self.token}”处应为代码或数字")


def _value(node: _Node, lookup: Lookup) -> Decimal | None:
    # Sums are left-leaning chains as long as the text, so the chain is walked, not called down.
    pending: list[tuple[str, _Node]] = []
    while node.below:
        pending.append((node.sign, node.below[1]))
        node = node.below[0]
    result = node.value if node.value is not None else lookup(node.name)
    for sign, right_node in reversed(pending):
        right = _value(right_node, lookup)
        if result is None or right is None:
            return None
        if sign == "+":
            result += right
        elif sign == "-":
            result -= right
        else:
            result *= right
    return result
