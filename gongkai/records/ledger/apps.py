"""The room's name and place for Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "gongkai.records.ledger"
    label = "ledger"
    verbose_name = "留痕"
