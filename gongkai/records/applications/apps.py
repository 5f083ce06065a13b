"""The room's name and place for Django."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "gongkai.records.applications"
    label = "applications"
    verbose_name = "依申请公开"
