"""What staff wrote down for somebody who told us by phone, by post or in person."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from contributors.people.on_behalf.states import How
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint, TriggerConstraint
from coproduce.foundation.history import event_types
from coproduce.foundation.history.models import AppendOnly, AppendOnlyQuerySet
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField

THEIR_OWN = """
EXISTS (
    SELECT 1 FROM {people.Person} person
    WHERE person.id = NEW.person_id AND person.account_id = NEW.recorded_by_id
)
"""


class OnBehalfQuerySet(AppendOnlyQuerySet["OnBehalf"]):
    def visible_to(self, user: User) -> Self:
        """What was recorded where the user may record: the words themselves are for the person alone."""
        return self.filter(organisation__in=user.organisation_ids("edit_people"))

    def about(self, subject: models.Model) -> Self:
        """What was recorded about one row."""
        return self.filter(subject_type=subject._meta.label, subject_id=subject.pk)

    def visible_to_member(self, person: Person) -> Self:
        """What was recorded for this person."""
        return self.filter(person=person)


class OnBehalf(AppendOnly):
    """One thing somebody told us, and who wrote it down. What it did stands where it always does.

    `what` is a key of `event_types`: enough for staff. `words` is all of it, as the person reads it.
    """

    ref = RefField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="recorded_for")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("written down"), default=clock.now)
    how = models.CharField(_("how they said it"), max_length=9, choices=How)
    said_on = models.DateField(_("when they said it"))
    read_back = models.BooleanField(_("read back to them"))
    what = models.CharField(_("what it was about"), max_length=60)
    words = models.TextField(_("what they said"))
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()

    objects = OnBehalfQuerySet.as_manager()  # type: ignore[misc]  # django-stubs takes the manager of the base for a ClassVar

    privacy = Privacy(
        internal="id ref person organisation recorded_by recorded_at how said_on read_back what"
        " subject_type subject_id",
        special="words",
    )

    class Meta:
        verbose_name = _("answer written down for someone")
        verbose_name_plural = _("answers written down for people")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(how__in=How.values), name="on_behalf_how_known"),
            models.CheckConstraint(condition=~Q(words=""), name="on_behalf_says_what"),
            AppendOnlyConstraint(name="on_behalf_append_only", erasable=["words"]),
            TriggerConstraint(
                name="on_behalf_of_somebody_else",
                events=["insert"],
                condition=THEIR_OWN,
                message="nobody records an answer on their own behalf",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="on_behalf_of_person"),
            models.Index(fields=["subject_type", "subject_id", "-id"], name="on_behalf_about"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.ref}"

    @property
    def about(self) -> str:
        """What it was about, without a name or a title."""
        return event_types.display(self.what)

    @property
    def written_copy(self) -> Notification | None:
        """The letter or mail in which the person reads it."""
        return Notification.objects.filter(dedupe_key=copy_key(self)).first()


def copy_key(entry: OnBehalf) -> str:
    """Return the key that lets no second written copy be made."""
    return f"on-behalf:{entry.pk}"


class Objection(models.Model):
    """The person says that what we wrote down is wrong, and what was done about it."""

    ref = RefField()
    entry = models.OneToOneField(OnBehalf, models.PROTECT, related_name="objection")
    words = models.TextField(_("what is wrong"), blank=True)
    said_at = models.DateTimeField(default=clock.now)
    answer = models.TextField(_("what we did"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(internal="id ref entry said_at answered_by answered_at", personal="words answer")

    class Meta:
        verbose_name = _("objection to what was written down")
        verbose_name_plural = _("objections to what was written down")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="objection_answered_by_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"objection {self.ref}"

    @property
    def organisation_id(self) -> int:
        """Whose it is to put right."""
        return self.entry.organisation_id
