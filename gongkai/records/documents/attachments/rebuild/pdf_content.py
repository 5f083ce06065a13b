"""What the pages of a PDF paint, without what is marked, hidden in a layer, or written without ink."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from gongkai.records.documents.attachments.rebuild.copy import LeftOut

_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_PATHS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_PAINTS = frozenset({"Do", "sh", "INLINE IMAGE"})
_MARKS = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
_NO_INK = frozenset({3, 7})
_DEEPEST = 20


class PageCleaner:
    """Cleans the content of pages in place; forms that several pages share once."""

    def __init__(self, document: pikepdf.Pdf, left: LeftOut) -> None:
        self._document, self._left = document, left
        self._hidden = _hidden_layers(document)
        self._done: set[tuple[int, int]] = set()

    def clean(self, page: pikepdf.Page) -> None:
        """One page and the forms and patterns that it paints."""
        resources = page.obj.get("/Resources", Dictionary())
        pictured = _has_picture(resources)
        steps = list(self._kept(pikepdf.parse_content_stream(page), resources, pictured=pictured))
        page.obj.Contents = self._document.make_stream(pikepdf.unparse_content_stream(steps))
        self._forms(resources, resources, pictured, 0)

    def _forms(self, resources: Any, above: Any, pictured: bool, depth: int) -> None:
        if depth > _DEEPEST:
            return
        painted = [*_entries(resources, "/XObject"), *_entries(resources, "/Pattern")]
        for state in _entries(resources, "/ExtGState"):
            veil = state.get("/SMask") if isinstance(state, Dictionary) else None
            if isinstance(veil, Dictionary) and isinstance(veil.get("/G"), pikepdf.Stream):
                painted.append(veil.G)
        for one in painted:
            form = isinstance(one, pikepdf.Stream) and (
                one.get("/Subtype") == Name.Form or one.get("/PatternType") == 1
            )
            if not form or one.objgen in self._done:
                continue
            self._done.add(one.objgen)
            own = one.get("/Resources", above)
            steps = list(self._kept(pikepdf.parse_content_stream(one), own, pictured=pictured))
            one.write(pikepdf.unparse_content_stream(steps))
            self._forms(own, above, pictured, depth + 1)

    def _kept(self, steps: Any, resources: Any, *, pictured: bool) -> Iterator[Any]:
        """The steps that paint what is seen. State changes of hidden parts stay: what follows rests on them."""
        unseen: list[bool] = []
        mode, modes = 0, list[int]()
        for step in steps:
            operands, operator = step.operands, str(step.operator)
            match operator:
                case "BMC" | "BDC":
                    unseen.append(self._is_hidden(operands, operator, resources))
                case "EMC" if unseen:
                    unseen.pop()
                case "q":
                    modes.append(mode)
                case "Q" if modes:
                    mode = modes.pop()
                case "Tr" if operands:
                    mode = int(operands[0])
            if operator in _MARKS:
                continue
            hidden = any(unseen)
            if operator == "Do" and operands:
                target = _entry(resources, "/XObject", str(operands[0]))
                hidden = hidden or (target is not None and self._layer_hidden(target.get("/OC")))
            if hidden and operator in _SHOWS | _PATHS | _PAINTS:
                self._left.add("隐藏图层里的内容")
                yield from _without_ink(operands, operator)
            elif operator in _SHOWS and mode in _NO_INK and not pictured:
                self._left.add("不着墨的文字")
                yield from _without_ink(operands, operator)
            else:
                yield step

    def _is_hidden(self, operands: Any, operator: str, resources: Any) -> bool:
        if operator != "BDC" or len(operands) < 2 or operands[0] != Name.OC:
            return False
        layer = operands[1]
        if isinstance(layer, Name):
            layer = _entry(resources, "/Properties", str(layer))
        return self._layer_hidden(layer)

    def _layer_hidden(self, layer: Any) -> bool:
        """A group that is off, or a membership none of whose groups is on."""
        if not isinstance(layer, Dictionary):
            return False
        if layer.objgen in self._hidden:
            return True
        groups = layer.get("/OCGs")
        if isinstance(groups, Dictionary):
            return groups.objgen in self._hidden
        if isinstance(groups, Array):
            members = [one for one in groups if isinstance(one, Dictionary)]
            return bool(members) and all(one.objgen in self._hidden for one in members)
        return False


def _without_ink(operands: Any, operator: str) -> Iterator[Any]:
    """What a step does besides painting."""
    if operator in _PATHS:
        yield pikepdf.ContentStreamInstruction([], Operator("n"))
    elif operator == '"' and len(operands) == 3:
        yield pikepdf.ContentStreamInstruction([operands[0]], Operator("Tw"))
        yield pikepdf.ContentStreamInstruction([operands[1]], Operator("Tc"))
        yield pikepdf.ContentStreamInstruction([], Operator("T*"))
    elif operator == "'":
        yield pikepdf.ContentStreamInstruction([], Operator("T*"))


def _hidden_layers(document: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Groups that a reader does not show when the file is opened."""
    properties = document.Root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return set()
    groups = {one.objgen for one in _members(properties.get("/OCGs"))}
    usual = properties.get("/D", Dictionary())
    off = {one.objgen for one in _members(usual.get("/OFF"))}
    on = {one.objgen for one in _members(usual.get("/ON"))}
    return (groups - on) if usual.get("/BaseState") == Name.OFF else off


def _members(listed: Any) -> list[Any]:
    return [one for one in listed if isinstance(one, Dictionary)] if isinstance(listed, Array) else []


def _entries(resources: Any, kind: str) -> list[Any]:
    held = resources.get(kind) if isinstance(resources, Dictionary) else None
    return [one for _, one in held.items()] if isinstance(held, Dictionary) else []


def _entry(resources: Any, kind: str, name: str) -> Any:
    held = resources.get(kind) if isinstance(resources, Dictionary) else None
    return held.get(name) if isinstance(held, Dictionary) else None


def _has_picture(resources: Any) -> bool:
    return any(
        isinstance(one, pikepdf.Stream) and one.get("/Subtype") == Name.Image
        for one in _entries(resources, "/XObject")
    )
