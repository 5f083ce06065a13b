"""第二因素: a code from the person's own telephone besides the password, and recovery codes on paper."""

from __future__ import annotations

from base64 import b32encode
from binascii import unhexlify
from io import BytesIO

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django_otp import login as keep_device
from django_otp import match_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.doors.workbench.guard import Desk, Door, again, staff, way_back
from gongkai.doors.workbench.page import show
from gongkai.records.bodies.actions import note_person
from gongkai.records.bodies.models import Person

CODES = 10
_WRONG = "验证码不对或已过期。请等手机上出现下一个验证码再输入；连续输错会暂停一会儿。"


def has_second_factor(person: Person) -> bool:
    """Whether the person has set one up."""
    return bool(TOTPDevice.objects.filter(user=person, confirmed=True).exists())


@staff(Door.ANYBODY, "GET", "HEAD", "POST", unfinished=True)
def verify(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Prove the second factor after the password."""
    if not has_second_factor(desk.person):
        return HttpResponseRedirect(way_back(request), status=303)
    error = ""
    if request.method == "POST":
        device = match_token(desk.person, _typed(request))
        if device is not None:
            keep_device(request, device)
            _tell_of_few_codes(request, desk.person)
            return HttpResponseRedirect(way_back(request), status=303)
        error = _WRONG
    context = {"error": error, "next": way_back(request)}
    return show(request, desk, "workbench/second_factor.html", context, status=400 if error else 200)


@staff(Door.ANYBODY, "GET", "HEAD", "POST", unfinished=True)
def enrol(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Set the second factor up: scan, type one code, write down the recovery codes."""
    if has_second_factor(desk.person):
        return HttpResponseRedirect(way_back(request), status=303)
    device = _waiting_device(desk.person)
    error = ""
    if request.method == "POST":
        if device.verify_token(_typed(request)):
            codes = _confirm(device, desk)
            keep_device(request, device)
            return show(request, desk, "workbench/recovery.html", {"codes": codes, "next": way_back(request)})
        error = _WRONG
    key = b32encode(unhexlify(device.key.encode())).decode()
    context = {
        "error": error,
        "next": way_back(request),
        "key": " ".join(key[start : start + 4] for start in range(0, len(key), 4)),
    }
    return show(request, desk, "workbench/enrol.html", context, status=400 if error else 200)


@staff(Door.ANYBODY, unfinished=True)
def picture(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The square code of a device that is not yet confirmed; afterwards nobody can see it again."""
    del request
    import segno

    device = TOTPDevice.objects.filter(user=desk.person, confirmed=False).first()
    if device is None or has_second_factor(desk.person):
        raise Http404("没有等待扫描的二维码。")
    drawn = BytesIO()
    segno.make(device.config_url, error="m").save(drawn, kind="svg", scale=5, border=2)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@staff(Door.ANYBODY, "POST")
def new_codes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Fresh recovery codes in place of the old ones."""
    if not has_second_factor(desk.person):
        raise Http404("还没有设置第二因素。")
    proof = again(request, desk)
    if proof is not None:
        return proof
    with transaction.atomic():
        codes = _fresh_codes(desk.person)
        note_person("renew_recovery_codes", desk.person, desk.viewer.home, by=desk.by, at=desk.at)
    return show(request, desk, "workbench/recovery.html", {"codes": codes, "next": way_back(request)})


def forget(person: Person) -> None:
    """Take away every device of a person: the telephone is lost, and the next log-in sets up a new one."""
    TOTPDevice.objects.filter(user=person).delete()
    StaticDevice.objects.filter(user=person).delete()


def _typed(request: HttpRequest) -> str:
    return request.POST.get("code", "").replace(" ", "").strip().lower()[:16]


def _waiting_device(person: Person) -> TOTPDevice:
    found = TOTPDevice.objects.filter(user=person, confirmed=False).first()
    return found or TOTPDevice.objects.create(user=person, name="手机", confirmed=False)


def _confirm(device: TOTPDevice, desk: Desk) -> list[str]:
    with transaction.atomic():
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        codes = _fresh_codes(desk.person)
        note_person("enrol_second_factor", desk.person, desk.viewer.home, by=desk.by, at=desk.at)
    return codes


def _fresh_codes(person: Person) -> list[str]:
    device, _ = StaticDevice.objects.get_or_create(user=person, defaults={"name": "恢复码"})
    device.token_set.all().delete()
    codes = [StaticToken.random_token() for _ in range(CODES)]
    device.token_set.bulk_create([StaticToken(device=device, token=code) for code in codes])
    return codes


def _tell_of_few_codes(request: HttpRequest, person: Person) -> None:
    left = StaticToken.objects.filter(device__user=person).count()
    if left < 3:
        messages.warning(request, f"恢复码只剩 {left} 个，请在“本人”页重新生成。")
