from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "projects.team"
    verbose_name = "Projects and who works on them"

    def ready(self) -> None:
        from projects.team.importing import actions  # noqa: F401  # rows of who is on which project
