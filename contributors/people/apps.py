from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "contributors.people"
    verbose_name = "People we know"
