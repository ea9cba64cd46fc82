from django.apps import AppConfig

from coproduce.foundation import rooms


class ExpensesConfig(AppConfig):
    name = "expenses"

    def ready(self) -> None:
        rooms.load(self, "promises", "messages", "spend", "fees", "flags", "following", "panels")
