from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """An app of its own, so that its tables live in the `monitoring` database and nowhere else."""

    name = "contributors.monitoring"
    label = "monitoring"
