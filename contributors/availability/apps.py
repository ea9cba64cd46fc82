from django.apps import AppConfig


class AvailabilityConfig(AppConfig):
    name = "contributors.availability"
    verbose_name = "Availability"
