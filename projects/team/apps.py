from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "projects.team"
    verbose_name = "Projects and who works on them"
