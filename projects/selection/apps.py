from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "projects.selection"
    verbose_name = "Step 2: finding people"
