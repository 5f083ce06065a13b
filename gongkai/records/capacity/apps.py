"""The room's name and place for Django."""

from django.apps import AppConfig


class CapacityConfig(AppConfig):
    name = "gongkai.records.capacity"
    label = "capacity"
    verbose_name = "保障"
