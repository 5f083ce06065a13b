"""Marks of secrecy: found however they are written, and not where papers only speak of secrets."""

from __future__ import annotations

import pytest

from gongkai.rules.privacy.secrecy import find_marks, marks_in_name


@pytest.mark.parametrize(
    "text",
    [
        "机密★20年",
        "机 密 ★ 1 0 年",
        "秘密★",
        "绝密☆启用前",
        "机密*长期",
        "秘密",
        "　绝　密　",
        "【机密】",
        "（秘密）",
        "机密 特急",
        "特急 机密",
        "秘密 10年",
        "密级：秘密",
        "密级和保密期限:机密5年",
        "标题\n机\u200b密★\n正文",
        "秘密文件",
        "机密级",
    ],
)
def test_levels_are_found(text: str) -> None:
    assert [mark.severity for mark in find_marks(text)] == ["error"]


@pytest.mark.parametrize(
    "text",
    [
        "内部资料 注意保存",
        "内部文件，请勿外传",
        "仅供内部使用",
        "【内部资料】",
        "内部材料　不得外传",
        "工作秘密★",
        "注意保存",
    ],
)
def test_internal_papers_are_found(text: str) -> None:
    assert [mark.severity for mark in find_marks(text)] == ["warning"]


@pytest.mark.parametrize(
    "text",
    [
        "严格执行保密审查制度，先审查、后公开。",
        "涉及国家秘密、商业秘密、个人隐私的不予公开。",
        "《中华人民共和国保守国家秘密法》",
        "加强机密级文件的管理，提高保密意识。",
        "密切联系群众",
        "保密审查员",
        "内部管理制度",
        "政府内部资料的整理工作已经完成。",
        "请注意保存票据。",
        "不予公开",
        "国家秘密",
        "密度",
        "",
    ],
)
def test_words_about_secrets_are_no_marks(text: str) -> None:
    assert list(find_marks(text)) == []


def test_the_line_is_told() -> None:
    assert [(mark.line, mark.shown) for mark in find_marks("一\n二\n秘密★1年\n")] == [(2, "秘密★1年")]


@pytest.mark.parametrize(
    ("name", "found"),
    [("机密-名单.pdf", 1), ("【秘密】通知.docx", 1), ("商业秘密保护.pdf", 0), ("保密审查表.xlsx", 0)],
)
def test_names_of_files(name: str, found: int) -> None:
    assert len(list(marks_in_name(name))) == found
