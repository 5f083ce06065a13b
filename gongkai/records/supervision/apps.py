"""The room's name and place for Django."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "gongkai.records.supervision"
    label = "supervision"
    verbose_name = "监督"
