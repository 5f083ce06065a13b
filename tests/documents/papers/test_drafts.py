"""Drafting: what is typed survives, two people do not overwrite each other, versions are compared and fixed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from gongkai.records.documents.models import Draft, Version
from gongkai.records.documents.papers.actions import (
    Written,
    begin_version,
    fix_version,
    save_version,
)
from gongkai.records.documents.papers.comparing import compare_texts, compare_versions
from gongkai.records.documents.papers.digest import authors_of, paper_digest
from gongkai.records.documents.papers.drafts import draft_of, drop_draft, keep, others_at, save_draft
from gongkai.records.documents.papers.facts import to_json
from gongkai.records.documents.queries import texts_state
from gongkai.rules.refusal import OvertakenError, Refusal
from tests.workflow.town import AT, FACTS, TEXT, Town, draft, make_town

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=5)


@pytest.fixture
def town() -> Town:
    return make_town()


def test_what_was_typed_is_there_after_the_session_is_lost(town: Town) -> None:
    version = draft(town)
    kept = keep(version, town.writer, text="<p>写到一半", facts={"title": ""}, seen=0, at=AT)
    assert (kept.revision, kept.base) == (1, version.revision)
    keep(version, town.writer, text="<p>写到一半多</p>", facts={"title": "新"}, seen=1, at=LATER)
    found = draft_of(version, town.writer)
    assert found is not None
    assert (found.text, found.facts, found.revision) == ("<p>写到一半多</p>", {"title": "新"}, 2)
    version.refresh_from_db()
    assert version.text == TEXT
    drop_draft(found)
    assert draft_of(version, town.writer) is None


def test_two_windows_of_one_person_do_not_overwrite_each_other(town: Town) -> None:
    version = draft(town)
    keep(version, town.writer, text="甲", facts={}, seen=0, at=AT)
    for seen in (0, 2):
        with pytest.raises(OvertakenError, match="另一个窗口"):
            keep(version, town.writer, text="乙", facts={}, seen=seen, at=LATER)
    assert Draft.objects.get().text == "甲"


def test_the_second_editor_is_told_who_is_at_it_and_since_when(town: Town) -> None:
    version = draft(town)
    assert others_at(version, town.colleague, AT) == []
    keep(version, town.writer, text="甲", facts={}, seen=0, at=AT)
    keep(version, town.writer, text="甲乙", facts={}, seen=1, at=LATER)
    (hand,) = others_at(version, town.colleague, LATER)
    assert (hand.name, hand.since, hand.last) == (town.writer.name, AT, LATER)
    assert others_at(version, town.writer, LATER) == []
    assert others_at(version, town.colleague, LATER + timedelta(minutes=10)) == []


def test_the_second_save_is_refused_and_loses_nothing(town: Town) -> None:
    version = draft(town)
    mine = keep(version, town.writer, text="<p>甲</p>", facts={}, seen=0, at=AT)
    theirs = keep(version, town.colleague, text="<p>乙</p>", facts={}, seen=0, at=AT)
    saved = save_draft(mine, FACTS, at=LATER)
    assert (saved.text, saved.revision, saved.saved_by) == ("<p>甲</p>", 2, town.writer.name)
    assert draft_of(version, town.writer) is None
    with pytest.raises(OvertakenError, match=r"写手.*03月10日 09:05 已经保存过"):
        save_draft(theirs, FACTS, at=LATER)
    assert Draft.objects.get().text == "<p>乙</p>"
    assert Version.objects.get().text == "<p>甲</p>"
    merged = keep(version, town.colleague, text="<p>甲乙</p>", facts={}, seen=1, base=2, at=LATER)
    assert save_draft(merged, FACTS, at=LATER).text == "<p>甲乙</p>"
    assert authors_of(Version.objects.get()) == {town.writer.pk, town.colleague.pk}


def test_a_fixed_version_changes_no_more(town: Town) -> None:
    version = draft(town)
    digest = fix_version(version, seen=1, person=town.writer, at=AT)
    assert digest == paper_digest(version)
    for act in (
        lambda: save_version(version, Written("乙", FACTS), seen=1, person=town.writer, at=AT),
        lambda: fix_version(version, seen=1, person=town.writer, at=AT),
        lambda: keep(version, town.writer, text="乙", facts={}, seen=0, at=AT),
    ):
        with pytest.raises(Refusal, match="已经定稿"):
            act()
    assert paper_digest(Version.objects.get()) == digest
    assert texts_state().altered == ()


def test_the_digest_is_of_text_facts_and_place_in_the_row(town: Town) -> None:
    version = draft(town)
    seen = {paper_digest(version)}
    for changed in ({"text": TEXT + "。"}, {"facts": to_json(replace(FACTS, topic="民政"))}, {"number": 2}):
        other = Version.objects.get()
        for key, value in changed.items():
            setattr(other, key, value)
        seen.add(paper_digest(other))
    assert len(seen) == 4


def test_one_draft_at_a_time_also_says_the_database(town: Town) -> None:
    version = draft(town)
    with pytest.raises(Refusal, match="已有第 1 版草稿"):
        begin_version(version.document, person=town.colleague, at=AT)
    version.pk, version.number = None, 2
    version._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save()


def test_the_paper_says_what_its_draft_says_until_a_version_is_fixed(town: Town) -> None:
    version = draft(town)
    saved = save_version(
        version, Written(TEXT, replace(FACTS, title="改名")), seen=1, person=town.writer, at=AT
    )
    assert saved.document.title == "改名"
    fix_version(saved, seen=2, person=town.writer, at=AT)
    following = begin_version(saved.document, person=town.colleague, at=AT)
    save_version(following, Written(TEXT, replace(FACTS, title="再改")), seen=1, person=town.colleague, at=AT)
    saved.document.refresh_from_db()
    assert saved.document.title == "改名"
    assert authors_of(following) == {town.writer.pk, town.colleague.pk}


def test_two_versions_stand_side_by_side(town: Town) -> None:
    first = draft(town, text="<p>第一段</p><p>新增低保户 12 户。</p><p>旧的一段</p>")
    fix_version(first, seen=1, person=town.writer, at=AT)
    second = begin_version(first.document, person=town.writer, at=AT)
    changed = Written(
        "<p>第一段</p><p>新增低保户 13 户。</p><p>完全不同的文字，换掉了</p><p>末段</p>",
        replace(FACTS, summary="更正户数", normative=True),
    )
    second = save_version(second, changed, seen=1, person=town.writer, at=AT)
    found = compare_versions(first, second)
    assert not found.same
    assert compare_versions(first, first).same
    assert [(change.name, change.right) for change in found.facts] == [
        ("内容概述", "更正户数"),
        ("规范性文件", "是"),
    ]
    assert [block.kind for block in found.blocks] == ["same", "changed", "removed", "added", "added"]
    changes = [(span.text, span.same) for span in found.blocks[1].right]
    assert changes == [("新增低保户 1", True), ("3", False), (" 户。", True)]


def test_comparing_gives_back_both_texts() -> None:
    left, right = "<p>一</p><p>二二二</p>", "<p>二二三</p><p>四</p>"
    pairs = list(compare_texts(left, right))
    assert ["".join(span.text for span in pair.left) for pair in pairs if pair.left] == ["一", "二二二"]
    assert ["".join(span.text for span in pair.right) for pair in pairs if pair.right] == ["二二三", "四"]
