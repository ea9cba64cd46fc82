"""A description that came in as a file or as pasted text, piece by piece, so that nothing of it is lost."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.roles.models.descriptions import RoleDescription
from projects.team.models import Project


class ImportedRoleQuerySet(models.QuerySet["ImportedRole"]):
    def visible_to_staff(self, user: User) -> Self:
        """Descriptions that came in to the projects the user may see as staff."""
        return self.filter(project__in=Project.objects.visible_to_staff(user))


class ImportedRole(models.Model):
    """One description as it came in. `role` is what was made of it, none while it is only looked at."""

    ref = RefField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="imported_roles")
    role = models.ForeignKey(
        RoleDescription, models.SET_NULL, null=True, blank=True, related_name="imported_from"
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    source = models.CharField(_("name of the file"), max_length=100, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    objects = ImportedRoleQuerySet.as_manager()

    privacy = Privacy(internal="id ref project role title source made_by made_at")

    class Meta:
        verbose_name = _("imported role description")
        verbose_name_plural = _("imported role descriptions")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"import {self.ref}"

    @property
    def organisation_id(self) -> int:
        return self.project.organisation_id


class ImportedPiece(models.Model):
    """What stood under one heading. `field` is where in the role it belongs; "": not placed yet."""

    imported = models.ForeignKey(ImportedRole, models.CASCADE, related_name="pieces")
    place = models.PositiveSmallIntegerField(_("place in the document"))
    heading = models.TextField(_("heading"), blank=True)
    text = models.TextField(_("text"), blank=True)
    field = models.CharField(_("field of the role"), max_length=50, blank=True)

    privacy = Privacy(internal="id imported place heading text field")

    class Meta:
        verbose_name = _("piece of an imported role description")
        verbose_name_plural = _("pieces of imported role descriptions")
        ordering = ["imported", "place"]
        constraints = [
            models.UniqueConstraint(fields=["imported", "place"], name="imported_piece_has_its_place"),
        ]

    def __str__(self) -> str:
        return f"piece {self.place} of import {self.imported_id}"
