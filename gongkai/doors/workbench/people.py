"""人员岗位: who works for which body, as what; for the system manager alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from gongkai.doors.workbench.files import download
from gongkai.doors.workbench.guard import Desk, Door, again, staff
from gongkai.doors.workbench.page import show, values_of
from gongkai.records.bodies.actions import add_person, one_time_password
from gongkai.records.bodies.codes import stem
from gongkai.records.bodies.models import Body, Person, Post, Role
from gongkai.records.bodies.queries import managed_by
from gongkai.records.ledger.export import Value
from gongkai.rules.refusal import Refusal

PAGE = 60
_HEADINGS = ("机构", "姓名", "登录名", "角色", "任职起", "任职止", "登录")


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post as a line."""

    post: Post
    ended: bool
    log_in: str


@staff(Door.PEOPLE)
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Posts by body; ``past=1`` shows those that ended as well."""
    values = values_of(request, "body", "role", "q", "past")
    bodies = list(managed_by(desk.viewer))
    found = _posts(bodies, values, desk.today)
    if "export" in request.GET:
        return download(request.GET["export"], "人员岗位", _HEADINGS, _export(found, desk.today))
    after = request.GET.get("after", "")
    start = int(after) if after.isdigit() and len(after) < 7 else 0
    rows = list(found[start : start + PAGE + 1])
    context = {
        "values": values,
        "bodies": [(stem(body.code), body.name) for body in bodies],
        "roles": Role.choices,
        "rows": [_row(post, desk.today) for post in rows[:PAGE]],
        "count": found.count(),
        "next": _address(values, after=str(start + PAGE)) if len(rows) > PAGE else "",
        "first": _address(values) if start else "",
        "exports": [(kind.upper(), _address(values, export=kind)) for kind in ("csv", "xlsx")],
        "vacant": _vacant(bodies, desk.today) if not values else [],
    }
    return show(request, desk, "workbench/people.html", context)


def _address(values: dict[str, str], **more: str) -> str:
    return f"?{urlencode(values | more)}"


def _posts(bodies: list[Body], values: dict[str, str], today: date) -> QuerySet[Post]:
    found = Post.objects.filter(body__in=bodies).select_related("person", "body")
    if "body" in values:
        found = found.filter(body__code__startswith=stem(values["body"]))
    if values.get("role") in Role.values:
        found = found.filter(role=values["role"])
    if "q" in values:
        found = found.filter(Q(person__name__icontains=values["q"]) | Q(person__login__icontains=values["q"]))
    if "past" not in values:
        found = found.filter(Q(until__isnull=True) | Q(until__gte=today))
    return found.order_by("body__code", "role", "since", "pk")


def _row(post: Post, today: date) -> PostRow:
    ended = post.until is not None and post.until < today
    return PostRow(post, ended, log_in_words(post.person))


def log_in_words(person: Person) -> str:
    """Whether and how a person can sign in."""
    if not person.is_active:
        return "已停用"
    if not person.has_usable_password():
        return "没有密码"
    return "一次性密码，还没有登录过" if person.password_once else "可以登录"


def _export(found: QuerySet[Post], today: date) -> Iterator[tuple[Value, ...]]:
    for post in found.iterator(chunk_size=500):
        row = _row(post, today)
        yield (
            post.body.name,
            post.person.name,
            post.person.login,
            Role(post.role).label,
            post.since.isoformat(),
            post.until.isoformat() if post.until else "",
            row.log_in,
        )


def _vacant(bodies: list[Body], today: date) -> list[str]:
    """Bodies with nobody who answers for their duties."""
    staffed = set(
        Post.objects.filter(
            Q(until__isnull=True) | Q(until__gte=today),
            body__in=bodies,
            role__in=(Role.LIAISON, Role.EDITOR, Role.CLERK),
            since__lte=today,
            person__is_active=True,
        ).values_list("body_id", flat=True)
    )
    return [body.name for body in bodies if body.pk not in staffed]


class PersonForm(forms.Form):
    """A new person with a first post."""

    name = forms.CharField(label="姓名", max_length=40)
    login = forms.RegexField(
        label="登录名",
        max_length=40,
        regex=r"^[a-z][a-z0-9._-]{1,39}$",
        error_messages={"invalid": "登录名用小写字母开头，只含小写字母、数字、点和横线，至少 2 个字符。"},
    )
    email = forms.EmailField(label="电子邮箱", max_length=120, required=False)
    body = forms.ChoiceField(label="机构")
    role = forms.ChoiceField(label="角色", choices=Role.choices)
    since = forms.DateField(label="任职起")

    def __init__(self, bodies: list[Body], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {body.code: body for body in bodies}
        self.fields["body"].choices = [(body.code, body.name) for body in bodies]  # type: ignore[attr-defined] # stubs know the base class alone


@staff(Door.PEOPLE, "GET", "HEAD", "POST")
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Register a person; the one-time password is shown once, to be handed over on paper."""
    bodies = list(managed_by(desk.viewer))
    if not bodies:
        raise PermissionDenied("您管理的机构还没有登记。")
    proof = again(request, desk)
    if proof is not None:
        return proof
    form = PersonForm(
        bodies, request.POST if request.method == "POST" else None, initial={"since": desk.today}
    )
    if form.is_valid():
        said = form.cleaned_data
        password = one_time_password()
        try:
            person = add_person(
                login=said["login"],
                name=said["name"],
                email=said["email"],
                body=form.bodies[said["body"]],
                role=Role(said["role"]),
                since=said["since"],
                password=password,
                by=desk.by,
                at=desk.at,
            )
        except Refusal as refusal:
            form.add_error("login", str(refusal))
        else:
            context = {"person": person, "password": password, "what": "已登记"}
            return show(request, desk, "workbench/slip.html", context)
    return show(
        request, desk, "workbench/person_new.html", {"form": form}, status=400 if form.is_bound else 200
    )
