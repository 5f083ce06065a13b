"""Each detector against planted numbers, and against the look-alikes that public documents are full of."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.rules.privacy.bank_card import luhn
from gongkai.rules.privacy.detect import find
from gongkai.rules.privacy.organisation import check_character, is_organisation_code
from gongkai.rules.privacy.resident_id import check_digit, is_resident_id
from gongkai.rules.privacy.spans import Span
from tests.rules.privacy import invented

TODAY = date(2019, 1, 31)
ID = invented.resident_id()
CARD = invented.bank_card()


def only(text: str, heading: str = "") -> Span:
    spans = find(text, today=TODAY, heading=heading)
    assert len(spans) == 1, spans
    return spans[0]


def test_the_published_examples_of_both_check_digits() -> None:
    assert check_digit("11010519491231002") == "X"
    assert check_character("11500382774856013") == "D"
    assert check_character("11341702486344515") == "H"
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")


@pytest.mark.parametrize(
    "written",
    [
        ID,
        f"身份证号：{ID}，",
        f"{ID[:6]} {ID[6:14]} {ID[14:]}",
        f"{ID[:6]}-{ID[6:14]}-{ID[14:]}",
        " ".join(ID),
        "".join(chr(ord(digit) + 0xFEE0) for digit in ID),
        "\u200b".join(ID),
        f"{ID[:11]}\n{ID[11:]}",
        f"No{ID}",
        f"G{ID}",
        f"{ID}71",
        f"1 {ID}",
        f"13800001111 {ID}".removeprefix("13800001111 "),
    ],
)
def test_a_resident_id_however_it_is_written(written: str) -> None:
    span = only(written)
    assert (span.kind, span.severity) == ("resident_id", "error")
    assert span.masked == f"{ID[:2]}{'*' * 13}{ID[-3:]}"


@pytest.mark.parametrize("cross", ["X", "x", "Ｘ", "×", "Х"])
def test_every_way_to_write_the_letter_at_the_end(cross: str) -> None:
    number = next(
        made for order in range(100, 200) if (made := invented.resident_id(order=f"{order}")).endswith("X")
    )
    assert only(number[:17] + cross).severity == "error"


def test_a_mistyped_id_is_a_suspicion_and_under_its_label_a_certainty() -> None:
    wrong = invented.mistyped(ID)
    assert only(wrong).severity == "warning"
    assert only(f"身份证号码：{wrong}").severity == "error"
    assert only(wrong, heading="公民身份号码").severity == "error"
    assert find(f"受理编号：{wrong}") == []


def test_a_day_of_birth_must_exist_and_lie_in_the_past() -> None:
    assert find(invented.resident_id(born="19900231"), today=TODAY) == []
    assert find(invented.resident_id(born="20190201"), today=TODAY) == []
    assert only(invented.resident_id(born="20190131")).severity == "error"
    assert find(invented.resident_id(born="18991231"), today=TODAY) == []
    assert is_resident_id(ID, TODAY)
    assert not is_resident_id(invented.mistyped(ID), TODAY)


def test_old_numbers_of_fifteen_digits() -> None:
    old = ID[:6] + ID[8:17]
    assert only(old).severity == "warning"
    assert only(f"身份证：{old}").severity == "error"
    assert only(f"身份证：{old}").masked == f"{old[:2]}{'*' * 10}{old[-3:]}"
    assert find(f"税号：{old}") == []
    assert find(old[:8] + "13" + old[10:]) == []
    assert find("11" + "58" + old[4:]) == []
    assert find(old[:2] + "77" + old[4:]) == []


@pytest.mark.parametrize(
    "written",
    [
        "{0}",
        "电话:{0}",
        "+86 {0}",
        "0086{0}",
        "{1}-{2}-{3}",
        "{1} {2} {3}",
        "tel{0}",
        "（{0}）",
        "{1}—{2}—{3}",
    ],
)
def test_a_mobile_however_it_is_written(written: str) -> None:
    number = invented.mobile()
    span = only(written.format(number, number[:3], number[3:7], number[7:]))
    assert (span.kind, span.severity, span.masked) == ("mobile", "error", "138****5678")


def test_an_office_telephone_is_only_noted() -> None:
    for written in ("0953-3700018", "0953—3700018", "（0953）3700018", "电话：3700018", "010-66001122-801"):
        span = only(written)
        assert (span.kind, span.severity) == ("phone", "info")
    assert only("家庭电话：0953-3700018").severity == "warning"
    assert only("0953-3700018").masked == "0953-****018"


def test_bank_cards_and_accounts() -> None:
    assert only(CARD).severity == "error"
    assert only(CARD).masked == f"{CARD[:4]}{'*' * 11}{CARD[-4:]}"
    fours = " ".join(CARD[at : at + 4] for at in range(0, 19, 4))
    assert only(fours).severity == "error"
    assert only(f"2018 {fours}").severity == "error"
    assert only(f"1\n{CARD}").start == 2
    assert only(f"{CARD[:12]}\n{CARD[12:]}").severity == "error"
    wrong = CARD[:-1] + str((int(CARD[-1]) + 1) % 10)
    assert find(wrong) == []
    assert only(f"账号：{wrong}").severity == "warning"
    assert only(wrong, heading="银行账号").severity == "error"
    assert only(f"收款单位：邵岗镇人民政府，账号：{wrong}").severity == "info"
    assert only(f"订单编号：{CARD}").severity == "warning"


def test_passports_need_a_word_before_them() -> None:
    assert only("护照号：E12345678").severity == "error"
    assert only("护照号：E12345678").masked == "E******78"
    assert only("EA1234567", heading="护照号码").kind == "passport"
    assert only("港澳通行证 C12345678").kind == "passport"
    assert find("型号 E12345678") == []


@pytest.mark.parametrize(
    "plate", ["宁C12345", "宁C·1A345", "宁AD12345", "宁A12345D", "京A1234警", "宁c12345"]
)
def test_vehicle_plates(plate: str) -> None:
    span = only(f"车辆{plate}。")
    assert (span.kind, span.severity) == ("plate", "warning")
    assert span.masked[:2] == plate[:2].upper()
    assert span.masked.endswith(plate[-2:].upper())


def test_addresses_end_at_town_or_street() -> None:
    span = only("家庭住址：青铜峡市邵岗镇邵南村3组12号")
    assert (span.kind, span.severity, span.masked) == ("address", "error", "青铜峡市邵岗镇***")
    assert only("户籍地址：邵岗镇邵南村三组").severity == "warning"
    assert only("邵南村第十二村民小组").severity == "info"
    assert only("住在幸福小区3号楼2单元501室").severity == "error"
    assert only("幸福小区3号楼2单元501室").severity == "warning"
    assert only("地址：邵岗街12号").severity == "info"
    assert only("邵南村3组12号", heading="家庭住址").severity == "error"


def test_electronic_addresses_and_names_are_only_noted() -> None:
    assert (only("邮箱：abc@example.com").masked, only("邮箱：abc@example.com").severity) == (
        "a***@example.com",
        "info",
    )
    assert (only("姓名：张三丰").masked, only("姓名：欧阳修").masked) == ("张**", "欧阳*")


@pytest.mark.parametrize(
    "text",
    [
        "11500382774856013D/2024-00016",
        "113708280043326001/2024-02411",
        "01527918X-2020-153077",
        "统一社会信用代码：11640381MB1234567Y",
        "青政办发〔2018〕12号",
        "投资13800000000元",
        "共13812345678.50元",
        "2018年1月1日至2018年12月31日",
        "6403811062030100120001",
        "机构代码640381106000",
        "744 79 133 525 7 34 15 16 11 30 22",
        "2018-12-31 2018-01-01 2017-12-31",
        "sha256:5f16403811990010112334ab0d13812345678cd",
        "合同号 20180115000000123456",
        "邮编：751605，12345热线，15个行政村",
        "138****5678，35*************123",
        "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12",
        "800,000,000.00",
        "科室在三楼301室",
    ],
)
def test_what_is_not_a_person_stays_silent(text: str) -> None:
    assert find(text, today=TODAY) == []


def test_an_organisation_code_is_told_by_its_check() -> None:
    code = invented.organisation_code()
    assert is_organisation_code(code)
    assert not is_organisation_code(code[:-1] + ("0" if code[-1] != "0" else "1"))
    assert find(f"代码{code}，电话0953-3700018")[0].kind == "phone"
