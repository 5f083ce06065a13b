"""要信息: how to ask for information that was not put out, by the law in force, and where to bring it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from gongkai.doors import clock
from gongkai.doors.portal.page import public, show
from gongkai.doors.portal.site import APPLY
from gongkai.records.bodies.public import front_body
from gongkai.rules.articles import cite
from gongkai.rules.deadlines.limits import law_on, limit


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to know, and the article it rests on."""

    title: str
    words: str
    basis: str


@public
def page(request: HttpRequest) -> HttpResponse:
    """How to apply on paper, by post or in person."""
    today = clock.today()
    law = law_on(today)
    reply, extension = limit("reply", law, today), limit("extension", law, today)
    steps = [
        Step(
            "写明四样",
            "姓名或者单位名称、身份证明、联系方式；想要的信息叫什么、文号是什么，记不清就把内容说清楚；"
            "想怎样拿到：纸质、电子邮件，还是当面看。不用说明用途。",
            cite("tiaoli-2019:29"),
        ),
        Step(
            "交给我们",
            "当面交、邮寄、传真都可以。不识字、看不清、听不见的，当面或打电话说，工作人员帮着写。",
            cite("tiaoli-2019:43"),
        ),
        Step(
            "等多少天",
            f"能当场答复的当场答复；不能的，从收到之日起 {reply.days} 个工作日内答复。"
            f"确需延长的会告诉您，最多再延 {extension.days} 个工作日。",
            cite(reply.article),
        ),
        Step(
            "要不要钱",
            "不收费。只有申请的数量、次数明显超过合理范围的，才可能收信息处理费，收之前会先通知。",
            cite("tiaoli-2019:42"),
        ),
        Step(
            "不满意怎么办",
            "可以向上一级机关或者政府信息公开主管部门投诉、举报，也可以依法申请行政复议或者提起行政诉讼。",
            cite("tiaoli-2019:51"),
        ),
    ]
    town = front_body()
    return show(request, "portal/apply.html", {"steps": steps, "law": law}, column=APPLY, town=town)
