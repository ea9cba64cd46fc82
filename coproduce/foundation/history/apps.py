from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "coproduce.foundation.history"
    verbose_name = "What was done"
