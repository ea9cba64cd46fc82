from django.apps import AppConfig


class DiversityConfig(AppConfig):
    name = "projects.diversity"
    verbose_name = "Step 5: valuing difference"
