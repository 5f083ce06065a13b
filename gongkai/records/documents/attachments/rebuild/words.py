"""docx: a document as it is printed. Revisions are accepted; comments, hidden text, properties, links, fields, macros,
embedded files and everything that is not on our list stay behind; pictures are encoded anew."""

from __future__ import annotations

from typing import Any, BinaryIO

from lxml import etree  # type: ignore[import-untyped] # it ships no types

from gongkai.records.documents.attachments.masks import Plan
from gongkai.records.documents.attachments.rebuild.copy import Copy, LeftOut, Package
from gongkai.records.documents.attachments.rebuild.word_part import PartCleaner
from gongkai.records.documents.attachments.rebuild.word_pictures import PictureShelf
from gongkai.records.documents.attachments.rebuild.word_rules import (
    LOOKS,
    NUMBERING,
    OFF,
    STYLES,
    R,
    W,
    w,
)
from gongkai.records.documents.attachments.rebuild.word_tables import treat_tables
from gongkai.records.documents.extraction.archive import Archive, Budget
from gongkai.records.documents.extraction.relations import relations
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.records.documents.extraction.word import body_part
from gongkai.records.documents.extraction.xml_events import Listener, parse

_MOST_PART = 100 * 1024 * 1024
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_PARTS = (
    ("docProps/", "文档属性（作者、单位、时间）"),
    ("customXml/item", "自定义 XML"),
    ("/comments", "批注"),
    ("/embeddings/", "嵌入的文件"),
    ("/glossary/document", "文档部件"),
)


def rebuild_word(source: BinaryIO, plan: Plan, budget: Budget) -> Copy:
    """The public copy. Raises Unreadable: damaged, no body, nothing left to show."""
    return _Document(Archive(source, budget), plan).copy()


class _Document:
    """One document while it is written anew."""

    def __init__(self, archive: Archive, plan: Plan) -> None:
        self._archive, self._plan, self._left = archive, plan, LeftOut()
        self._body = body_part(archive)
        self._related = {one.id: one for one in relations(archive, self._body)}
        self._package = Package()
        self._shelf = PictureShelf(archive, self._left)
        self._overrides: list[tuple[str, str]] = []
        self._styles = self._read_kind("styles")
        self._unseen = _hiding_styles(self._styles)
        for word, label in _PARTS:
            self._left.add(
                label, sum(word in f"/{name}" or name.startswith(word) for name in archive.names) and 1
            )

    def copy(self) -> Copy:
        related: dict[str, str] = {}
        root = self._cleaned(self._body, related)
        if not any((text.text or "").strip() for text in root.iter(w("t"))) and not related:
            raise Unreadable("没有看得见的内容：请核对文档后重新保存。")
        treat_tables(root, self._plan)
        targets: list[tuple[str, str, str]] = [(key, "image", name) for key, name in related.items()]
        targets += self._sides(root)
        for kind in _NOTES:
            targets += self._notes(root, kind)
        targets += self._styling()
        self._write("word/document.xml", root, "document.main")
        self._package.add("word/settings.xml", self._settings())
        self._overrides.append(("word/settings.xml", "settings"))
        targets.append(("rIdSettings", "settings", "settings.xml"))
        self._package.add("word/_rels/document.xml.rels", _relations(targets))
        self._package.add("_rels/.rels", _relations([("rId1", "officeDocument", "word/document.xml")]))
        for name, content in self._shelf.media.items():
            self._package.add(f"word/{name}", content)
        self._package.add("[Content_Types].xml", self._types())
        return Copy(self._package.finish(), self._left.told())

    def _cleaned(self, part: str, related: dict[str, str]) -> Any:
        cleaner = PartCleaner(self._unseen, self._shelf.reader(part, related), self._left)
        found = cleaner.clean(self._read(part))
        if isinstance(found, list):
            raise Unreadable("的正文结构无法识别：请用 WPS 或 Word 打开后另存一份。")
        return found

    def _read(self, part: str) -> Any:
        # Document types, entities and bottomless nesting are refused before another parser sees the part.
        parse(self._archive.stream(part), Listener())
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        return etree.fromstring(self._archive.read(part, _MOST_PART), parser)

    def _read_kind(self, kind: str) -> Any | None:
        part = self._part(kind)
        return self._read(part) if part else None

    def _part(self, kind: str) -> str | None:
        targets = (one.target for one in self._related.values() if one.kind == kind and not one.external)
        return next((target for target in targets if target in self._archive), None)

    def _write(self, name: str, root: Any, kind: str) -> None:
        self._package.add(name, _HEAD + etree.tostring(root, encoding="utf-8"))
        self._overrides.append((name, kind))

    def _sides(self, root: Any) -> list[tuple[str, str, str]]:
        """Headers and footers that are printed; references to the others go."""
        targets = []
        for section in root.iter(w("sectPr")):
            first = section.find(w("titlePg"))
            has_first = first is not None and first.get(w("val"), "1").lower() not in OFF
            for reference in [*section.findall(w("headerReference")), *section.findall(w("footerReference"))]:
                kind = "header" if reference.tag == w("headerReference") else "footer"
                known = self._related.get(reference.get(f"{{{R}}}id", ""))
                wanted = reference.get(w("type"), "default")
                printed = wanted == "default" or (wanted == "first" and has_first)
                if not printed or known is None or known.external or known.target not in self._archive:
                    section.remove(reference)
                    continue
                number = len(self._overrides) + 1
                pictures: dict[str, str] = {}
                side = self._cleaned(known.target, pictures)
                self._write(f"word/{kind}{number}.xml", side, kind)
                self._relate(f"{kind}{number}.xml", pictures)
                reference.set(f"{{{R}}}id", f"rIdS{number}")
                targets.append((f"rIdS{number}", kind, f"{kind}{number}.xml"))
        return targets

    def _notes(self, root: Any, kind: str) -> list[tuple[str, str, str]]:
        """Notes that the text refers to."""
        single, part = _NOTES[kind], self._part(kind)
        wanted = {one.get(w("id")) for one in root.iter(w(f"{single}Reference"))}
        if part is None or not wanted:
            for reference in list(root.iter(w(f"{single}Reference"))):
                reference.getparent().remove(reference)
            return []
        pictures: dict[str, str] = {}
        notes = self._cleaned(part, pictures)
        for note in list(notes):
            if note.get(w("id")) not in wanted and note.get(w("type")) is None:
                notes.remove(note)
        self._write(f"word/{kind}.xml", notes, kind)
        self._relate(f"{kind}.xml", pictures)
        return [(f"rId{kind}", kind, f"{kind}.xml")]

    def _relate(self, part: str, pictures: dict[str, str]) -> None:
        if pictures:
            targets = [(key, "image", name) for key, name in pictures.items()]
            self._package.add(f"word/_rels/{part}.rels", _relations(targets))

    def _styling(self) -> list[tuple[str, str, str]]:
        targets = []
        for kind, allowed in (
            ("styles", STYLES | LOOKS | {"pPr", "rPr", "tblPr", "trPr", "tcPr"}),
            ("numbering", NUMBERING | LOOKS | {"pPr", "rPr"}),
        ):
            root = self._styles if kind == "styles" else self._read_kind("numbering")
            if root is not None:
                self._write(f"word/{kind}.xml", _only(root, allowed), kind)
                targets.append((f"rId{kind}", kind, f"{kind}.xml"))
        return targets

    @staticmethod
    def _settings() -> bytes:
        return (
            _HEAD
            + (
                f'<w:settings xmlns:w="{W}"><w:compat><w:compatSetting w:name="compatibilityMode" '
                'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
            ).encode()
        )

    def _types(self) -> bytes:
        overrides = "".join(
            f'<Override PartName="/{name}" ContentType="{_TYPES}.{kind}+xml"/>'
            for name, kind in self._overrides
        )
        return (
            _HEAD
            + (
                f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>'
                '<Default Extension="png" ContentType="image/png"/>'
                f'<Default Extension="jpg" ContentType="image/jpeg"/>{overrides}</Types>'
            ).encode()
        )


