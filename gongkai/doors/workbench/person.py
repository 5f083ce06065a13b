"""One person: the posts, and the acts of the system manager, each said plainly and asked once before it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from axes.utils import reset as unlock
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.doors.workbench.guard import Desk, Door, again, staff
from gongkai.doors.workbench.history import acts_for, sees_person
from gongkai.doors.workbench.page import show
from gongkai.doors.workbench.people import log_in_words
from gongkai.doors.workbench.second_factor import forget, has_second_factor
from gongkai.records.bodies.actions import (
    change_address,
    end_post,
    give_post,
    note_person,
    one_time_password,
    reset_password,
    retire_person,
    take_back,
)
from gongkai.records.bodies.models import Body, Person, Post, Role
from gongkai.records.bodies.permissions import manages_people
from gongkai.records.bodies.queries import managed_by
from gongkai.records.catalogue.models import Obligation
from gongkai.rules.refusal import Refusal

_ACTS = 8


def the_person(desk: Desk, key: int) -> tuple[Person, Body]:
    """A person whose people one keeps, with a body of theirs that one keeps. Raises Http404 for anybody else."""
    person = Person.objects.filter(pk=key).first()
    if person is None or not sees_person(desk, person):
        raise Http404("没有这个人，或者不在您管理的范围内。")
    bodies = managed_by(desk.viewer).filter(pk__in=person.posts.values("body"))
    body = bodies.first() or managed_by(desk.viewer).first()
    if body is None:
        raise Http404("没有这个人，或者不在您管理的范围内。")
    return person, body


def keeps_log_in_of(desk: Desk, person: Person) -> bool:
    """Whether one may touch the log-in: every body that the person works for today is one's own to keep.

    Otherwise the manager of a town could make themselves the county's clerk by a new password.
    """
    held = Body.objects.filter(pk__in=current_posts(person, desk).values("body"))
    return all(manages_people(desk.viewer, body) for body in held)


def current_posts(person: Person, desk: Desk) -> QuerySet[Post]:
    """Posts held today."""
    return person.posts.filter(Q(until__isnull=True) | Q(until__gte=desk.today))


def _to_keep(desk: Desk, key: int) -> tuple[Person, Body]:
    """The person, for an act on the log-in. Raises PermissionDenied where somebody above keeps it."""
    person, body = the_person(desk, key)
    if not keeps_log_in_of(desk, person):
        raise PermissionDenied(f"{person.name}还在您管理范围以外的机构任职，登录由上级的系统管理员办理。")
    return person, body


@staff(Door.PEOPLE)
def page(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """The person's posts, open duties and log-in, with every act that there is."""
    person, _ = the_person(desk, key)
    posts = list(person.posts.select_related("body").order_by("-since", "-pk"))
    open_duties = Obligation.objects.filter(owner=person, met_on__isnull=True)
    duties: dict[int, int] = {}
    for body_id in open_duties.values_list("body_id", flat=True):
        duties[body_id] = duties.get(body_id, 0) + 1
    context = {
        "person": person,
        "posts": [
            (
                post,
                post.until is not None and post.until < desk.today,
                duties.get(post.body_id, 0),
                manages_people(desk.viewer, post.body),
            )
            for post in posts
        ],
        "log_in": log_in_words(person),
        "keeps": keeps_log_in_of(desk, person),
        "own": person.pk == desk.person.pk,
        "factor": has_second_factor(person),
        "acts": acts_for("person", str(person.pk), limit=_ACTS),
    }
    return show(request, desk, "workbench/person.html", context)


