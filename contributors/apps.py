from django.apps import AppConfig

from coproduce.foundation import rooms


class ContributorsConfig(AppConfig):
    name = "contributors"

    def ready(self) -> None:
        from contributors.accounts import checks  # noqa: F401  # registers the system check

        rooms.load(self, "promises", "messages")
