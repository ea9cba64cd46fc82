from django.apps import AppConfig


class RolesConfig(AppConfig):
    name = "projects.roles"
    verbose_name = "Step 3: role descriptions"
