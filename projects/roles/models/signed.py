"""An agreement that was signed on paper: the scan, filed with the version that was signed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from coproduce.foundation.uploads.files import StoredUpload
from projects.roles.models.agreements import Assignment
from projects.roles.models.descriptions import RoleVersion


class SignedPaper(StoredUpload):
    """The scan of one signed agreement. It stays: what it says is kept by the agreement itself."""

    ref = RefField()
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="signed_papers")
    version = models.ForeignKey(RoleVersion, models.PROTECT, related_name="+")
    signed_on = models.DateField(_("signed on"))
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(default=clock.now)

    privacy = StoredUpload.privacy + Privacy(internal="id ref assignment version signed_on filed_by filed_at")

    class Meta:
        verbose_name = _("signed agreement")
        verbose_name_plural = _("signed agreements")
        ordering = ["-id"]
        constraints = [
            AppendOnlyConstraint(name="signed_paper_append_only", erasable=["file", "display_name"])
        ]

    def __str__(self) -> str:
        return f"signed paper {self.ref}"
