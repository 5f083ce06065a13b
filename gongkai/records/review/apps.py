"""The room's name and place for Django."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "gongkai.records.review"
    label = "review"
    verbose_name = "审查"
