"""pdf: the pages as they look, written into a new file.

Properties, attached files, scripts, notes, forms, hidden layers and older versions stay behind. Where text lies
unseen (under a box, white, off the page) every page becomes a picture.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Name

from gongkai.records.documents.attachments.masks import Plan
from gongkai.records.documents.attachments.rebuild.copy import Copy, LeftOut
from gongkai.records.documents.attachments.rebuild.jpegs import bare_jpeg
from gongkai.records.documents.attachments.rebuild.pdf_content import PageCleaner
from gongkai.records.documents.attachments.rebuild.pdf_sight import redrawn, unseen_characters
from gongkai.records.documents.extraction.pdf import MOST_PAGES
from gongkai.records.documents.extraction.unreadable import Unreadable

_LARGEST = 100 * 1024 * 1024
_PAGE_KEYS = ("/Type", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_TELLING = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/StructParent",
    "/StructParents",
    "/OPI",
    "/Alternates",
    "/AF",
    "/Measure",
    "/PtData",
    "/AA",
    "/OC",
    "/Properties",
)
"""Keys that carry something besides the look of a page, wherever they stand."""
_NOTES = frozenset(
    re.findall(
        r"\S+",
        "/Text /Popup /Link /FileAttachment /Sound /Movie /Screen /3D /RichMedia /PrinterMark /TrapNet",
    )
)
"""Annotations that are no part of the look of a page. The others are drawn into it: a box may cover something."""
_INFLATED = 200 * 1024 * 1024


def rebuild_pdf(source: BinaryIO, plan: Plan) -> Copy:
    """The public copy. Raises Unreadable: protected, damaged, too many pages."""
    content = source.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise Unreadable("太大，没有读取：请分开保存。")
    left = LeftOut()
    cleaned = _cleaned(content, left)
    if plan.redraw:
        return Copy(redrawn(cleaned), (*left.told(), "文字层（整份已逐页画成图片）"), redrawn=True)
    unseen = unseen_characters(cleaned)
    if unseen:
        told = f"看不见的文字 {unseen} 字（压在色块下、白色或在页面之外）：整份已逐页画成图片"
        return Copy(redrawn(cleaned), (*left.told(), told), redrawn=True)
    return Copy(cleaned, left.told())


def _cleaned(content: bytes, left: LeftOut) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            return _rewritten(document, content, left)
    except pikepdf.PasswordError as problem:
        raise Unreadable("设有打开密码，不能读取：请先取消密码后另存。") from problem
    except pikepdf.PdfError as problem:
        raise Unreadable("不是完整的 PDF，或已损坏：请重新取得文件。") from problem


def _rewritten(document: pikepdf.Pdf, content: bytes, left: LeftOut) -> bytes:
    if not document.pages or len(document.pages) > MOST_PAGES:
        raise Unreadable(f"有 {len(document.pages)} 页，超过上限 {MOST_PAGES} 页：请分开保存。")
    _count(document, content, left)
    _flatten(document, left)
    cleaner = PageCleaner(document, left)
    for page in document.pages:
        _inherit(page.obj)
        cleaner.clean(page)
    fresh = pikepdf.Pdf.new()
    for page in document.pages:
        for key in list(page.obj.keys()):
            if key not in _PAGE_KEYS:
                del page.obj[key]
        fresh.pages.append(page)
    fresh.remove_unreferenced_resources()
    for one in fresh.objects:
        _strip(one)
    del fresh.docinfo
    held = io.BytesIO()
    fresh.save(
        held,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        deterministic_id=True,
        fix_metadata_version=False,
    )
    return held.getvalue()


def _count(document: pikepdf.Pdf, content: bytes, left: LeftOut) -> None:
    """Tell what the file carries besides its pages."""
    root = document.Root
    names = root.get("/Names", pikepdf.Dictionary())
    left.add("文档属性（作者、软件、时间）", int("/Info" in document.trailer or "/Metadata" in root))
    left.add("附带的文件", len(document.attachments))
    left.add("脚本或自动动作", int("/OpenAction" in root or "/AA" in root or "/JavaScript" in names))
    left.add("表单（只留所填的内容）", int("/AcroForm" in root))
    left.add("书签", int("/Outlines" in root))
    left.add("无障碍标记", int("/StructTreeRoot" in root))
    left.add("修改前的旧版本", max(0, content.count(b"%%EOF") - 1 - content.count(b"/Linearized")))


def _flatten(document: pikepdf.Pdf, left: LeftOut) -> None:
    for page in document.pages:
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, pikepdf.Array):
            continue
        kept = []
        for one in annotations:
            if isinstance(one, pikepdf.Dictionary) and str(one.get("/Subtype", "")) not in _NOTES:
                kept.append(one)
        left.add("批注、链接", len(annotations) - len(kept))
        page.obj.Annots = pikepdf.Array(kept)
    if "/AcroForm" in document.Root:
        document.generate_appearance_streams()
    document.flatten_annotations("screen")


def _inherit(page: Any) -> None:
    """What a page takes from the nodes above it, written into the page."""
    for key in _INHERITED:
        node, steps = page, 0
        while key not in node and "/Parent" in node and steps < 50:
            node, steps = node.Parent, steps + 1
        if key in node and key not in page:
            page[key] = node[key]


def _strip(one: Any) -> None:
    """Take from one object of the new file whatever is not its look."""
    if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key in _TELLING:
        if key in one:
            del one[key]
    if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == Name.Image:
        _bare(one)


def _bare(picture: pikepdf.Stream) -> None:
    """A JPEG without the segments of its camera."""
    filters = picture.get("/Filter")
    chain = [filters] if isinstance(filters, pikepdf.Name) else list(filters) if filters is not None else []
    if not chain or chain[-1] != Name.DCTDecode:
        return
    raw = picture.read_raw_bytes()
    if len(chain) == 2 and chain[0] == Name.FlateDecode:
        raw = zlib.decompressobj().decompress(raw, _INFLATED)
    elif len(chain) != 1:
        raise Unreadable("里面的图片编码方式少见，不能清理：请另存为新的 PDF。")
    picture.write(bare_jpeg(raw), filter=Name.DCTDecode)
