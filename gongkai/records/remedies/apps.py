"""The room's name and place for Django."""

from django.apps import AppConfig


class RemediesConfig(AppConfig):
    name = "gongkai.records.remedies"
    label = "remedies"
    verbose_name = "救济"
