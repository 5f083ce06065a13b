"""Verbs of people and posts: who works here, as what, from when to when; every one leaves its act."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.records.bodies.models import Body, Person, Post, Role
from gongkai.records.ledger.actions import record_act, take_turn
from gongkai.rules.refusal import Refusal

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody mistakes for one another on a slip of paper."""


def one_time_password() -> str:
    """Sixteen signs in four groups, to be handed over on paper: some 79 bits."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))


def add_person(
    *,
    login: str,
    name: str,
    email: str,
    body: Body,
    role: Role,
    since: date,
    password: str,
    by: str,
    at: datetime,
) -> Person:
    """A person with a first post and a one-time password. Raises Refusal when the log-in name is taken."""
    with transaction.atomic():
        take_turn()
        if Person.objects.filter(login=login).exists():
            raise Refusal(f"登录名“{login}”已有人使用，请换一个。")
        person = Person(login=login, name=name, email=email, password_once=True)
        person.set_password(password)
        person.save()
        Post.objects.create(person=person, body=body, role=role, since=since)
        _act("add_person", person, body, by=by, at=at, detail={"role": role.value, "since": str(since)})
    return person


def give_post(person: Person, body: Body, role: Role, *, since: date, by: str, at: datetime) -> Post:
    """A further post. Raises Refusal when the person holds the same one on that day."""
    with transaction.atomic():
        take_turn()
        held = person.posts.filter(body=body, role=role).order_by("-since").first()
        if held is not None and (held.until is None or held.until >= since):
            raise Refusal(f"{person.name}从 {held.since} 起已是{body.name}的{role.label}，不用重复登记。")
        post = Post.objects.create(person=person, body=body, role=role, since=since)
        _act("give_post", person, body, by=by, at=at, detail={"role": role.value, "since": str(since)})
    return post


def end_post(post: Post, *, until: date, by: str, at: datetime) -> None:
    """End a post on its last day. Raises Refusal when it has ended, or would end before it began."""
    with transaction.atomic():
        take_turn()
        now = Post.objects.select_related("person", "body").get(pk=post.pk)
        if now.until is not None and now.until <= until:
            raise Refusal(f"这个岗位已于 {now.until} 结束。")
        if until < now.since:
            raise Refusal(f"结束日期 {until} 早于任职起始日 {now.since}，请改正。")
        _refuse_last_manager(now, until)
        now.until = post.until = until
        now.save(update_fields=["until"])
        detail = {"role": now.role, "until": str(until)}
        _act("end_post", now.person, now.body, by=by, at=at, detail=detail)


def _refuse_last_manager(post: Post, until: date) -> None:
    """A town that nobody can manage any more would have to be mended in its database."""
    if post.role != Role.MANAGER:
        return
    others = Post.objects.filter(
        role=Role.MANAGER, body=post.body, until__isnull=True, person__is_active=True, since__lte=until
    ).exclude(pk=post.pk)
    if not others.exists():
        raise Refusal(
            f"{post.person.name}是{post.body.name}唯一的系统管理员：请先登记另一位管理员，再结束这个岗位。"
        )


def retire_person(person: Person, body: Body, *, on: date, by: str, at: datetime) -> int:
    """Somebody leaves: every open post ends on the day and the log-in closes; returns how many posts ended.

    Raises Refusal for the only manager of a body. What the person did stays, under their name.
    """
    with transaction.atomic():
        take_turn()
        ended = 0
        for post in person.posts.filter(until__isnull=True).select_related("body", "person"):
            _refuse_last_manager(post, on)
            post.until = max(on, post.since)
            post.save(update_fields=["until"])
            ended += 1
        Person.objects.filter(pk=person.pk).update(is_active=False)
        person.is_active = False
        _act("retire_person", person, body, by=by, at=at, detail={"on": str(on), "posts": ended})
    return ended


def take_back(person: Person, body: Body, *, by: str, at: datetime) -> None:
    """Open the log-in of somebody who comes back; posts are given anew."""
    with transaction.atomic():
        if Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
            person.is_active = True
            _act("take_back", person, body, by=by, at=at)


def reset_password(person: Person, body: Body, *, password: str, by: str, at: datetime) -> None:
    """Give a one-time password; whoever is signed in under this name is out."""
    with transaction.atomic():
        person.set_password(password)
        person.password_once = True
        person.save(update_fields=["password", "password_once"])
        _act("reset_password", person, body, by=by, at=at)


def change_password(person: Person, body_code: str, *, password: str, by: str, at: datetime) -> None:
    """Set one's own password."""
    with transaction.atomic():
        person.set_password(password)
        person.password_once = False
        person.save(update_fields=["password", "password_once"])
        note_person("change_password", person, body_code, by=by, at=at)


def change_address(person: Person, body: Body, *, name: str, email: str, by: str, at: datetime) -> None:
    """Correct the name and the e-mail address."""
    with transaction.atomic():
        person.name, person.email = name, email
        person.save(update_fields=["name", "email"])
        _act("change_address", person, body, by=by, at=at, detail={"name": name, "email": email})


def note_person(
    verb: str, person: Person, body_code: str, *, by: str, at: datetime, detail: dict[str, Any] | None = None
) -> None:
    """Leave an act about a person; runs in the transaction of its change."""
    record_act(
        verb=verb,
        subject_kind="person",
        subject_key=str(person.pk),
        body_code=body_code,
        by=by,
        at=at,
        detail=detail,
    )


def _act(
    verb: str, person: Person, body: Body, *, by: str, at: datetime, detail: dict[str, Any] | None = None
) -> None:
    note_person(verb, person, body.code, by=by, at=at, detail={"name": person.name} | (detail or {}))
