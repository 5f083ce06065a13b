"""The room's name and place for Django."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "gongkai.records.disclosure"
    label = "disclosure"
    verbose_name = "主动公开"
