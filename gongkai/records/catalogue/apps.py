"""The room's name and place for Django."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "gongkai.records.catalogue"
    label = "catalogue"
    verbose_name = "公开目录"
