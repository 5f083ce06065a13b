"""One part of a Word document (body, header, note) with its revisions accepted and its hidden text gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any

from lxml import etree  # type: ignore[import-untyped] # it ships no types

from gongkai.records.documents.attachments.rebuild.copy import LeftOut
from gongkai.records.documents.attachments.rebuild.word_rules import (
    ATTRIBUTES_LEFT,
    COUNTED,
    LOOKS,
    OFF,
    SAFE_FIELDS,
    STRUCTURE,
    TEXT,
    UNWRAPPED,
    XML_SPACE,
    M,
    R,
    W,
    w,
)

Element = Any
Picture = Callable[[Element], "Element | None"]
"""From a drawing or a VML picture to a run's child with a re-encoded picture, or None."""
_HIDING = ("vanish", "webHidden", "specVanish")
_KEPT = STRUCTURE | LOOKS


class PartCleaner:
    """Cleans one tree after another. ``unseen_styles`` are styles that hide their text."""

    def __init__(self, unseen_styles: frozenset[str], picture: Picture, left: LeftOut) -> None:
        self._unseen, self._picture, self._left = unseen_styles, picture, left

    def clean(self, root: Element) -> Element:
        """A new tree of the same text. ``root`` is taken apart."""
        self._accept(root)
        self._keep_page_numbers(root)
        found = self._copied(root)
        if not isinstance(found, list):
            _join_broken(found)
        return found

    def _accept(self, root: Element) -> None:
        """Deleted rows and paragraph marks go while it can still be seen that they are deleted."""
        for row in list(root.iter(w("tr"))):
            if row.find(f"{w('trPr')}/{w('del')}") is not None:
                self._left.add("修订删除的内容")
                row.getparent().remove(row)
        for cell in list(root.iter(w("tc"))):
            if cell.find(f"{w('tcPr')}/{w('cellDel')}") is not None:
                cell.getparent().remove(cell)
        for paragraph in list(root.iter(w("p"))):
            mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
            if mark is not None and (mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None):
                _merge_with_next(paragraph)

    def _keep_page_numbers(self, root: Element) -> None:
        """Marks the parts of every field but page numbers, so that only the shown result is copied."""
        stack: list[tuple[list[Element], list[str]]] = []
        for element in root.iter(w("fldChar"), w("instrText")):
            if element.tag == w("instrText"):
                if stack:
                    stack[-1][0].append(element)
                    stack[-1][1].append(element.text or "")
                else:
                    element.tag = w("gone")
                continue
            match element.get(w("fldCharType")):
                case "begin":
                    stack.append(([element], []))
                case "end" if stack:
                    parts, words = stack.pop()
                    parts.append(element)
                    written = " ".join(words).split()
                    if not written or written[0].upper() not in SAFE_FIELDS or len(written) > 4:
                        for part in parts:
                            part.tag = w("gone")
                case _ if stack:
                    stack[-1][0].append(element)
                case _:
                    element.tag = w("gone")
        for parts, _ in stack:
            for part in parts:
                part.tag = w("gone")

    def _copied(self, element: Element) -> Element | list[Element]:
        """The allowed copy of an element, the copies of its children when it is only unwrapped, or nothing."""
        if not isinstance(element.tag, str):
            return []
        space, _, name = element.tag[1:].partition("}")
        if space == M:
            return self._math(element)
        if name in {"drawing", "pict", "AlternateContent"}:
            return self._drawn(element, name)
        if space != W:
            return []
        if name in COUNTED:
            self._left.add(COUNTED[name])
        if name in UNWRAPPED:
            return self._children(element)
        if name not in _KEPT:
            return []
        if name == "r" and self._hidden(element):
            self._left.add("隐藏文字")
            return []
        made = etree.Element(element.tag, nsmap={"w": W})
        for key, value in element.attrib.items():
            if key == XML_SPACE or self._kept_attribute(name, key):
                made.set(key, value)
        if name in TEXT:
            made.text = element.text
        for child in self._children(element):
            made.append(child)
        if name == "color" and _white(made.get(w("val"), "")):
            # White letters that were no hidden run stand before a shade: on paper they are written in black.
            made.set(w("val"), "auto")
        return made

    @staticmethod
    def _kept_attribute(owner: str, key: str) -> bool:
        space, _, name = key[1:].partition("}") if key.startswith("{") else ("", "", key)
        if space == R:
            return name == "id" and owner in {"headerReference", "footerReference"}
        return space == W and not name.startswith(ATTRIBUTES_LEFT) and "heme" not in name

    def _children(self, element: Element) -> list[Element]:
        found: list[Element] = []
        for child in element:
            copied = self._copied(child)
            found += copied if isinstance(copied, list) else [copied]
        return found

    def _hidden(self, run: Element) -> bool:
        looks = run.find(w("rPr"))
        if looks is not None:
            for name in _HIDING:
                switch = looks.find(w(name))
                if switch is not None:
                    return switch.get(w("val"), "1").lower() not in OFF
            style = looks.find(w("rStyle"))
            if style is not None and style.get(w("val")) in self._unseen:
                return True
            colour = looks.find(w("color"))
            if colour is not None and _white(colour.get(w("val"), "")) and not _shaded(run):
                return True
            size = looks.find(w("sz"))
            if size is not None and size.get(w("val"), "").isdigit() and int(size.get(w("val"))) <= 4:
                return True
        paragraph = next(run.iterancestors(w("p")), None)
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}") if paragraph is not None else None
        return style is not None and style.get(w("val")) in self._unseen

    def _math(self, element: Element) -> Element:
        made = etree.Element(element.tag, nsmap={"m": M, "w": W})
        for key, value in element.attrib.items():
            if key == XML_SPACE or key.startswith((f"{{{M}}}", f"{{{W}}}")):
                made.set(key, value)
        if element.tag == f"{{{M}}}t":
            made.text = element.text
        for child in self._children(element):
            made.append(child)
        return made

    def _drawn(self, element: Element, name: str) -> list[Element]:
        """A picture anew; a text box as the text that it shows; a chart not at all."""
        source = element
        if name == "AlternateContent":
            source = next((child for child in element if str(child.tag).endswith("}Choice")), element)
        boxes = [
            box
            for box in source.iter(w("txbxContent"))
            if not any(True for _ in box.iterancestors(w("txbxContent")))
        ]
        if boxes:
            self._left.add("文本框（改为正文里的文字）")
            return [run for box in boxes for run in self._boxed(box)]
        made = self._picture(source)
        if made is None:
            self._left.add("图形或图表")
            return []
        return [made]

    def _boxed(self, box: Element) -> Iterable[Element]:
        """The text of a box as line breaks and texts: they stand inside a run."""
        for paragraph in box.iter(w("p")):
            copied = self._copied(deepcopy(paragraph))
            if isinstance(copied, list):
                continue
            line = etree.Element(w("br"))
            yield line
            yield from list(copied.iter(w("t"), w("tab")))


