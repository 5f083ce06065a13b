"""The room's name and place for Django."""

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "gongkai.records.engagement"
    label = "engagement"
    verbose_name = "解读回应"
