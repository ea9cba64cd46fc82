from typing import Self, TypeVar

from django.db import models

from contributors.accounts.models import User
from contributors.people.models import Person
from projects.team.models import Project

Row = TypeVar("Row", bound=models.Model)


class OfProjectQuerySet(models.QuerySet[Row]):
    def visible_to_staff(self, user: User) -> Self:
        """Rows of projects the user may see as staff."""
        return self.filter(project__in=Project.objects.visible_to_staff(user).values("pk"))

    def visible_to_member(self, person: Person) -> Self:
        """Rows of projects a public contributor is on now."""
        return self.filter(project__in=Project.objects.visible_to_member(person).values("pk"))
