"""The law that the year of the report is under."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.numerals import spoken_integer
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.sentences import Sentence

_LAST_UNDER_2007 = 2018
"""Reports on 2018 and before are under 国务院令第492号; 国务院令第711号 is in force from 2019-05-15."""
_ARTICLES_OF_2007 = 38
_ARTICLES_OF_2019 = 56
_CITED = re.compile(
    r"《(?:中华人民共和国)?(?:政府信息公开)?条例》(?P<articles>(?:第?[一二三四五六七八九十]{1,4}条?(?:第[一二三四五六七八九十]{1,2}款)?[、和及与至，]*)+)"
)
_ARTICLE = re.compile(r"第([一二三四五六七八九十]{1,4})条?")
_REVISED = re.compile(
    r"新修订的?《(?:中华人民共和国)?(?:政府信息公开)?条例》|国务院令第711号|第711号(?:国务院)?令|新《(?:政府信息公开)?条例》"
)
_OLD = re.compile(r"国务院令第492号|第492号(?:国务院)?令")
_REPLY = re.compile(
    r"(?:申请|答复)[^，。；]{0,20}(?P<days>15|20|十五|二十)个?工作日|(?P<days2>15|20|十五|二十)个?工作日[^，。；]{0,12}(?:答复|回复申请)"
)


def check(reading: Reading) -> Iterator[Finding]:
    """A law of another time."""
    if reading.year is None:
        return
    for sentence in reading.sentences:
        if "plan" not in sentence.passage.topics:
            yield from _articles(sentence, reading.year)
            yield from _edition(sentence, reading.year)
            yield from _days(sentence, reading.year)


def _articles(sentence: Sentence, year: int) -> Iterator[Finding]:
    for match in _CITED.finditer(sentence.printed):
        for one in _ARTICLE.finditer(match["articles"]):
            number = spoken_integer(one[1]) or 0
            place = sentence.passage.place(sentence.start + match.start())
            if year <= _LAST_UNDER_2007 and number > _ARTICLES_OF_2007:
                yield Finding(
                    rule="text.law-article",
                    severity="error",
                    message=(
                        f"{year}年度适用2007年公布的《条例》，共{_ARTICLES_OF_2007}条，没有“第{one[1]}条”，"
                        "这是2019年修订后的条文。"
                    ),
                    where=place,
                    expected=f"≤{_ARTICLES_OF_2007}",
                    found=number,
                )
            elif number > _ARTICLES_OF_2019:
                yield Finding(
                    rule="text.law-article",
                    severity="error",
                    message=f"《条例》共{_ARTICLES_OF_2019}条，没有“第{one[1]}条”。",
                    where=place,
                    expected=f"≤{_ARTICLES_OF_2019}",
                    found=number,
                )


def _edition(sentence: Sentence, year: int) -> Iterator[Finding]:
    if year <= _LAST_UNDER_2007 and (match := _REVISED.search(sentence.printed)):
        yield _other_edition(
            sentence, match, f"{year}年度适用2007年公布的《条例》，修订后的《条例》2019年5月15日起才施行。"
        )
    if year > _LAST_UNDER_2007 + 1 and (match := _OLD.search(sentence.printed)):
        yield _other_edition(
            sentence, match, f"{year}年度适用2019年修订的《条例》（国务院令第711号），第492号是修订前的。"
        )


def _other_edition(sentence: Sentence, match: re.Match[str], why: str) -> Finding:
    return Finding(
        rule="text.law-edition",
        severity="warning",
        message=f"“{match[0]}”与报告年度不合：{why}",
        where=sentence.passage.place(sentence.start + match.start()),
        found=match[0],
    )


def _days(sentence: Sentence, year: int) -> Iterator[Finding]:
    """条例 2007 art 24: 15 working days to reply; 2019 art 33: 20."""
    match = _REPLY.search(sentence.printed)
    if match is None or re.search(r"延长|第三方|原来|由15|缩短", sentence.printed):
        return
    said = 15 if (match["days"] or match["days2"]) in ("15", "十五") else 20
    due = 15 if year <= _LAST_UNDER_2007 else 20
    if (
        said != due
        and year != _LAST_UNDER_2007 + 1
        and (year > _LAST_UNDER_2007 or "20个工作日内公开" not in sentence.printed)
    ):
        yield Finding(
            rule="text.law-days",
            severity="warning",
            message=f"文中说申请在{said}个工作日内答复，{year}年度适用的《条例》规定是{due}个工作日。",
            where=sentence.passage.place(sentence.start + match.start()),
            expected=due,
            found=said,
        )
