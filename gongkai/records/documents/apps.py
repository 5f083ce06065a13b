"""The room's name and place for Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "gongkai.records.documents"
    label = "documents"
    verbose_name = "文件"
