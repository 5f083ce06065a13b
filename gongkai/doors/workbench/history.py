"""办理记录: every act on one thing, newest first, for those who may see the thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from gongkai.doors.clock import CHINA
from gongkai.doors.workbench.files import download
from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.marks import article_words
from gongkai.doors.workbench.page import show
from gongkai.records.bodies.models import Body, Person, Role
from gongkai.records.bodies.permissions import manages_people, sees_content_of
from gongkai.records.catalogue.models import Edition, Event, Obligation
from gongkai.records.disclosure.models import Channel, Item, PlacementState
from gongkai.records.ledger.models import Act
from gongkai.records.ledger.queries import acts_of

VERBS = {
    "add_person": "登记人员",
    "announce_decision": "公布决策",
    "ask_outside": "征询",
    "attach_file": "上传附件",
    "begin_decision": "登记重大决策",
    "begin_matter": "登记事项",
    "begin_paper": "起草",
    "begin_version": "起草新版本",
    "change_address": "更正姓名和邮箱",
    "change_password": "修改密码",
    "choose_field": "选定领域是否涉及",
    "choose_scope": "登记适用情形",
    "clear_file": "放行附件内容",
    "clear_urgently": "批准先行公开",
    "close_matter": "事项办结",
    "decide_matter": "集体决定",
    "decide_step": "审查",
    "drop_decision": "终止决策",
    "end_post": "结束岗位",
    "enter_record": "登记台账",
    "enrol_second_factor": "设置第二因素",
    "evaluate_paper": "评估规范性文件",
    "excuse_obligation": "免除义务",
    "file_paper": "归入决策档案",
    "file_with_county": "登记报备",
    "finish_task": "完成撤换",
    "fix_version": "定稿",
    "give_post": "登记岗位",
    "hand_over": "移交义务",
    "import_ledger": "导入台账",
    "item_corrected": "更正",
    "item_placed": "增加投放",
    "item_published": "登记公开",
    "item_withdrawn": "撤回",
    "load_demonstration": "载入演示数据",
    "look_again": "重新评估",
    "match_obligations": "按台账对上义务",
    "meet_obligation": "履行义务",
    "note_answer": "登记征询答复",
    "note_legality": "登记合法性审查",
    "open_comments": "公开征求意见",
    "open_edition": "施行目录版本",
    "paper_expired": "有效期届满失效",
    "placement_reported": "登记投放结果",
    "placement_struck": "划去错记的投放",
    "prolong_comments": "延长征求意见",
    "publication_cancelled": "取消定时公开",
    "publication_set": "定时公开",
    "publication_stopped": "到时没有公开",
    "raise_obligations": "生成周期义务",
    "recall_clearance": "撤销审查意见",
    "register_event": "登记事由",
    "remove_file": "删去附件",
    "renew_feed": "更换日历订阅地址",
    "renew_recovery_codes": "重新生成恢复码",
    "report_adoption": "报告采纳情况",
    "reset_password": "重置密码",
    "reset_second_factor": "取消第二因素",
    "retire_person": "停用人员",
    "save_version": "保存版本",
    "second_clearance": "复核放行理由",
    "set_display": "设定公示期",
    "set_number_rule": "设置索引号样式",
    "set_review_rule": "设置审查环节",
    "set_stage_rule": "设置前提环节",
    "sort_opinion": "整理意见",
    "submit_paper": "送审",
    "sweep_file": "按新规则复查附件",
    "take_back": "恢复人员",
    "take_down_file": "公示期满撤下附件",
    "take_opinion": "收到意见",
    "thread_item": "归入事项",
    "treat_file": "重做公开件",
    "unlock_log_in": "解除登录暂停",
}
_PARTS = {
    "why": "理由",
    "from": "从",
    "until": "到",
    "on": "日期",
    "since": "从",
    "to": "交给",
    "obligations": "义务",
    "item": "索引号",
    "title": "名称",
    "year": "年度",
    "met": "履行",
    "name": "姓名",
    "email": "邮箱",
    "role": "角色",
    "posts": "岗位",
    "channels": "渠道",
    "channel": "渠道",
    "state": "结果",
    "taken_down": "撤下",
    "placement": "投放",
    "scope": "情形",
    "taken_back": "收回未开始的义务",
    "field": "领域",
    "applies": "涉及",
    "reason": "说明",
}
_VALUES: dict[str, str] = {
    **{role.value: role.label for role in Role},
    **{channel.value: channel.label for channel in Channel},
    **{state.value: state.label for state in PlacementState},
}


@dataclass(frozen=True, slots=True)
class AnAct:
    """One act in words."""

    at: str
    actor: str
    verb: str
    detail: str
    article: str


def acts_for(kind: str, key: str, *, limit: int | None = None) -> list[AnAct]:
    """The acts on one thing, newest first."""
    found = acts_of(kind, key)
    return [in_words(act) for act in (found if limit is None else found[:limit])]


def in_words(act: Act) -> AnAct:
    """An act as a page shows it."""
    return AnAct(
        at=act.at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M"),
        actor=act.actor,
        verb=VERBS.get(act.verb, act.verb),
        detail="；".join(_said(act.detail)),
        article=article_words(act.article) if act.article else "",
    )


def _said(detail: dict[str, Any]) -> Iterator[str]:
    for key, value in detail.items():
        if key in _PARTS:
            yield f"{_PARTS[key]} {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_value(each) for each in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return _VALUES.get(str(value), str(value))


@staff(Door.ANYBODY)
def page(request: HttpRequest, desk: Desk, kind: str, key: str) -> HttpResponse:
    """The history of one thing; ``export`` gives it as a file."""
    name = _name_for(desk, kind, key)
    acts = acts_for(kind, key)
    if "export" in request.GET:
        headings = ("时间", "经办人", "行为", "内容", "依据")
        rows = ((act.at, act.actor, act.verb, act.detail, act.article) for act in acts)
        return download(request.GET["export"], f"办理记录 {name}", headings, rows)
    exports = [(each.upper(), f"?export={each}") for each in ("csv", "xlsx")]
    return show(request, desk, "workbench/history.html", {"name": name, "acts": acts, "exports": exports})


def _name_for(desk: Desk, kind: str, key: str) -> str:
    """What the thing is called. Raises Http404 for none, and for one that this person may not see."""
    found = _find(desk, kind, int(key)) if key.isascii() and key.isdigit() and len(key) < 19 else None
    if found is None:
        raise Http404("没有这条记录，或者它不在您能查看的范围内。")
    return found


def _find(desk: Desk, kind: str, key: int) -> str | None:
    if kind == "person":
        person = Person.objects.filter(pk=key).first()
        return person.name if person and sees_person(desk, person) else None
    if kind == "edition":
        edition = Edition.objects.filter(pk=key).first()
        return edition.name if edition and desk.reads else None
    if kind == "body":
        body = Body.objects.filter(pk=key).first()
        return body.name if body and sees_content_of(desk.viewer, body) else None
    kinds: dict[str, type[Obligation] | type[Item] | type[Event]] = {
        "obligation": Obligation,
        "item": Item,
        "event": Event,
    }
    model = kinds.get(kind)
    row: Any = model.objects.select_related("body").filter(pk=key).first() if model else None
    return str(row) if row is not None and sees_content_of(desk.viewer, row.body) else None


def sees_person(desk: Desk, person: Person) -> bool:
    """Oneself, and the people of the bodies whose people one keeps."""
    if person.pk == desk.person.pk:
        return True
    bodies = Body.objects.filter(pk__in=person.posts.values("body"))
    return any(manages_people(desk.viewer, body) for body in bodies)
