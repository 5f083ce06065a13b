"""The room's name and place for Django."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "gongkai.records.bodies"
    label = "bodies"
    verbose_name = "机构"