def _merge_with_next(paragraph: Element) -> None:
    """A deleted paragraph mark: what is left of the paragraph begins the next one."""
    after = paragraph.getnext()
    if after is None or after.tag != w("p"):
        return
    at = 1 if after.find(w("pPr")) is not None else 0
    for child in [one for one in paragraph if one.tag != w("pPr")]:
        after.insert(at, child)
        at += 1
    paragraph.getparent().remove(paragraph)


def _join_broken(root: Element) -> None:
    """Cells need a paragraph, tables a row: what lost its content is filled or goes."""
    for cell in list(root.iter(w("tc"))):
        if cell.find(w("p")) is None or cell[-1].tag == w("tbl"):
            etree.SubElement(cell, w("p"))
    for row in list(root.iter(w("tr"))):
        if row.find(w("tc")) is None:
            row.getparent().remove(row)
    for table in list(root.iter(w("tbl"))):
        if table.find(w("tr")) is None:
            table.getparent().remove(table)


def _white(colour: str) -> bool:
    try:
        return len(colour) == 6 and all(int(colour[at : at + 2], 16) >= 0xF0 for at in (0, 2, 4))
    except ValueError:
        return False


def _shaded(run: Element) -> bool:
    """Is there anything behind the run that could make white letters visible?"""
    for element in (run, *run.iterancestors(w("p"), w("tc"), w("tbl"))):
        looks = element.find(
            w({"r": "rPr", "p": "pPr", "tc": "tcPr", "tbl": "tblPr"}[etree.QName(element).localname])
        )
        if looks is None:
            continue
        if looks.find(w("tblStyle")) is not None or looks.find(w("highlight")) is not None:
            return True
        shade = looks.find(w("shd"))
        if shade is not None and not _white(shade.get(w("fill"), "FFFFFF").replace("auto", "FFFFFF")):
            return True
    return False
