"""The room's name and place for Django."""

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "gongkai.records.services"
    label = "services"
    verbose_name = "政务服务"
