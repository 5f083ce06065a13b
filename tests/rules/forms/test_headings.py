"""Title, year, body and chapters."""

from __future__ import annotations

import pytest

from gongkai.rules.forms.chapters import split_chapters
from gongkai.rules.forms.headings import body_name, find_body, find_title, find_years
from gongkai.rules.forms.paper import Line, Place


def lines(*texts: str) -> list[Line]:
    return [Line(text, Place(line=at)) for at, text in enumerate(texts, 1)]


EAST, WEST = "东川镇", "河西县东川镇"


@pytest.mark.parametrize(
    ("texts", "title", "year", "body"),
    [
        ([f"{WEST}2018年政府信息公开工作年度报告"], 0, 2018, WEST),
        ([f"{WEST}2018年", "政府信息公开工作", "年度报告"], None, 2018, WEST),
        ([f"{EAST}人民政府", "二〇一七年政府信息公开年报"], 1, 2017, EAST),
        (["首页", "政府信息公开年报", f"{EAST}人民政府2021年度政府信息公开工作年度报告"], 2, 2021, EAST),
        ([f"关于{EAST}2016年政务公开工作情况的报告"], 0, 2016, EAST),
        ([f"2019年{WEST}政府信息公开工作年度报告"], 0, 2019, WEST),
    ],
)
def test_titles(texts: list[str], title: int | None, year: int, body: str) -> None:
    given = lines(*texts, "根据《河西县2015年政府信息公开工作年度报告》的要求，编制本报告。")
    found = find_title(given)
    assert found is not None
    assert found.text == ("".join(texts) if title is None else texts[title])
    assert [mention.year for mention in find_years(found, given, [])] == [year]
    named = find_body(found, given, [])
    assert named is not None
    assert named.full == body


def test_a_paper_without_a_title() -> None:
    given = lines("通知", "请各村于月底前报送材料。")
    assert find_title(given) is None
    assert find_body(None, given, []) is None
    assert find_years(None, given, []) == ()


def test_years_of_table_and_period() -> None:
    given = lines("东川镇政府信息公开工作年度报告", "数据统计期限自2018年1月1日起至2018年12月31日止。")
    heads = lines("政府信息公开情况统计表", "（2017年度）", "2016")
    found = find_years(find_title(given), given, heads)
    assert [(mention.year, mention.source) for mention in found] == [(2017, "table"), (2018, "period")]


def test_the_reporter_of_a_table() -> None:
    named = find_body(None, [], lines("填报单位（盖章）：东川镇人民政府"))
    assert named is not None
    assert named.town == "东川镇"


@pytest.mark.parametrize(
    ("name", "level", "parts"),
    [
        ("青铜峡市邵岗镇人民政府", "town", {"county": "青铜峡市", "town": "邵岗镇"}),
        ("吴忠市利通区金积镇", "town", {"city": "吴忠市", "county": "利通区", "town": "金积镇"}),
        ("北京市海淀区中关村街道办事处", "town", {"province": "北京市", "county": "海淀区", "town": "中关村街道"}),
        ("宁夏回族自治区吴忠市青铜峡市邵岗镇", "town", {"province": "宁夏回族自治区", "county": "青铜峡市"}),
        ("东莞市长安镇", "town", {"city": "东莞市", "county": None, "town": "长安镇"}),
        ("济南市市中区", "county", {"city": "济南市", "county": "市中区"}),
        ("景德镇市", "city", {"city": "景德镇市", "town": None}),
        ("新乡市新乡县七里营镇", "town", {"city": "新乡市", "county": "新乡县", "town": "七里营镇"}),
        ("三江侗族自治县八江镇", "town", {"county": "三江侗族自治县", "town": "八江镇"}),
        ("锡林郭勒盟苏尼特左旗满都拉图镇", "town", {"city": "锡林郭勒盟", "county": "苏尼特左旗"}),
        ("河西县财政局", "department", {"county": "河西县"}),
        ("某单位", "unknown", {"town": None}),
    ],
)  # fmt: skip
def test_names_of_bodies(name: str, level: str, parts: dict[str, str | None]) -> None:
    found = body_name(name)
    assert found.level == level
    assert {part: getattr(found, part) for part in parts} == parts


def test_chapters_with_a_list_of_contents_before_them() -> None:
    chapters = split_chapters(
        lines(
            "开头的话。", "一、概述", "二、申请情况", "一、概述", "第一段。", "", "第二段。", "二、申请情况",
            "三、收费情况。全年没有收费，也没有减免，请见附表所列的各项数字和文字说明。", "第四部分 其他", "无",
        )
    )  # fmt: skip
    assert [(chapter.number, chapter.title, len(chapter.lines)) for chapter in chapters] == [
        (None, "", 1),
        ("一", "概述", 2),
        ("二", "申请情况", 0),
        ("三", "收费情况", 1),
        ("四", "其他", 1),
    ]
    assert chapters[3].lines[0].text.startswith("三、收费情况。全年没有收费")
    assert [line.place.line for line in chapters[1].lines] == [5, 7]


def test_a_heading_glued_to_the_paragraph_before_it_stands_by_itself() -> None:
    chapters = split_chapters(
        lines(
            "一、概述", "全年召开会议3次。二、主动公开政府信息情况", "主动公开12条。 三、其他情况",
            "第一项完成。五、存在的问题", "本目录分为四类。四、要继续努力，改进工作。",
        )
    )  # fmt: skip
    assert [(chapter.number, chapter.title, len(chapter.lines)) for chapter in chapters] == [
        ("一", "概述", 1),
        ("二", "主动公开政府信息情况", 1),
        ("三", "其他情况", 2),
    ]
    assert chapters[0].lines[0].text == "全年召开会议3次。"
    assert chapters[1].place.line == 2
