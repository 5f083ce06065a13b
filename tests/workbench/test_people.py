"""People and posts: the manager's acts, each recorded, none beyond the bodies that the manager keeps."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from gongkai.records.bodies.models import Body, BodyKind, Person, Post, Role
from gongkai.records.catalogue.models import Obligation
from gongkai.records.ledger.models import Act
from tests.workbench.town import PASSWORD, SINCE, TODAY, Town

PEOPLE = "/workbench/people/"
NEW = {
    "name": "演示新人",
    "login": "xinren",
    "email": "xinren@example.gov.cn",
    "body": "640381106201",
    "role": "editor",
    "since": "2018-06-15",
}


@pytest.fixture
def manager(town: Town) -> Client:
    """The manager, who has just given the password."""
    client = town.client("manager")
    client.post("/workbench/password/again/", {"password": PASSWORD})
    return client


def of(person: Person, act: str = "") -> str:
    """A page of a person."""
    return f"{PEOPLE}{person.pk}/{act}"


def test_posts_are_listed_by_body_and_narrowed(town: Town) -> None:
    client = town.client("manager")
    page = client.get(PEOPLE).content.decode()
    assert "<strong>7 个岗位</strong>" in page
    assert "<strong>1 个岗位</strong>" in client.get(f"{PEOPLE}?body=640381106202").content.decode()
    assert "<strong>2 个岗位</strong>" in client.get(f"{PEOPLE}?role=liaison").content.decode()
    assert "<strong>1 个岗位</strong>" in client.get(f"{PEOPLE}?q=auditor").content.decode()


def test_a_body_without_anybody_to_answer_is_named(town: Town) -> None:
    Post.objects.filter(person=town.people["other"]).update(until=SINCE)
    page = town.client("manager").get(PEOPLE).content.decode()
    assert "1 个机构没有联络员或经办人" in page
    assert "邻村" in page


def test_the_list_leaves_as_a_file(town: Town) -> None:
    text = town.client("manager").get(f"{PEOPLE}?export=csv").getvalue().decode("utf-8-sig")
    assert "演示村,演示政务公开联络员,liaison,政务公开联络员,2018-01-01,,可以登录" in text


def test_a_new_person_gets_a_post_and_a_password_that_is_shown_once(town: Town, manager: Client) -> None:
    page = manager.post(f"{PEOPLE}new/", NEW).content.decode()
    found = re.search(r'class="slip">([a-z0-9-]{19})<', page)
    assert found is not None
    person = Person.objects.get(login="xinren")
    assert person.password_once
    assert person.check_password(found[1])
    assert person.posts.get().role == Role.EDITOR
    act = Act.objects.get(verb="add_person")
    assert found[1] not in str(act.detail)
    assert found[1] not in manager.get(of(person)).content.decode()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"login": "liaison"}, "已有人使用"),
        ({"login": "Zhang"}, "登录名用小写字母开头"),
        ({"body": "640381107201"}, "选择一个有效的选项"),
        ({"role": "king"}, "选择一个有效的选项"),
        ({"email": "not an address"}, "有效的 Email 地址"),
    ],
)
def test_a_new_person_that_cannot_be_is_refused_beside_the_field(
    town: Town, manager: Client, more: dict[str, Any], told: str
) -> None:
    answer = manager.post(f"{PEOPLE}new/", NEW | more)
    assert answer.status_code == 400
    assert told in answer.content.decode().replace("电子邮件地址", "Email 地址")
    assert "演示新人" in answer.content.decode()
    assert not Person.objects.filter(name="演示新人").exists()


def test_a_further_post_is_given_once(town: Town, manager: Client) -> None:
    said = {"body": "640381106202", "role": "liaison", "since": "2018-06-15"}
    assert manager.post(of(town.people["liaison"], "post/"), said).status_code == 303
    assert manager.post(of(town.people["liaison"], "post/"), said).status_code == 400
    assert town.people["liaison"].posts.count() == 2


def test_nobody_gives_themselves_a_post_or_retires_themselves(town: Town, manager: Client) -> None:
    me = town.people["manager"]
    said = {"body": "640381106000", "role": "clerk", "since": "2018-06-15"}
    assert manager.post(of(me, "post/"), said).status_code == 403
    assert manager.post(of(me, "retire/")).status_code == 403
    assert me.posts.get().role == Role.MANAGER


def test_the_only_manager_stays(town: Town, manager: Client) -> None:
    me = town.people["manager"]
    answer = manager.post(of(me, f"posts/{me.posts.get().pk}/end/"))
    assert answer.status_code == 400
    assert "唯一的系统管理员" in answer.content.decode()


def test_ending_a_post_says_what_will_happen_and_does_it(town: Town, manager: Client) -> None:
    person = town.people["liaison"]
    post = person.posts.get()
    where = of(person, f"posts/{post.pk}/end/")
    assert "明天起不能再以这个岗位办理" in manager.get(where).content.decode()
    assert manager.post(where).status_code == 303
    post.refresh_from_db()
    assert post.until == TODAY
    assert "已于 2018-06-15 结束" in manager.post(where).content.decode()


def test_when_somebody_leaves_the_open_duties_go_to_who_takes_over(town: Town, manager: Client) -> None:
    leaver, taker = town.people["liaison"], Person.objects.create_person("jieban", "演示接班", None)
    where = of(leaver, f"hand-over/{town.village.pk}/")
    assert "没有可以接手的人" in manager.get(where).content.decode()
    Post.objects.create(person=taker, body=town.village, role=Role.EDITOR, since=SINCE)
    Obligation.objects.filter(pk=town.late.pk).update(met_on=TODAY)
    page = manager.get(where).content.decode()
    assert "<strong>4 项</strong>" in page
    assert manager.post(where, {"taker": taker.pk}).status_code == 303
    assert Obligation.objects.filter(owner=taker).count() == 4
    assert Obligation.objects.get(pk=town.late.pk).owner == leaver
    assert Act.objects.filter(verb="hand_over").count() == 1


def test_retiring_closes_the_log_in_and_every_post(town: Town, manager: Client) -> None:
    person = town.people["liaison"]
    visit = town.client("liaison")
    assert manager.post(of(person, "retire/")).status_code == 303
    person.refresh_from_db()
    assert not person.is_active
    assert person.posts.get().until == TODAY
    assert visit.get("/workbench/").status_code == 303
    assert manager.post(of(person, "back/")).status_code == 303
    person.refresh_from_db()
    assert person.is_active


def test_a_reset_password_is_shown_once_and_ends_visits(town: Town, manager: Client) -> None:
    person = town.people["liaison"]
    visit = town.client("liaison")
    page = manager.post(of(person, "password/")).content.decode()
    found = re.search(r'class="slip">([a-z0-9-]{19})<', page)
    assert found is not None
    person.refresh_from_db()
    assert person.check_password(found[1])
    assert visit.get("/workbench/").status_code == 303
    assert Act.objects.get(verb="reset_password").detail == {"name": person.name}


def test_a_manager_of_the_town_keeps_no_log_in_of_the_county(town: Town, manager: Client) -> None:
    county = Body.objects.create(code="640381000000", name="演示县", kind=BodyKind.COUNTY)
    person = town.people["clerk"]
    Post.objects.create(person=person, body=county, role=Role.CLERK, since=SINCE)
    for act in ("password/", "second-factor/", "unlock/", "retire/", "back/", "address/"):
        answer = manager.post(of(person, act), {"name": "甲"})
        assert answer.status_code == 403, act
        assert "由上级的系统管理员办理" in answer.content.decode()
    assert person.check_password(PASSWORD)


def test_people_of_another_town_are_not_there(town: Town, manager: Client) -> None:
    stranger = Person.objects.create_person("waizhen", "外镇人", None)
    Post.objects.create(person=stranger, body=town.far, role=Role.LIAISON, since=SINCE)
    assert manager.get(of(stranger)).status_code == 404
    assert manager.post(of(stranger, "password/")).status_code == 404
    assert "外镇人" not in manager.get(PEOPLE).content.decode()


def test_the_lock_of_a_person_is_opened(town: Town, manager: Client) -> None:
    for _ in range(8):
        Client().post("/workbench/log-in/", {"login": "liaison", "password": "no"})
    assert Client().post("/workbench/log-in/", {"login": "liaison", "password": PASSWORD}).status_code == 429
    assert manager.post(of(town.people["liaison"], "unlock/")).status_code == 303
    assert Client().post("/workbench/log-in/", {"login": "liaison", "password": PASSWORD}).status_code == 303


def test_name_and_address_are_corrected(town: Town, manager: Client) -> None:
    person = town.people["liaison"]
    said = {"name": "演示改名", "email": "lianluo@example.gov.cn"}
    assert manager.post(of(person, "address/"), said).status_code == 303
    person.refresh_from_db()
    assert (person.name, person.email) == ("演示改名", "lianluo@example.gov.cn")
    assert "更正姓名和邮箱" in manager.get(of(person)).content.decode()
