"""A new mailbox that staff wrote down, and that waits for its owner's word."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy

LINK_LASTS = dt.timedelta(days=7)


def link_ends() -> dt.datetime:
    """Return until when a link to a new mailbox works."""
    return clock.now() + LINK_LASTS


class MailboxProofQuerySet(models.QuerySet["MailboxProof"]):
    def waiting(self) -> Self:
        """What its owner may still say yes to."""
        return self.filter(proved_at=None, stopped_at=None, ends_at__gt=clock.now())


class MailboxProof(models.Model):
    """Until whoever reads the new mailbox has said yes, the person is reached, and signs in, as before."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="mailbox_proofs")
    email = models.EmailField(_("email"))
    # With no email before, being reached by email has to wait for it.
    by_email = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=64, unique=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(default=link_ends)
    proved_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = MailboxProofQuerySet.as_manager()

    privacy = Privacy(
        internal="id person by_email asked_by asked_at ends_at proved_at stopped_at",
        personal="email",
        secret="token_hash",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(proved_at=None, stopped_at=None),
                name="one_mailbox_waits_for_a_person",
            ),
            models.CheckConstraint(
                condition=Q(proved_at=None) | Q(stopped_at=None), name="mailbox_proved_or_stopped"
            ),
        ]

    def __str__(self) -> str:
        return f"mailbox of {self.person_id}"
