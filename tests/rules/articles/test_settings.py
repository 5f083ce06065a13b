"""Settings say that they are settings."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.rules.articles import Setting, article, setting, settings

EVERY = list(settings().values())


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.key)
def test_a_setting_is_labelled_with_its_reason_and_cites_nothing(one: Setting) -> None:
    assert one.label.startswith("本单位设置：")
    assert one.default in one.label
    assert one.reason in one.label
    assert "《" not in one.label


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.key)
def test_a_setting_accepts_its_own_default_and_stands_beside_real_articles(one: Setting) -> None:
    assert one.accepts(one.default)
    assert all(article(near) for near in one.near)


def test_a_closed_setting_refuses_another_value() -> None:
    assert not setting("first_counted_day").accepts("yesterday")
    assert setting("first_counted_day").accepts("same_day")
    assert setting("township_report_due").accepts("01-20")


def test_dates_among_the_settings_are_dates() -> None:
    assert date.fromisoformat(setting("fee_measure_begins").default) == date(2021, 1, 1)
    assert date.fromisoformat(setting("arrival_norm_begins").default) == date(2015, 1, 1)


def test_an_unknown_setting_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        setting("nothing")