def _only(element: Any, allowed: frozenset[str]) -> Any:
    """A copy of elements of the w namespace that are allowed, with their attributes of that namespace."""
    made = etree.Element(element.tag, nsmap={"w": W})
    for key, value in element.attrib.items():
        if key.startswith(f"{{{W}}}") and not key.startswith((w("rsid"), w("nsid"))) and "heme" not in key:
            made.set(key, value)
    for child in element:
        if (
            isinstance(child.tag, str)
            and child.tag.startswith(f"{{{W}}}")
            and child.tag[len(W) + 2 :] in allowed
        ):
            made.append(_only(child, allowed))
    return made


def _hiding_styles(styles: Any | None) -> frozenset[str]:
    """Styles that hide their text, by themselves or because the style they rest on does."""
    if styles is None:
        return frozenset()
    own: dict[str, bool | None] = {}
    above: dict[str, str] = {}
    for style in styles.iter(w("style")):
        name = style.get(w("styleId"), "")
        switches = [style.find(f"{w('rPr')}/{w(hiding)}") for hiding in ("vanish", "webHidden", "specVanish")]
        found = [one.get(w("val"), "1").lower() not in OFF for one in switches if one is not None]
        own[name] = any(found) if found else None
        rests = style.find(w("basedOn"))
        if rests is not None:
            above[name] = rests.get(w("val"), "")

    def hides(name: str) -> bool:
        seen: set[str] = set()
        while name in own and name not in seen:
            seen.add(name)
            switch = own[name]
            if switch is not None:
                return switch
            name = above.get(name, "")
        return False

    return frozenset(name for name in own if hides(name))


def _relations(targets: list[tuple[str, str, str]]) -> bytes:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>' for key, kind, target in targets
    )
    return _HEAD + f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'.encode()
