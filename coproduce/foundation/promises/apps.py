from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "coproduce.foundation.promises"
    verbose_name = "Promises"
