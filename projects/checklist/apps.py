from django.apps import AppConfig


class ChecklistConfig(AppConfig):
    name = "projects.checklist"
    verbose_name = "The five steps"
