from django.apps import AppConfig


class ScopeConfig(AppConfig):
    name = "projects.scope"
    verbose_name = "Step 1: scope"
