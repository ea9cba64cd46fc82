from django.apps import AppConfig

from coproduce.foundation import rooms


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self) -> None:
        rooms.load(self, "promises", "messages", "leaving")
