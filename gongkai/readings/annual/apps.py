"""The room's name and place for Django."""

from django.apps import AppConfig


class AnnualConfig(AppConfig):
    name = "gongkai.readings.annual"
    label = "annual"
    verbose_name = "年度报告"
