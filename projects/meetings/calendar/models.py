"""The private address at which somebody's calendar program reads their meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy


class CalendarFeed(models.Model):
    """The private address at which a person's calendar program reads their meetings. One a person.

    Only a hash of the secret part is kept: whoever reads this table cannot read a calendar.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="calendar_feed")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id person made_at", secret="secret_hash")

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
