"""Fields from a ledger: neither a code nor a name stands twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.records.catalogue.models import Field
from tests.ledger.books import imported, reasons

pytestmark = pytest.mark.django_db
HEAD = ["领域代码", "领域", "重点领域", "次序"]


def test_fields_come_in_once(tmp_path: Path) -> None:
    rows = [HEAD, ["01", "社会救助", "是", 1], ["02", "村务公开", "否", 2]]
    assert imported("fields", tmp_path, rows).added == 2
    assert imported("fields", tmp_path, rows).known == 2
    assert Field.objects.get(name="社会救助").key


def test_a_code_or_a_name_with_something_else_is_told(tmp_path: Path) -> None:
    Field.objects.create(code="01", name="社会救助")
    rows = [
        HEAD,
        ["01", "养老服务", "", None],
        ["03", "社会救助", "", None],
        ["04", "甲", "", None],
        ["05", "甲", "", None],
    ]
    found = reasons(imported("fields", tmp_path, rows))
    assert [row for row, _, _ in found] == [2, 3, 5]
    assert "“社会救助”已用代码“01”" in found[1][2]
