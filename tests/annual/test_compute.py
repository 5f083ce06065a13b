"""The computed report: cells by hand, stocks and flows, typed figures, findings, and how many queries it takes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.readings.annual.compute import compute
from gongkai.readings.annual.figures import AnnualReport
from gongkai.readings.annual.models import EnteredFigure, Report
from gongkai.readings.annual.rows import rows_behind
from gongkai.records.applications.models import Action, Application, Fee
from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.capacity.models import Course, Office, Spending, Staff
from gongkai.records.disclosure.models import Channel
from gongkai.records.documents.models import Document
from gongkai.records.engagement.models import Concern, Proposal, Response
from gongkai.records.remedies.models import Case
from gongkai.records.services.models import CaseCount
from gongkai.rules.refusal import Refusal
from tests.annual.records import random_town
from tests.disclosure.town import AT, WHO, Town, make_town, on, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def values(report: AnnualReport, *codes: str) -> list[object]:
    return [report.figure(code).value for code in codes]


def application(body: Body, number: str, received: date, **more: str) -> Application:
    return Application.objects.create(
        body=body, number=number, received_on=received, way=more.get("way", "in_person"), subject="补偿"
    )


def act(of: Application, verb: str, day: date, outcome: str = "") -> None:
    Action.objects.create(body=of.body, application=of, verb=verb, on=day, outcome=outcome)


def test_disclosure_counts_an_item_once_and_each_channel_by_itself(town: Town) -> None:
    publish(town.town, on(Channel.WECHAT, 3), on(Channel.BOARD, 3), field=town.fields[0], normative=True)
    publish(town.villages[0], on(Channel.BOARD, 3), on(Channel.SCREEN, 3), field=town.fields[2])
    publish(town.villages[0], on(Channel.WEBSITE, 12, 31), on(Channel.GAZETTE, 1, 1, year=2019))
    Document.objects.create(
        body=town.town, title="办法", number="1号", formed_on=date(2018, 5, 1), normative=True
    )
    Document.objects.create(
        body=town.town,
        title="转发",
        number="2号",
        formed_on=date(2018, 5, 1),
        normative=True,
        made_here=False,
    )
    report = compute(town.town, 2018)
    assert values(report, "s1_1", "s1_1_a", "s1_1_b") == [3, 1, 1]
    assert values(report, "s1_2_1", "s1_2_2", "s1_2_3", "s1_2_4", "s1_2_5") == [0, 1, 0, 1, 2]
    assert values(report, "key_field_items", "villages", "communities") == [1, 2, 1]
    assert values(compute(town.villages[0], 2018), "s1_1", "s1_2_5") == [2, 1]


def test_a_concern_counts_once_whatever_the_ways(town: Town) -> None:
    hot = Concern.objects.create(
        body=town.town,
        number="1",
        topic="停水",
        origin="opinion",
        received_on=date(2018, 2, 1),
        hot=True,
        hot_reason="多人",
        hot_by="某某",
    )
    letter = Concern.objects.create(
        body=town.town, number="2", topic="路灯", origin="mailbox", received_on=date(2018, 2, 1)
    )
    for concern, way, by_head in ((hot, "social", False), (hot, "social", False), (hot, "press", True)):
        Response.objects.create(
            body=town.town, concern=concern, way=way, on=date(2018, 2, 2), by_head=by_head
        )
    Response.objects.create(body=town.town, concern=letter, way="social", on=date(2018, 2, 2))
    Response.objects.create(body=town.town, concern=hot, way="other", on=date(2019, 1, 2))
    report = compute(town.town, 2018)
    assert values(report, "s2_1", "s2_2_1", "s2_2_1_a", "s2_2_4", "s2_2_5") == [1, 1, 1, 1, 0]
    assert values(report, "mayor_letters_received", "mayor_letters_closed") == [1, 0]


def test_applications_are_counted_by_receipt_and_by_closing(town: Town) -> None:
    earlier = application(town.town, "1", date(2017, 12, 29))
    act(earlier, "extended", date(2018, 1, 10))
    act(earlier, "replied", date(2018, 2, 1), "privacy")
    asked = application(town.villages[0], "2", date(2018, 5, 2), way="registered_post")
    act(asked, "correction_asked", date(2018, 5, 3))
    act(asked, "corrected", date(2018, 5, 8))
    act(asked, "replied", date(2018, 5, 9), "disclose")
    still = application(town.town, "3", date(2018, 12, 20), way="online")
    act(still, "correction_asked", date(2018, 12, 21))
    Fee.objects.create(
        body=town.town, application=asked, amount=Decimal("12.30"), paid_on=date(2018, 5, 9), kind="复制"
    )
    report = compute(town.town, 2018)
    assert values(report, "s3_1", "s3_1_1", "s3_1_2", "s3_1_3", "s3_1_4") == [2, 0, 0, 1, 1]
    assert values(report, "s3_2", "s3_2_1", "s3_2_2") == [2, 1, 1]
    assert values(report, "s3_3", "s3_3_2", "s3_3_4", "s3_3_4_3", "s3_3_7") == [3, 1, 1, 1, 1]
    assert values(report, "s7") == [Decimal("0.00123")]
    assert not [finding for finding in report.findings if finding.severity == "error"]


def test_a_late_closing_is_said_and_not_hidden(town: Town) -> None:
    late = application(town.town, "1", date(2018, 3, 1))
    act(late, "replied", date(2018, 8, 1), "disclose")
    report = compute(town.town, 2018)
    assert values(report, "s3_2", "s3_2_1", "s3_2_2", "applications_closed_late") == [1, 0, 0, 1]
    assert {finding.rule for finding in report.findings} >= {"closed-late", "A02"}


def test_a_case_counts_when_it_is_decided(town: Town) -> None:
    for number, decided, result in (
        ("1", date(2018, 6, 1), "upheld"),
        ("2", date(2019, 1, 5), "other"),
        ("3", None, ""),
    ):
        Case.objects.create(
            body=town.town,
            number=number,
            kind="review",
            received_on=date(2017, 12, 1),
            decided_on=decided,
            result=result,
        )
    report = compute(town.town, 2018)
    assert values(report, "s4", "s4_1", "s4_2", "s4_3", "reviews_pending") == [1, 1, 0, 0, 2]
    assert "pending" in {finding.rule for finding in report.findings}


def test_stocks_are_of_the_last_day_of_the_year(town: Town) -> None:
    for name, since, until in (
        ("一", date(2015, 1, 1), None),
        ("二", date(2018, 12, 31), date(2018, 12, 31)),
        ("三", date(2015, 1, 1), date(2018, 12, 30)),
        ("四", date(2019, 1, 1), None),
    ):
        Office.objects.create(body=town.villages[0], name=name, since=since, until=until)
    for mode in ("full_time", "part_time", "liaison", "liaison"):
        Staff.objects.create(body=town.town, name=mode, mode=mode, since=date(2016, 1, 1))
    report = compute(town.town, 2018)
    assert values(report, "s8_1", "s8_3", "s8_3_1", "s8_3_2", "liaisons") == [2, 2, 1, 1, 2]


def test_money_is_added_up_exactly_and_shown_in_wan(town: Town) -> None:
    for _ in range(10):
        Spending.objects.create(
            body=town.town, purpose="公开栏", amount=Decimal("6600.10"), paid_on=date(2018, 3, 1)
        )
    Course.objects.create(body=town.town, subject="培训", held_on=date(2018, 5, 1), attendance=35)
    money, courses, trainees = (compute(town.town, 2018).figure(code) for code in ("s8_4", "s9_2", "s9_3"))
    assert (money.value, money.rows) == (Decimal("6.6001"), 10)
    assert (courses.value, courses.rows, trainees.value, trainees.rows) == (1, 1, 35, 1)


def test_in_hand_is_not_closed(town: Town) -> None:
    for number, state, replied in (
        ("1", "done", date(2018, 6, 1)),
        ("2", "done", date(2019, 2, 1)),
        ("3", "in_hand", None),
        ("4", "received", None),
    ):
        Proposal.objects.create(
            body=town.town,
            number=number,
            kind="deputy",
            title="修路",
            received_on=date(2018, 1, 10),
            state=state,
            replied_on=replied,
        )
    report = compute(town.town, 2018)
    codes = ("received", "closed", "in_hand", "taken_up", "waiting")
    assert values(report, *(f"suggestions_{code}" for code in codes)) == [4, 1, 2, 3, 1]
    assert values(report, "supervised_proposals_received", "member_proposals_received") == [0, 0]


def test_cases_of_every_kind(town: Town) -> None:
    for month, kind, cases in ((1, "老年证", 500), (2, "老年证", 427), (2, "残疾人补贴", 5)):
        CaseCount.objects.create(body=town.town, kind=kind, month=date(2018, month, 1), cases=cases)
    report = compute(town.town, 2018)
    assert values(report, "cases_elder_card", "cases:残疾人补贴", "service_cases") == [927, 5, 932]
    assert report.figure("cases_elder_card").rows == 2
    assert "cases:老年证" not in {figure.code for figure in report.prose_figures}
    assert rows_behind(town.town, 2018, "cases:老年证").figure.value == 927


def test_a_typed_figure_stands_in_for_the_records_and_says_why(town: Town) -> None:
    publish(town.town, on(Channel.GAZETTE, 3))
    for code, value in (("s1_2_1", "2"), ("notice_boards", "30"), ("s77", "1")):
        EnteredFigure.objects.create(
            body=town.town,
            year=2018,
            code=code,
            value=Decimal(value),
            reason="公报由县里刊登",
            paper="县政府公报第3期",
            by=WHO,
            at=AT,
        )
    report = compute(town.town, 2018)
    gazette = report.figure("s1_2_1")
    assert (gazette.value, gazette.source, gazette.rows) == (2, "entered", 1)
    assert "县政府公报第3期" in gazette.reason
    assert report.figure("notice_boards").value == 30
    assert report.figure("s1_1").source == "tally"
    said = [finding for finding in report.findings if finding.rule.startswith("entered")]
    assert [(finding.rule, finding.expected, finding.found) for finding in said] == [
        ("entered-differs", 0, 30),
        ("entered-differs", 1, 2),
        ("entered-unknown", None, None),
    ]
    assert "s77" in said[2].message


def test_last_year_is_compared_when_there_was_a_report(town: Town) -> None:
    earlier = application(town.town, "1", date(2017, 12, 20))
    act(earlier, "replied", date(2018, 1, 5), "disclose")
    assert "A16" not in {finding.rule for finding in compute(town.town, 2018).findings}
    Report.objects.create(body=town.town, year=2017, form="2014", title="2017年报告")
    assert "A16" not in {finding.rule for finding in compute(town.town, 2018).findings}
    Action.objects.filter(application=earlier).delete()
    other = application(town.town, "2", date(2016, 1, 4))
    act(other, "replied", date(2018, 1, 5), "disclose")
    assert "A16" not in {finding.rule for finding in compute(town.town, 2018).findings}
    Application.objects.filter(pk=earlier.pk).delete()
    assert "A16" in {finding.rule for finding in compute(town.town, 2018).findings}


def test_the_number_of_queries_does_not_grow_with_the_records() -> None:
    town = random_town(1, many=2).town
    counts: list[int] = []
    for more in (0, 40):
        for at in range(more):
            body = Body.objects.create(code=f"640999001{300 + at}", name=f"第{at}村", kind=BodyKind.VILLAGE)
            publish(body, on(Channel.BOARD, 3))
            act(application(body, str(at), date(2018, 3, 1)), "replied", date(2018, 3, 5), "disclose")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            compute(town, 2018)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 32


@pytest.mark.parametrize(
    ("year", "form", "said"),
    [
        (2013, None, "2013 年没有全国统一的统计表"),
        (2101, None, "不像真实年份"),
        (2018, "2015", "没有“2015”年版的表"),
        (2021, None, "2021 年版的表还不能由台账计算"),
    ],
)
def test_what_cannot_be_computed_is_refused(town: Town, year: int, form: str | None, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        compute(town.town, year, form)


def test_another_years_form_is_said(town: Town) -> None:
    report = compute(town.town, 2019, "2014")
    assert "form-year" in {finding.rule for finding in report.findings}
