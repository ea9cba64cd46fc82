from django.apps import AppConfig


class IdempotencyConfig(AppConfig):
    name = "coproduce.foundation.idempotency"
    verbose_name = "Forms acted on once"
