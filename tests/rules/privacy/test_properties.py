"""What must hold for any text: a planted number is found, a masked text is clean, an organisation's code is silent."""

from __future__ import annotations

import time
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.rules.privacy.detect import find, mask
from gongkai.rules.privacy.glyphs import flatten
from gongkai.rules.privacy.organisation import check_character
from gongkai.rules.privacy.resident_id import check_digit, is_resident_id
from gongkai.rules.privacy.roster import find_in_row, headings_of
from gongkai.rules.privacy.spans import LABELS, at_least
from tests.rules.privacy import invented

TODAY = date(2026, 1, 1)
AREAS = st.sampled_from(["110105", "640381", "640302", "330327", "513401", "650102", "429004", "820000"])
BIRTHS = st.dates(date(1900, 1, 1), TODAY)
RESIDENT_IDS = st.builds(
    lambda area, born, order: (first := f"{area}{born:%Y%m%d}{order:03d}") + check_digit(first),
    AREAS,
    BIRTHS,
    st.integers(0, 999),
)
MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
PROSE = st.text(
    st.sampled_from("邵岗镇村民委员会补贴名单张三李四元，。；：（）\n 公示") | st.characters(), max_size=60
)
ORGANISATIONS = st.builds(
    lambda first: first + check_character(first),
    st.from_regex(r"(?:1[1239]|5[123]|9[123])[1-6][0-9]{5}[0-9ABCDEFGHJKLMNPQRTUWXY]{9}", fullmatch=True),
)


def quiet(character: str) -> bool:
    """A character that cannot melt with the number beside it: no digit, letter, sign of arithmetic or cross."""
    return bool(character.strip()) and not flatten(character).isascii() and flatten(character) != "\u200b"


def wall(text: str) -> bool:
    return text == "" or quiet(text)


@given(PROSE, RESIDENT_IDS, PROSE)
def test_a_planted_resident_id_is_always_found(before: str, number: str, after: str) -> None:
    assume(wall(before[-1:]) and wall(after[:1]))
    spans = find(before + number + after, today=TODAY)
    planted = (len(before), len(before) + 18)
    assert any(
        span.kind == "resident_id" and (span.start, span.end) == planted and span.severity != "info"
        for span in spans
    )


@given(PROSE, MOBILES, PROSE)
def test_a_planted_mobile_is_always_found(before: str, number: str, after: str) -> None:
    assume(wall(before[-1:]) and wall(after[:1]) and after[:1] not in tuple("元万亿条件次户人吨公千亩平立米"))
    spans = find(before + number + after, today=TODAY)
    assert any(span.kind == "mobile" and span.start == len(before) for span in spans)


@given(st.lists(RESIDENT_IDS | MOBILES | PROSE, max_size=8))
def test_a_masked_text_is_clean(pieces: list[str]) -> None:
    masked = mask(" ".join(pieces), today=TODAY)
    assert [span for span in find(masked, today=TODAY) if at_least(span.severity, "warning")] == []


@given(st.lists(RESIDENT_IDS | MOBILES | PROSE, max_size=8))
def test_spans_are_in_order_and_never_overlap_nor_hold_the_value(pieces: list[str]) -> None:
    text = "、".join(pieces)
    end = 0
    for span in find(text, today=TODAY):
        assert end <= span.start < span.end <= len(text)
        assert span.kind in LABELS
        if span.kind in {"resident_id", "mobile", "bank_card"}:
            assert "***" in span.masked
        end = span.end


@given(ORGANISATIONS, PROSE)
def test_an_organisation_code_is_never_flagged(code: str, before: str) -> None:
    assume(not is_resident_id(code, TODAY) and wall(before[-1:]))
    text = f"{before}{code}/2024-00016"
    assert not any(span.end > len(before) for span in find(text, today=TODAY) if span.kind != "address")


@given(st.text(max_size=200))
def test_flattening_keeps_the_length(text: str) -> None:
    assert len(flatten(text)) == len(text)


@given(RESIDENT_IDS, st.integers(3, 17))
def test_a_number_cut_over_two_cells_is_found(number: str, cut: int) -> None:
    found = find_in_row(["1", "张三", number[:cut], number[cut:], "邵南村"], today=TODAY)
    assert [(column, span.kind) for column, span in found] == [(2, "resident_id")]


def test_a_number_written_in_boxes_is_found() -> None:
    number = invented.resident_id()
    assert [column for column, _ in find_in_row(["张三", *number, "备注"], today=TODAY)] == [1]


def test_headings_give_the_cells_below_their_meaning() -> None:
    headings = headings_of(["序号", "姓名", "银行账号", "家庭住址"])
    assert headings == ("序号", "姓名", "银行账号", "家庭住址")
    found = find_in_row(["1", "张三", "640381000000012", "邵南村3组12号"], headings, today=TODAY)
    assert [(column, span.kind, span.severity) for column, span in found] == [
        (1, "name", "info"),
        (2, "bank_card", "error"),
        (3, "address", "error"),
    ]
    assert headings_of(["1", "张三", "640381000000012"]) is None
    assert headings_of(["单位", "条数"]) is None


def test_a_megabyte_takes_linear_time_even_when_it_is_hostile() -> None:
    def seconds(text: str) -> float:
        begin = time.process_time()
        find(text, today=TODAY)
        return time.process_time() - begin

    for unit in ("1 ", "12345678901234567 ", "村3组", "a@", "6", "138-", "6403811990\n", "宁A1", "路1号"):
        small, large = unit * (20_000 // len(unit)), unit * (160_000 // len(unit))
        assert seconds(large) < 24 * max(seconds(small), 0.005), unit
