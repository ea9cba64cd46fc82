"""A public contributor says: yes, that is how the meeting was."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from projects.meetings.models.meetings import Meeting


class HowItWentConfirmed(models.Model):
    """One person's yes to what staff noted. It stands only until staff note something else."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="confirmations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id meeting person said_at")

    class Meta:
        verbose_name = _("confirmation of how a meeting went")
        verbose_name_plural = _("confirmations of how meetings went")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="how_it_went_confirmed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} confirms {self.meeting_id}"
