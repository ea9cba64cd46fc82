"""What is decided, what the public members thought, and why it went another way."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.power_balance.models.of_project import OfProjectQuerySet
from projects.power_balance.states import Followed
from projects.team.models import Project


class Decision(models.Model):
    """Something that was decided, what the public members thought, and why it went another way.

    100 % of decisions against the public view have a reason (VOICESCOT): the database sees to it.
    """

    ref = RefField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="decisions")
    title = models.CharField(_("what was decided"), max_length=200)
    decided_on = models.DateField(_("when"))
    options = models.TextField(_("what could have been chosen"))
    took_part = models.TextField(_("who could take part"))
    public_view = models.TextField(_("what public members thought"), blank=True)
    followed = models.CharField(_("was that followed?"), max_length=9, choices=Followed)
    reason = models.TextField(_("why it went another way"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    objects = OfProjectQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref project title decided_on options took_part public_view followed reason made_by"
        " made_at"
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(followed__in=Followed.values), name="decision_followed_known"),
            models.CheckConstraint(
                condition=Q(followed=Followed.YES) | ~Q(reason=""), name="decision_not_followed_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(followed=Followed.NOT_ASKED, public_view="")
                | (~Q(followed=Followed.NOT_ASKED) & ~Q(public_view="")),
                name="decision_has_a_view_or_nobody_was_asked",
            ),
        ]
        indexes = [models.Index(fields=["project", "-decided_on", "-id"], name="decisions_of_project")]

    def __str__(self) -> str:
        return self.title

    @property
    def organisation_id(self) -> int:
        return self.project.organisation_id

    @property
    def without_public(self) -> bool:
        return self.followed == Followed.NOT_ASKED
