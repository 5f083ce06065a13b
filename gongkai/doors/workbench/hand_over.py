"""移交义务: when somebody leaves, the open duties at a body go to who takes over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.doors.workbench.guard import Desk, Door, again, staff
from gongkai.doors.workbench.page import show
from gongkai.doors.workbench.person import the_person
from gongkai.records.bodies.models import Body, Person, Post, Role
from gongkai.records.bodies.permissions import manages_people
from gongkai.records.catalogue.actions import hand_over
from gongkai.records.catalogue.models import Obligation
from gongkai.rules.refusal import Refusal


class TakerForm(forms.Form):
    """Who takes over."""

    taker = forms.ChoiceField(label="交给")

    def __init__(self, people: list[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["taker"].choices = [  # type: ignore[attr-defined] # stubs know the base class alone
            (key, f"{person.name}（{person.login}）") for key, person in self.people.items()
        ]


@staff(Door.PEOPLE, "GET", "HEAD", "POST")
def page(request: HttpRequest, desk: Desk, key: int, body: int) -> HttpResponse:
    """Choose who takes over, see what goes over, and do it."""
    giver, _ = the_person(desk, key)
    place = Body.objects.filter(pk=body).first()
    if place is None or not manages_people(desk.viewer, place):
        raise Http404("没有这个机构，或者不在您管理的范围内。")
    proof = again(request, desk)
    if proof is not None:
        return proof
    people = _takers(giver, place, desk)
    form = TakerForm(people, request.POST if request.method == "POST" else None)
    if form.is_valid():
        taker = form.people[form.cleaned_data["taker"]]
        try:
            moved = hand_over(giver, taker, place, on=desk.today, by=desk.by, at=desk.at)
        except Refusal as refusal:
            form.add_error("taker", str(refusal))
        else:
            messages.success(request, f"已把 {moved} 项义务移交给{taker.name}。")
            return HttpResponseRedirect(reverse("workbench:person", args=[giver.pk]), status=303)
    context = {
        "form": form,
        "giver": giver,
        "place": place,
        "count": Obligation.objects.filter(body=place, owner=giver, met_on__isnull=True).count(),
    }
    return show(request, desk, "workbench/hand_over.html", context, status=400 if form.is_bound else 200)


def _takers(giver: Person, body: Body, desk: Desk) -> list[Person]:
    """People who write for the body today."""
    posts = Post.objects.filter(
        Q(until__isnull=True) | Q(until__gte=desk.today),
        body=body,
        role__in=(Role.LIAISON, Role.EDITOR, Role.CLERK),
        since__lte=desk.today,
    )
    people = Person.objects.filter(pk__in=posts.values("person"), is_active=True).exclude(pk=giver.pk)
    return list(people.order_by("name", "pk"))
