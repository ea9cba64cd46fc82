from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "projects.meetings"
    verbose_name = "Meetings"
