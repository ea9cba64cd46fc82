from typing import Any, Self

from django.db import models

from projects.team.models import Project


class OfProjectQuerySet(models.QuerySet):
    def visible_to_staff(self, user: Any) -> Self:
        """Rows of projects the user may see as staff."""
        return self.filter(project__in=Project.objects.visible_to_staff(user).values("pk"))

    def visible_to_member(self, person: Any) -> Self:
        """Rows of projects a public contributor is on now."""
        return self.filter(project__in=Project.objects.visible_to_member(person).values("pk"))
