"""密码: one's own, and giving it once more before a grave act."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.doors.workbench.guard import PROVED, Desk, Door, staff, way_back
from gongkai.doors.workbench.page import show
from gongkai.records.bodies.actions import change_password
from gongkai.records.bodies.models import Person


class PasswordForm(forms.Form):
    """The old password (not asked where a one-time password was just given) and the new one twice."""

    old = forms.CharField(label="现在的密码", strip=False, required=False)
    new = forms.CharField(label="新密码", strip=False)
    again = forms.CharField(label="再输一次新密码", strip=False)

    def __init__(self, person: Person, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # the parent's own long list
        self.person = person
        if person.password_once:
            del self.fields["old"]

    def clean_old(self) -> str:
        """The present password, so that nobody changes it at an unwatched desk."""
        old: str = self.cleaned_data["old"]
        if not self.person.check_password(old):
            raise forms.ValidationError("现在的密码不对。")
        return old

    def clean_new(self) -> str:
        """Long enough, not a common one, not like the name, and not the one that is to be given up."""
        new: str = self.cleaned_data["new"]
        validate_password(new, self.person)
        if self.person.check_password(new):
            raise forms.ValidationError("新密码和现在的密码相同，请另设一个。")
        return new

    def clean(self) -> dict[str, object]:
        """Twice the same."""
        said = super().clean() or {}
        if said.get("new") and said.get("again") and said["new"] != said["again"]:
            self.add_error("again", "两次输入的新密码不一样。")
        return said


@sensitive_post_parameters()
@staff(Door.ANYBODY, "GET", "HEAD", "POST", unfinished=True)
def change(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Set one's own password. Other sessions of the same person end."""
    form = PasswordForm(desk.person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        change_password(
            desk.person, desk.viewer.home, password=form.cleaned_data["new"], by=desk.by, at=desk.at
        )
        update_session_auth_hash(request, desk.person)
        messages.success(request, "密码已修改，其他地方的登录已退出。")
        return HttpResponseRedirect(reverse("workbench:inbox"), status=303)
    context = {"form": form, "rules": password_validators_help_texts(), "once": desk.person.password_once}
    return show(request, desk, "workbench/password.html", context, status=400 if form.is_bound else 200)


@sensitive_post_parameters()
@staff(Door.ANYBODY, "GET", "HEAD", "POST")
def again(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for the password once more; counts for ten minutes. Wrong ones lock as at the log-in page."""
    error = ""
    if request.method == "POST":
        given = request.POST.get("password", "")[:200]
        if authenticate(request, login=desk.person.login, password=given) is not None:
            request.session[PROVED] = desk.at.timestamp()
            return HttpResponseRedirect(way_back(request), status=303)
        error = "密码不对，请再试。"
    context = {"error": error, "next": way_back(request)}
    return show(request, desk, "workbench/again.html", context, status=400 if error else 200)
