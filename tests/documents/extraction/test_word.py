"""Word documents: paragraphs, merged and nested tables, text boxes, headers; nothing that the page does not show."""

from __future__ import annotations

from pathlib import Path

from gongkai.records.documents.extraction import read_paper
from gongkai.records.documents.extraction.sandbox import Sandbox
from gongkai.rules.forms.paper import Line, Paper, Place
from tests.documents.extraction.makers import W, cells, paragraph, texts, word, written


def read(folder: Path, content: bytes, sandbox: Sandbox) -> Paper:
    return read_paper(written(folder, "报告.docx", content), sandbox)


def test_a_document_of_python_docx(tmp_path: Path, sandbox: Sandbox) -> None:
    import docx

    document = docx.Document()
    document.add_heading("邵岗镇2018年报告", 1)
    document.add_paragraph("主动公开744条。")
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "统计指标"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "规范性文件"
    table.cell(1, 2).text, table.cell(2, 2).text = "6", "1"
    document.add_paragraph("附件")
    document.sections[0].header.paragraphs[0].text = "邵岗镇人民政府"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    path = tmp_path / "报告.docx"
    document.save(str(path))
    paper = read_paper(path, sandbox)
    assert texts(paper) == [
        "邵岗镇2018年报告",
        "主动公开744条。",
        [["统计指标", "", ""], ["规范性文件", "", "6"], ["", "", "1"]],
        "附件",
        "邵岗镇人民政府",
        "第1页",
    ]
    assert paper.lines[1].place == Place(line=2)
    assert paper.lines[2].place == Place(line=3)
    assert paper.lines[3].place == Place(cell="页眉")
    assert paper.tables[0].rows[1][2].place == Place(cell="表1 第2行第3列")


def test_runs_tabs_breaks_and_symbols_are_one_text(tmp_path: Path, sandbox: Sandbox) -> None:
    body = (
        "<w:p><w:r><w:t>公开</w:t></w:r><w:r><w:t xml:space='preserve'>7 </w:t><w:t>4</w:t><w:tab/><w:t>4条</w:t>"
        "<w:br/><w:t>见</w:t><w:noBreakHyphen/><w:sym w:char='4E8C'/></w:r></w:p>"
    )
    assert texts(read(tmp_path, word(body), sandbox)) == ["公开7 4\t4条\n见-二"]


def test_what_the_page_does_not_show_is_left_out(tmp_path: Path, sandbox: Sandbox) -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>旧的</w:delText></w:r></w:del><w:ins><w:r><w:t>新的</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显示</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>段落标记隐藏</w:t></w:r></w:p>"
    )
    comments = f'<w:comments xmlns:w="{W}"><w:comment>{paragraph("批注")}</w:comment></w:comments>'
    content = word(body, {"word/comments.xml": comments}, (("comments", "comments.xml"),))
    assert texts(read(tmp_path, content, sandbox)) == ["新的显示", "段落标记隐藏"]


def test_a_text_box_follows_its_paragraph_once(tmp_path: Path, sandbox: Sandbox) -> None:
    box = f"<w:txbxContent>{paragraph('框里的字')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(read(tmp_path, word(body), sandbox)) == ["正文", "框里的字"]


def test_a_nested_table_follows_the_one_that_holds_it(tmp_path: Path, sandbox: Sandbox) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('744')}</w:tc></w:tr></w:tbl>"
    body = (
        f"<w:tbl><w:tr><w:tc>{paragraph('外')}{inner}{paragraph('又')}</w:tc><w:tc>{paragraph('右')}</w:tc></w:tr></w:tbl>"
        + paragraph("后")
    )
    paper = read(tmp_path, word(body), sandbox)
    assert texts(paper) == [[["外\n又", "右"]], [["744"]], "后"]
    assert paper.tables[1].rows[0][0].place == Place(cell="表2 第1行第1列")


def test_spans_and_rows_that_begin_later_keep_their_columns(tmp_path: Path, sandbox: Sandbox) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    merged, wide = "<w:vMerge w:val='restart'/>", "<w:gridSpan w:val='2'/>"
    body = (
        f"<w:tbl><w:tr>{cell('甲', merged)}{cell('乙', wide)}</w:tr>"
        f"<w:tr>{cell('不显示', '<w:vMerge/>')}{cell('1')}{cell('2')}</w:tr>"
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('3')}</w:tr></w:tbl>"
    )
    (table,) = read(tmp_path, word(body), sandbox).tables
    assert cells(table) == [["甲", "乙", ""], ["", "1", "2"], ["", "3", ""]]


def test_notes_come_after_the_body(tmp_path: Path, sandbox: Sandbox) -> None:
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote>{paragraph("注：含转载")}</w:footnote></w:footnotes>'
    content = word(paragraph("正文"), {"word/footnotes.xml": notes}, (("footnotes", "footnotes.xml"),))
    assert read(tmp_path, content, sandbox).blocks == (
        Line("正文", Place(line=1)),
        Line("注：含转载", Place(cell="脚注")),
    )
