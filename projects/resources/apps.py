from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "projects.resources"
    verbose_name = "Step 2: resources"
