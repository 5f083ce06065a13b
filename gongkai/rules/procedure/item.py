"""公开信息: from draft to publication. Nothing becomes public but through a review (2019 art 17)."""

from __future__ import annotations

from gongkai.rules.procedure.table import Procedure, Transition

ITEM = Procedure(
    name="公开信息",
    states={
        "draft": "拟稿",
        "in_review": "审查中",
        "returned": "已退回",
        "cleared": "审查通过",
        "withheld": "不予公开",
        "public": "已公开",
        "withdrawn": "已撤回",
        "archived": "已归档",
    },
    start="draft",
    transitions=(
        Transition("submit", "送审", ("draft", "returned"), "in_review", "guobanfa-2016-80:1.1"),
        Transition("return", "退回", ("in_review",), "returned", "guobanfa-2016-80:1.1"),
        Transition("clear", "同意公开", ("in_review",), "cleared", "tiaoli-2019:17"),
        Transition("withhold", "不予公开", ("in_review",), "withheld", "tiaoli-2019:17"),
        Transition("publish", "公开", ("cleared",), "public", "tiaoli-2019:26"),
        Transition("recall", "撤销审查意见", ("cleared",), "in_review", "tiaoli-2019:17"),
        Transition("withdraw", "撤回", ("public",), "withdrawn"),
        Transition("reassess", "重新评估", ("withheld", "withdrawn"), "in_review", "tiaoli-2019:18"),
        Transition("archive", "归档", ("public", "withdrawn", "withheld"), "archived"),
    ),
    groups={
        "before_review": frozenset({"draft", "returned"}),
        "readable": frozenset({"public"}),
        "tombstone": frozenset({"withdrawn"}),
        "to_reassess": frozenset({"withheld"}),
    },
)
"""``readable``: what a visitor may read. ``tombstone``: named in public with the reason, its text gone."""
