"""Rows written in bulk are the rows that objects would have written, on either database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.records.capacity.models import Spending
from gongkai.records.disclosure.models import Item
from gongkai.records.ledger.bulk import insert
from gongkai.records.ledger.models import SourceFile
from tests.ledger.books import AT, town

pytestmark = pytest.mark.django_db


def test_every_kind_of_value_comes_back_as_it_went_in() -> None:
    body = town()
    told: list[dict[str, Any]] = [
        {"purpose": "=1+1\t换行\n\\N", "amount": Decimal("4800.50"), "paid_on": date(2018, 4, 10)},
        {"purpose": "附注", "amount": Decimal(0), "paid_on": date(2018, 4, 11), "remarks": {"凭证号": "“7”"}},
    ]
    insert(Spending, [{"body_id": body.pk, **one} for one in told])
    for one in told:
        found = Spending.objects.get(paid_on=one["paid_on"])
        assert found.purpose == one["purpose"]
        assert found.amount == one["amount"]
        assert found.remarks == one.get("remarks", {})
        assert (found.fingerprint, found.source_id, found.source_row) == (None, None, None)


def test_defaults_of_the_model_hold() -> None:
    body = town()
    insert(Item, [{"body_id": body.pk, "number": "1", "title": "甲", "published_on": date(2018, 1, 2)}])
    found, made = Item.objects.get(), Item(body=body, number="1", title="甲", published_on=date(2018, 1, 2))
    for field in Item._meta.concrete_fields:
        if not field.primary_key:
            assert getattr(found, field.attname) == getattr(made, field.attname)


def test_moments_keep_their_zone() -> None:
    insert(
        SourceFile,
        [{"kind": "items", "name": "甲", "digest": "0", "rows": 1, "added": 1, "at": AT, "actor": "甲"}],
    )
    assert SourceFile.objects.get().at == AT


def test_constraints_of_the_database_hold() -> None:
    body = town()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Spending, [{"body_id": body.pk, "purpose": "负", "amount": -1, "paid_on": date(2018, 1, 2)}])
    assert not Spending.objects.exists()


def test_numbers_go_on_after_a_bulk_load() -> None:
    body = town()
    insert(Spending, [{"body_id": body.pk, "purpose": "甲", "amount": 1, "paid_on": date(2018, 1, 2)}])
    Spending.objects.create(body=body, purpose="乙", amount=1, paid_on=date(2018, 1, 3))
    assert Spending.objects.count() == 2