class PostForm(forms.Form):
    """A further post."""

    body = forms.ChoiceField(label="机构")
    role = forms.ChoiceField(label="角色", choices=Role.choices)
    since = forms.DateField(label="任职起")

    def __init__(self, bodies: list[Body], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {body.code: body for body in bodies}
        self.fields["body"].choices = [(body.code, body.name) for body in bodies]  # type: ignore[attr-defined] # stubs know the base class alone


@staff(Door.PEOPLE, "GET", "HEAD", "POST")
def post_new(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """Give a further post."""
    person, _ = the_person(desk, key)
    if person.pk == desk.person.pk:
        raise PermissionDenied("不能给自己登记岗位：请由另一位系统管理员办理。")
    proof = again(request, desk)
    if proof is not None:
        return proof
    bodies = list(managed_by(desk.viewer))
    form = PostForm(bodies, request.POST if request.method == "POST" else None, initial={"since": desk.today})
    if form.is_valid():
        said = form.cleaned_data
        try:
            give_post(
                person,
                form.bodies[said["body"]],
                Role(said["role"]),
                since=said["since"],
                by=desk.by,
                at=desk.at,
            )
        except Refusal as refusal:
            form.add_error("role", str(refusal))
        else:
            messages.success(request, f"已登记{person.name}的新岗位。")
            return _to(person)
    context = {"form": form, "person": person}
    return show(request, desk, "workbench/post_new.html", context, status=400 if form.is_bound else 200)


class AddressForm(forms.Form):
    """Name and e-mail address."""

    name = forms.CharField(label="姓名", max_length=40)
    email = forms.EmailField(label="电子邮箱", max_length=120, required=False)


@staff(Door.PEOPLE, "GET", "HEAD", "POST")
def address(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """Correct the name and the e-mail address."""
    person, body = _to_keep(desk, key)
    form = AddressForm(
        request.POST if request.method == "POST" else None,
        initial={"name": person.name, "email": person.email},
    )
    if form.is_valid():
        change_address(person, body, **form.cleaned_data, by=desk.by, at=desk.at)
        messages.success(request, "已更正。")
        return _to(person)
    context = {"form": form, "person": person}
    return show(request, desk, "workbench/address.html", context, status=400 if form.is_bound else 200)


@dataclass(frozen=True, slots=True)
class Grave:
    """An act that is asked once more: what it is called, what will happen, and how it is done."""

    title: str
    lines: tuple[str, ...]
    button: str
    do: Callable[[], str]


def _to(person: Person) -> HttpResponse:
    return HttpResponseRedirect(reverse("workbench:person", args=[person.pk]), status=303)


def _ask(request: HttpRequest, desk: Desk, person: Person, grave: Grave) -> HttpResponse:
    """The page that says what will happen and to whom; sent, the act."""
    proof = again(request, desk)
    if proof is not None:
        return proof
    error = ""
    if request.method == "POST":
        try:
            messages.success(request, grave.do())
            return _to(person)
        except Refusal as refusal:
            error = str(refusal)
    context = {"grave": grave, "person": person, "error": error}
    return show(request, desk, "workbench/confirm.html", context, status=400 if error else 200)


@staff(Door.PEOPLE, "GET", "HEAD", "POST")
def post_end(request: HttpRequest, desk: Desk, key: int, post: int) -> HttpResponse:
    """End a post today."""
    person, _ = the_person(desk, key)
    held = Post.objects.select_related("body").filter(pk=post, person=person).first()
    if held is None or not manages_people(desk.viewer, held.body):
        raise Http404("没有这个岗位，或者不在您管理的范围内。")
    role = Role(held.role).label

    def do() -> str:
        end_post(held, until=desk.today, by=desk.by, at=desk.at)
        return f"{person.name}的{role}岗位到今天为止。"

    lines = (
        f"{person.name}在{held.body.name}的{role}岗位到 {desk.today}（今天）为止，明天起不能再以这个岗位办理。",
        "未履行的义务仍记在原责任人名下；要交给别人，请用“移交义务”。",
    )
    return _ask(request, desk, person, Grave("结束岗位", lines, "结束这个岗位", do))


@staff(Door.PEOPLE, "GET", "HEAD", "POST")
def retire(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """Somebody leaves for good."""
    person, body = _to_keep(desk, key)
    if person.pk == desk.person.pk:
        raise PermissionDenied("不能停用自己：请由另一位系统管理员办理。")

    def do() -> str:
        ended = retire_person(person, body, on=desk.today, by=desk.by, at=desk.at)
        return f"{person.name}已停用，结束岗位 {ended} 个。"

    lines = (
        f"{person.name}（{person.login}）立即不能登录，正在使用的会被退出，日历订阅地址失效。",
        f"所有岗位到 {desk.today}（今天）为止。以前办理的记录都保留。",
        "还没有移交的义务，请先到人员页移交给接手的人。",
    )
    return _ask(request, desk, person, Grave("停用人员", lines, "停用", do))


@staff(Door.PEOPLE, "GET", "HEAD", "POST")
def bring_back(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """Somebody comes back."""
    person, body = _to_keep(desk, key)

    def do() -> str:
        take_back(person, body, by=desk.by, at=desk.at)
        return f"{person.name}可以登录了；请登记岗位。"

    lines = (f"{person.name}（{person.login}）可以用原来的密码登录。", "岗位不会恢复，请另行登记。")
    return _ask(request, desk, person, Grave("恢复人员", lines, "恢复", do))


@staff(Door.PEOPLE, "GET", "HEAD", "POST")
def factor(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """The telephone is lost."""
    person, body = _to_keep(desk, key)

    def do() -> str:
        with transaction.atomic():
            forget(person)
            note_person("reset_second_factor", person, body.code, by=desk.by, at=desk.at)
        return f"已取消{person.name}的第二因素，下次登录时重新设置。"

    lines = (f"{person.name}的手机验证码和恢复码全部作废。", "请先当面或打电话确认是本人提出的。")
    return _ask(request, desk, person, Grave("取消第二因素", lines, "取消第二因素", do))


@staff(Door.PEOPLE, "GET", "HEAD", "POST")
def open_lock(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """Too many wrong passwords."""
    person, body = _to_keep(desk, key)

    def do() -> str:
        with transaction.atomic():
            unlock(username=person.login)
            note_person("unlock_log_in", person, body.code, by=desk.by, at=desk.at)
        return f"{person.name}可以立即再登录。"

    lines = (f"{person.name}因连续输错密码的登录暂停立即解除。",)
    return _ask(request, desk, person, Grave("解除登录暂停", lines, "解除", do))


@staff(Door.PEOPLE, "GET", "HEAD", "POST")
def password(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """A one-time password in place of a forgotten one; it is shown once."""
    person, body = _to_keep(desk, key)
    proof = again(request, desk)
    if proof is not None:
        return proof
    if request.method == "POST":
        given = one_time_password()
        reset_password(person, body, password=given, by=desk.by, at=desk.at)
        context = {"person": person, "password": given, "what": "已重置密码"}
        return show(request, desk, "workbench/slip.html", context)
    lines = (
        f"{person.name}（{person.login}）原来的密码立即作废，正在使用的会被退出。",
        "系统给出一个一次性密码，只显示一次，请当面交给本人；本人登录后须设自己的密码。",
    )
    grave = Grave("重置密码", lines, "重置密码", str)
    return show(request, desk, "workbench/confirm.html", {"grave": grave, "person": person, "error": ""})
