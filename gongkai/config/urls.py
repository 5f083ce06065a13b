"""Every address of the house."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("workbench/", include("gongkai.doors.workbench.urls")),
    path("", include("gongkai.doors.portal.urls")),
]

handler400 = "gongkai.doors.portal.faults.bad_request"
handler403 = "gongkai.doors.portal.faults.forbidden"
handler404 = "gongkai.doors.portal.faults.not_found"
handler500 = "gongkai.doors.portal.faults.failed"
