"""What an organisation's roles can start from."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.roles.models.wording import RoleWords


class RoleTemplateQuerySet(models.QuerySet["RoleTemplate"]):
    def visible_to_staff(self, user: User) -> Self:
        """Templates of the organisations whose roles the user may write, or sets up."""
        mine = set(user.organisation_ids("edit_project")) | set(user.organisation_ids("set_up"))
        return self.filter(organisation__in=mine)

    def in_use(self, organisation_id: int) -> Self:
        """What staff of an organisation are offered."""
        return self.filter(organisation=organisation_id, in_use=True)


class RoleTemplate(RoleWords):
    """A starting point that belongs to an organisation. Using one copies it."""

    ref = RefField()
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="role_templates")
    title = models.CharField(_("title"), max_length=120)
    in_use = models.BooleanField(_("offered to staff"), default=True)

    objects = RoleTemplateQuerySet.as_manager()

    privacy = RoleWords.privacy + Privacy(internal="ref organisation title in_use")

    class Meta(RoleWords.Meta):
        verbose_name = _("role template")
        verbose_name_plural = _("role templates")
        ordering = ["title", "id"]
        constraints = [
            *RoleWords.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "title"], name="role_template_once_an_organisation"
            ),
        ]

    def __str__(self) -> str:
        return self.title
