"""Normative papers: filed, evaluated, expired, and listed when they ask for something."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.records.documents.models import Document, Validity
from gongkai.records.documents.papers.normative import (
    clean_up_list,
    evaluate,
    expire_ended,
    file_with_county,
)
from gongkai.rules.refusal import Refusal
from tests.workflow.town import AT, TODAY, Town, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def paper(town: Town, **changed: object) -> Document:
    said = {
        "body": town.town,
        "title": "管理办法",
        "formed_on": date(2022, 1, 10),
        "normative": True,
        "valid_until": TODAY + timedelta(days=400),
        "filed_on": date(2022, 1, 20),
    }
    return Document.objects.create(**(said | changed))


def listed(town: Town) -> list[tuple[str, str]]:
    return [(one.document.title, one.kind) for one in clean_up_list([town.town.pk], TODAY)]


def test_the_list_holds_what_asks_for_something(town: Town) -> None:
    paper(town, title="甲")
    paper(town, title="未报备", filed_on=None)
    paper(town, title="该评估", valid_until=TODAY + timedelta(days=150))
    paper(town, title="评估过", valid_until=TODAY + timedelta(days=150), evaluated_on=TODAY)
    paper(town, title="到期", valid_until=TODAY - timedelta(days=1))
    paper(town, title="上级的", made_here=False, filed_on=None)
    paper(town, title="已废止", validity=Validity.REPEALED, filed_on=None)
    assert sorted(listed(town)) == [("到期", "ended"), ("未报备", "unfiled"), ("该评估", "evaluate")]


def test_filing_is_noted_once_it_can_have_been(town: Town) -> None:
    document = paper(town, filed_on=None)
    for on in (date(2022, 1, 9), TODAY + timedelta(days=1)):
        with pytest.raises(Refusal, match="之间"):
            file_with_county(document, on=on, number="1", by="经办", at=AT)
    with pytest.raises(Refusal, match="由制发机关报备"):
        file_with_county(paper(town, made_here=False), on=TODAY, number="1", by="经办", at=AT)
    with pytest.raises(Refusal, match="不是规范性文件"):
        file_with_county(paper(town, normative=False), on=TODAY, number="1", by="经办", at=AT)
    file_with_county(document, on=TODAY, number=" 备〔2026〕1号 ", by="经办", at=AT)
    document.refresh_from_db()
    assert (document.filed_on, document.filed_number) == (TODAY, "备〔2026〕1号")


def test_an_evaluation_keeps_amends_or_repeals(town: Town) -> None:
    kept, amended, repealed = paper(town), paper(town), paper(town)
    later = TODAY + timedelta(days=1000)
    evaluate(kept, outcome="keep", on=TODAY, valid_until=later, by="经办", at=AT)
    evaluate(amended, outcome="amend", on=TODAY, by="经办", at=AT)
    evaluate(repealed, outcome="repeal", on=TODAY, by="经办", at=AT)
    for document in (kept, amended, repealed):
        document.refresh_from_db()
    assert (kept.validity, kept.valid_until) == (Validity.VALID, later)
    assert amended.validity == Validity.AMENDED
    assert (repealed.validity, repealed.repealed_on) == (Validity.REPEALED, TODAY)
    with pytest.raises(Refusal, match="不用再评估"):
        evaluate(repealed, outcome="keep", on=TODAY, by="经办", at=AT)
    with pytest.raises(Refusal, match="之后"):
        evaluate(kept, outcome="keep", on=TODAY, valid_until=TODAY, by="经办", at=AT)
    with pytest.raises(Refusal, match="之间"):
        evaluate(kept, outcome="keep", on=TODAY + timedelta(days=1), by="经办", at=AT)


def test_what_has_ended_is_said_to_be_invalid_once(town: Town) -> None:
    ended = paper(town, valid_until=TODAY - timedelta(days=1))
    running = paper(town, valid_until=TODAY)
    assert expire_ended([town.town.pk], by="系统", at=AT) == 1
    assert expire_ended([town.town.pk], by="系统", at=AT) == 0
    ended.refresh_from_db()
    running.refresh_from_db()
    assert (ended.validity, running.validity) == (Validity.EXPIRED, Validity.VALID)
