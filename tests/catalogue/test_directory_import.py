"""A county's directory comes in whole or not at all, whatever its heading looks like."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.records.catalogue.actions import raise_year
from gongkai.records.catalogue.models import Carrier, Edition, Entry, Method, Obligation
from gongkai.records.ledger.models import Act, SourceFile
from gongkai.rules.refusal import Refusal
from tests.catalogue.county import AT, WHO, County, make_county
from tests.catalogue.workbooks import HEADING, ROW, Heading, changed, directory, imported

pytestmark = pytest.mark.django_db
RELIEF, AFFAIRS = "社会救助", "村务公开"


@pytest.fixture(autouse=True)
def county() -> County:
    return make_county()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "目录.xlsx"


def with_heading(name: str, words: str, parts: tuple[str, ...]) -> Heading:
    return [(words, parts) if each == name else (each, old) for each, old in HEADING]


def test_an_edition_comes_in_with_its_entries(path: Path) -> None:
    outcome = imported(
        directory(path, {RELIEF: [ROW], AFFAIRS: [changed(limit="每季度首个月20日", town="")]})
    )
    assert outcome.problems == []
    assert (outcome.rows, outcome.added) == (2, 2)
    edition = Edition.objects.get()
    assert (edition.name, edition.since, edition.until) == (
        "测试镇基层政务公开标准目录（2018年版）",
        date(2018, 1, 1),
        None,
    )
    first, second = edition.entries.order_by("id")
    assert (first.number, first.field.name, first.level1, first.level2) == (
        "1",
        RELIEF,
        "最低生活保障",
        "审批信息",
    )
    assert first.limits == [{"kind": "after", "number": 20, "unit": "workday", "trigger": "formed"}]
    assert (first.required_carriers, first.optional_carriers) == (Carrier.PORTAL.bit, Carrier.BOARD.bit)
    assert (first.everyone, first.special_audience, first.method) == (True, "", Method.PROACTIVE)
    assert (first.at_county, first.at_town, first.at_village) == (False, True, True)
    assert (second.field.name, second.at_town, second.at_village) == (AFFAIRS, False, True)
    assert Act.objects.order_by("id").values_list("verb", flat=True)[0] == "open_edition"
    assert Act.objects.count() == 2


def test_the_options_win_over_the_title(path: Path) -> None:
    imported(directory(path, {RELIEF: [ROW]}), edition="2019年版", since=date(2019, 3, 1))
    assert Edition.objects.values_list("name", "since").get() == ("2019年版", date(2019, 3, 1))


def test_the_same_file_twice_adds_nothing(path: Path) -> None:
    imported(directory(path, {RELIEF: [ROW, changed(number="2")]}))
    again = imported(path)
    assert (again.added, again.known, again.problems) == (0, 2, [])
    assert (Entry.objects.count(), SourceFile.objects.count()) == (2, 1)


def test_a_dry_run_writes_nothing(path: Path) -> None:
    outcome = imported(directory(path, {RELIEF: [ROW]}), dry_run=True)
    assert (outcome.added, outcome.problems) == (1, [])
    assert not Edition.objects.exists()
    assert not Act.objects.exists()


def test_a_second_file_adds_fields_to_the_same_edition(path: Path) -> None:
    imported(directory(path, {RELIEF: [ROW]}))
    outcome = imported(directory(path, {AFFAIRS: [ROW]}))
    assert (outcome.added, Edition.objects.count(), Entry.objects.count()) == (1, 1, 2)


def test_an_edition_is_never_edited(path: Path) -> None:
    imported(directory(path, {RELIEF: [ROW]}))
    outcome = imported(directory(path, {RELIEF: [changed(elements="别的要素"), changed(number="2")]}))
    assert [(problem.row, problem.column) for problem in outcome.problems] == [(4, "序号"), (5, "序号")]
    assert "目录版本不能改动" in outcome.problems[0].reason
    assert Entry.objects.get().elements == "低保对象名单"


def test_an_edition_that_made_obligations_gets_no_more_fields(path: Path, county: County) -> None:
    imported(directory(path, {AFFAIRS: [changed(limit="每月10日前")]}))
    raise_year(county.town, 2018, by=WHO, at=AT)
    assert len(imported(directory(path, {RELIEF: [ROW]})).problems) == 1


def test_two_names_for_one_first_day_are_refused(path: Path) -> None:
    imported(directory(path, {RELIEF: [ROW]}))
    with pytest.raises(Refusal, match="不是同一版"):
        imported(path, edition="另一版")


def test_a_new_edition_ends_the_former_and_what_had_begun_stays_owed(path: Path, county: County) -> None:
    imported(directory(path, {AFFAIRS: [changed(limit="每季度首个月20日")]}))
    raise_year(county.town, 2018, by=WHO, at=AT)
    new = directory(path, {AFFAIRS: [changed(limit="每月10日前")]}, title="")
    imported(new, edition="新版", since=date(2018, 7, 1))
    old, later = Edition.objects.order_by("since")
    assert (old.until, later.until) == (date(2018, 6, 30), None)
    raise_year(county.town, 2018, by=WHO, at=AT)
    periods = Obligation.objects.filter(body=county.town).order_by("due_on").values_list("period", flat=True)
    assert list(periods) == ["2018Q1", "2018Q2", *(f"2018-{month:02d}" for month in range(7, 13))]
    assert Act.objects.filter(verb="open_edition").last().detail["taken_back"] == 8  # type: ignore[union-attr]


def test_an_edition_between_two_ends_before_the_later_one(path: Path) -> None:
    for name, since in (("一", date(2018, 1, 1)), ("三", date(2020, 1, 1)), ("二", date(2019, 1, 1))):
        imported(directory(path, {RELIEF: [ROW]}), edition=name, since=since)
    assert list(Edition.objects.order_by("since").values_list("name", "until")) == [
        ("一", date(2018, 12, 31)),
        ("二", date(2019, 12, 31)),
        ("三", None),
    ]


def test_merged_cells_below_the_heading_mean_the_same_as_above(path: Path) -> None:
    rows = [ROW, changed(number="2", level1="", level2="办事指南", boxes=""), changed(number="3", level2="")]
    imported(directory(path, {RELIEF: rows}, merged=[(0, 1, 1, 1), (0, 7, 1, 7), (2, 1, 2, 2)]))
    entries = list(Entry.objects.order_by("id"))
    assert [entry.level1 for entry in entries] == ["最低生活保障"] * 3
    assert [entry.level2 for entry in entries] == ["审批信息", "办事指南", ""]
    assert entries[1].required_carriers == Carrier.PORTAL.bit


def test_a_heading_of_one_row_with_a_field_column_and_words_in_cells(path: Path) -> None:
    heading = [
        (words, ())
        for words in (
            "领域", "序号", "一级事项", "二级事项", "三级事项", "公开内容", "公开时限", "公开主体", "公开渠道与载体",
            "公开对象", "公开方式", "公开层级", "五公开", "责任科室",
        )
    ]  # fmt: skip
    row = [
        "社会救助领域", 7.0, "综合业务", "", "监督检查", "举报电话", "长期公开", "镇政府", "政府网站、其他：法律服务网",
        "全社会、残疾人", "依申请公开", "乡、村级", "服务", "民政办",
    ]  # fmt: skip
    assert imported(directory(path, {"目录": [row]}, heading=heading)).problems == []
    entry = Entry.objects.get()
    assert (entry.number, entry.level3, entry.stage, entry.method) == (
        "7",
        "监督检查",
        "service",
        "on_request",
    )
    assert (entry.everyone, entry.special_audience) == (True, "残疾人")
    assert (entry.at_county, entry.at_town, entry.at_village) == (False, True, True)
    assert entry.required_carriers == Carrier.PORTAL.bit | Carrier.OTHER.bit
    assert entry.remarks == {"责任科室": "民政办", "其他载体": "法律服务网"}


def test_one_column_a_box(path: Path) -> None:
    parts = ("政府网站", "两微一端", "社区/企事业单位/村公示栏（电子屏）", "精准推送")
    heading = with_heading("公开渠道和载体", "公开渠道和载体", parts)
    row = [*ROW[:7], "■", "", "□", "■", *ROW[8:]]
    assert imported(directory(path, {RELIEF: [row]}, heading=heading)).problems == []
    entry = Entry.objects.get()
    assert entry.required_carriers == Carrier.PORTAL.bit | Carrier.TARGETED.bit
    assert entry.optional_carriers == Carrier.BOARD.bit


def test_without_a_level_column_a_town_s_directory_is_the_town_s(path: Path) -> None:
    heading = [each for each in HEADING if each[0] != "公开层级"]
    imported(directory(path, {RELIEF: [ROW[:12]]}, heading=heading))
    assert Entry.objects.values_list("at_county", "at_town", "at_village").get() == (False, True, False)


BAD = [
    ({"limit": "尽快"}, "公开时限", "F", "看不懂公开时限“尽快”"),
    ({"limit": "每季度公布"}, "公开时限", "F", "没有写明是哪一天"),
    ({"limit": ""}, "公开时限", "F", "必填，不能为空"),
    ({"boxes": "■微信小程序"}, "公开渠道和载体", "H", "不认识渠道和载体“微信小程序”"),
    ({"boxes": "■政府网站■门户网站"}, "公开渠道和载体", "H", "出现了两次"),
    ({"boxes": ""}, "公开渠道和载体", "H", "没有选任何渠道和载体"),
    ({"town": "部分"}, "乡级", "N", "“部分”看不懂"),
    ({"town": "", "village": ""}, "县级", "M", "公开层级一个也没有勾"),
    ({"everyone": ""}, "全社会", "I", "公开对象一个也没有勾"),
    ({"on_request": "√"}, "主动", "K", "只勾一项"),
    ({"proactive": ""}, "主动", "K", "应勾一项"),
    ({"level1": ""}, "一级事项", "B", "必填，不能为空"),
    ({"level1": "长" * 121}, "一级事项", "B", "最多 120 个字"),
]


@pytest.mark.parametrize(("wrong", "column", "letter", "reason"), BAD)
def test_a_bad_cell_is_told_with_its_place_and_nothing_is_changed(
    path: Path, wrong: dict[str, str], column: str, letter: str, reason: str
) -> None:
    outcome = imported(directory(path, {RELIEF: [ROW, changed(number="2", **wrong)]}))
    (problem,) = outcome.problems
    assert (problem.sheet, problem.row, problem.column, problem.letter) == (RELIEF, 5, column, letter)
    assert reason in problem.reason
    assert not Edition.objects.exists()


def test_every_bad_row_is_told_at_once(path: Path) -> None:
    rows = [changed(number=str(at), **wrong) for at, (wrong, *_) in enumerate(BAD)]
    outcome = imported(directory(path, {RELIEF: rows, AFFAIRS: [ROW, ROW]}))
    assert {problem.row for problem in outcome.problems if problem.sheet == RELIEF} == set(
        range(4, 4 + len(BAD))
    )
    (twice,) = [problem for problem in outcome.problems if problem.sheet == AFFAIRS]
    assert twice.reason == "“1”与工作表“村务公开”第 4 行重复。"
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("name", "words", "parts", "said"),
    [
        ("公开时限", "时间", (), "表头缺少“公开时限”（找到的表头：序号、公开事项"),
        (
            "公开渠道和载体",
            "公开渠道和载体",
            ("政府网站", "朋友圈"),
            "之下的“朋友圈”（I3）看不懂，应为：政府网站",
        ),
        ("公开层级", "公开层级", ("省级", "村级"), "“公开层级”之下的“省级”（M3）看不懂，应为：县级、乡级"),
        ("公开对象", "公开对象", ("", ""), "“公开对象”合并了 I2:J2，下面没有写每一列是什么"),
        ("公开依据", "公开依据", ("法律", "规章"), "之下的“法律”（E3）看不懂，这一列的表头应只有一行"),
    ],
)
def test_a_heading_that_cannot_be_understood_is_refused_with_what_was_expected_and_found(
    path: Path, name: str, words: str, parts: tuple[str, ...], said: str
) -> None:
    heading = with_heading(name, words, parts)
    with pytest.raises(Refusal) as refusal:
        imported(directory(path, {RELIEF: [[*ROW, "", ""]]}, heading=heading))
    assert said in str(refusal.value)


def test_a_sheet_without_any_directory_heading_is_refused(path: Path) -> None:
    with pytest.raises(Refusal, match="没有公开目录的表头"):
        imported(directory(path, {RELIEF: [ROW]}, heading=[("姓名", ()), ("电话", ())]))


@pytest.mark.parametrize(
    ("sheet", "title", "said"),
    [
        ("Sheet1", "目录（自2018年1月1日起施行）", "看不出是哪个领域"),
        (RELIEF, "", "表格上方没有标题，不知道这一版目录叫什么"),
        (RELIEF, "测试镇目录", "不知道这一版目录从哪天起施行"),
        (RELIEF, "测试镇目录（自2018年2月30日起施行）", "不是真实的日期"),
    ],
)
def test_what_the_edition_is_must_be_known(path: Path, sheet: str, title: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        imported(directory(path, {sheet: [ROW]}, title=title))


def test_the_title_may_name_the_field(path: Path) -> None:
    title = "测试镇社会救助领域基层政务公开标准目录（自2018年1月1日起施行）"
    imported(directory(path, {"Sheet1": [ROW]}, title=title))
    assert Entry.objects.get().field.name == RELIEF
    assert Edition.objects.get().name == "测试镇基层政务公开标准目录"


def test_a_directory_belongs_to_a_body(path: Path) -> None:
    with pytest.raises(Refusal, match="请用 --body 写明"):
        imported(directory(path, {RELIEF: [ROW]}), body="")
