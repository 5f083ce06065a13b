"""What the fees rest on can be cited."""

from __future__ import annotations

import pytest

from gongkai.rules.articles import cite
from gongkai.rules.fees import costs, exemptions, processing_fee

ARTICLES = (
    *(cost.article for law in ("2007", "2019") for cost in costs(law)),
    *(one.article for one in exemptions("2007", "64")),
    processing_fee("items", 1).article,
    processing_fee("pages", 1).article,
)


@pytest.mark.parametrize("article_id", sorted(set(ARTICLES)))
def test_every_charge_cites_its_article(article_id: str) -> None:
    assert cite(article_id).startswith("《")
