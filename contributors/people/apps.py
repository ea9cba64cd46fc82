from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "contributors.people"
    verbose_name = "People we know"

    def ready(self) -> None:
        from contributors.people.earlier import actions  # noqa: F401  # hours from before
        from contributors.people.earlier import receivers as _earlier  # noqa: F401  # shown on a page
        from contributors.people.importing import tasks  # noqa: F401  # Celery looks into apps alone
        from contributors.people.importing.actions import people  # noqa: F401  # rows of people
        from contributors.people.new_mailbox import receivers  # noqa: F401  # a mailbox shown by signing in
        from contributors.people.same_person import receivers as _same_person  # noqa: F401  # devices
