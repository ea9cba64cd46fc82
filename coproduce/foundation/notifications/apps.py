from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "coproduce.foundation.notifications"
    verbose_name = "Notifications"
