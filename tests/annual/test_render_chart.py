"""Strips of bars: one scale for all, nothing drawn outside, the same numbers as the series."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.readings.annual.render.chart import strips

MONTHS = st.lists(st.integers(0, 10**7), min_size=12, max_size=12)


@given(st.dictionaries(st.sampled_from(["公开栏", "微信", "网站"]), MONTHS))
def test_strips_tell_the_series(series: dict[str, list[int]]) -> None:
    made = strips(series)
    assert {strip.name for strip in made} == {name for name, numbers in series.items() if sum(numbers)}
    assert [strip.total for strip in made] == sorted((strip.total for strip in made), reverse=True)
    highest = max((max(numbers) for numbers in series.values()), default=0)
    for strip in made:
        assert [bar.value for bar in strip.bars] == series[strip.name]
        for bar in strip.bars:
            assert 0 <= bar.height <= strip.floor
            assert abs(bar.y + bar.height - strip.floor) < 0.11
            assert bar.x + 29 <= strip.width
            assert abs(bar.height - 64 * bar.value / highest) <= 0.06
        assert str(strip.total) in strip.sentence
