"""The room's name and place for Django."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "gongkai.doors.workbench"
    label = "workbench"
    verbose_name = "工作台"
