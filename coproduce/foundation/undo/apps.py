from django.apps import AppConfig


class UndoConfig(AppConfig):
    name = "coproduce.foundation.undo"
    verbose_name = "What was just removed"
