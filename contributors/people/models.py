from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, StaffRole, User, normal_email
from contributors.people.states import NEED_CHOICES, Format, Quiet, Visibility
from coproduce.foundation import clock
from coproduce.foundation.encrypted_fields import Encrypted
from coproduce.foundation.notifications.models import Channel
from coproduce.foundation.notifications.quiet.rules import QuietHours
from coproduce.foundation.pages import languages
from coproduce.foundation.pages.presenters import uk_time
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: User) -> Self:
        """People known to an organisation where the user may see people."""
        return self.known_to(user.organisation_ids("see_people"))

    def known_to(self, organisation_ids: list[int]) -> Self:
        """People known to any of these organisations."""
        known = Connection.objects.filter(organisation__in=organisation_ids, person=OuterRef("pk"))
        return self.filter(Exists(known))  # walks the names in order and stops when the page is full

    def with_shares(self, user: User) -> Self:
        """Add `shares`: whether the person lets one of the user's organisations see how to reach them."""
        shared = Connection.objects.filter(organisation__in=user.organisation_ids("see_people"), shares=True)
        return self.annotate(shares=Exists(shared.filter(person=OuterRef("pk"))))

    def with_side(self, user: User) -> Self:
        """Add `works_here`: whether the person is staff of one of the user's organisations."""
        roles = StaffRole.objects.current().filter(organisation__in=user.organisation_ids("see_people"))
        return self.annotate(works_here=Exists(roles.filter(user=OuterRef("account"))))

    def named_like(self, part: str) -> Self:
        """People with these letters somewhere in their name, capitals or not."""
        return self.filter(name__icontains=part)


class Person(models.Model):
    """Somebody we work with. May have no account and no e-mail, and may share a mailbox."""

    shares: bool  # of PersonQuerySet.with_shares
    works_here: bool  # of PersonQuerySet.with_side

    ref = RefField()
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    address = models.TextField(_("postal address"), blank=True)
    channel = models.CharField(_("how to reach you"), max_length=5, choices=Channel, default=Channel.EMAIL)
    format = models.CharField(_("format"), max_length=10, choices=Format, default=Format.STANDARD)
    language = models.CharField(_("language"), max_length=5, choices=languages.offered, default="en-gb")
    discreet = models.BooleanField(
        _("discreet titles"), default=False, help_text=_("Leave project names out of messages and calendars.")
    )
    quiet = models.CharField(_("quiet hours"), max_length=5, choices=Quiet, default=Quiet.USUAL)
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    added_on = models.DateField(default=clock.today)
    # Pages with money, equality answers and concerns rest for a while after this (new_mailbox.middleware).
    mailbox_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # A random token, sealed: what joins a person to their equality answers. Only they can use it.
    equality_token = models.TextField(blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref account added_on mailbox_changed_at",
        personal="name email phone address channel format language discreet quiet quiet_from quiet_until",
        secret="equality_token",
    )
    encrypted = Encrypted("equality_token", bound_to=lambda row, field: f"{field}:{row.ref}")

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=Q(email=Lower(F("email"))), name="person_email_in_small_letters"
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.EMAIL) | ~Q(email=""), name="person_reached_by_email_has_one"
            ),
            models.CheckConstraint(condition=Q(quiet__in=Quiet.values), name="person_quiet_known"),
            models.CheckConstraint(
                condition=Q(quiet=Quiet.OWN, quiet_from__isnull=False, quiet_until__isnull=False)
                | ~Q(quiet=Quiet.OWN) & Q(quiet_from=None, quiet_until=None),
                name="person_own_quiet_hours_are_said",
            ),
            models.CheckConstraint(
                condition=Q(quiet_from=None) | ~Q(quiet_from=F("quiet_until")),
                name="person_quiet_for_less_than_a_day",
            ),
        ]
        indexes = [models.Index(fields=["name", "id"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = normal_email(self.email)
        super().save(*args, **kwargs)

    def lets_see(self, organisation_id: int | None) -> bool:
        """Say whether an organisation may see more of them than it typed: not before they have said yes.

        For none, and for one that does not know them by a name and an e-mail alone, nothing is held back.
        """
        return not any(
            one.organisation_id == organisation_id and not one.shares for one in self.connections.all()
        )

    def email_for(self, organisation_id: int | None) -> str:
        """Return the e-mail as an organisation may read it: what it wrote down, and none that came later."""
        changed = self.mailbox_changed_at
        hidden = changed and any(
            one.organisation_id == organisation_id and not one.shares and changed > one.known_at
            for one in self.connections.all()
        )
        return "" if hidden else self.email

    def reached_by(self, organisation_id: int | None = None) -> tuple[str, str]:
        """Return (channel, address) for a message to this person, in the name of an organisation or of none.

        Whoever wrote down a name and an e-mail writes there: staff who post a letter or ring somebody up
        would read an address or a number that they may not see, and that the person is known elsewhere.
        """
        if self.channel == Channel.EMAIL:
            return Channel.EMAIL, self.email
        if not self.lets_see(organisation_id):
            return (Channel.EMAIL, self.email) if self.email else (self.channel, "")
        return self.channel, self.address if self.channel == Channel.POST else self.phone

    def quiet_hours(self) -> QuietHours | None:
        """Return when not to write to them or ring, by the clock they live by; None: at any time."""
        if self.quiet == Quiet.NONE:
            return None
        own = (self.quiet_from, self.quiet_until)
        begins, ends = own if self.quiet == Quiet.OWN else settings.QUIET_HOURS or (None, None)
        if begins is None or ends is None:
            return None
        circumstances = getattr(self, "circumstances", None)  # the clock they live by: of an app above
        return QuietHours(begins, ends, ZoneInfo((circumstances and circumstances.zone) or clock.UK.key))

    @property
    def quiet_words(self) -> str:
        """When we may write to them or ring, in words."""
        hours = self.quiet_hours()
        if hours is None:
            return say("At any time")
        return say("Between %(ends)s and %(begins)s") % {
            "ends": uk_time(hours.ends),
            "begins": uk_time(hours.begins),
        }


class Connection(models.Model):
    """An organisation that knows a person. Others never learn that the person exists.

    `shares` says whether it may see all ways to reach them. Where an organisation wrote down a name and an
    e-mail alone, it sees those until the person says yes, whether they were here before or not.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="connections")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="connections")
    since = models.DateField(default=clock.today)
    # To the moment: a mailbox may change on the day on which an organisation typed the one before.
    known_at = models.DateTimeField(_("known"), default=clock.now, editable=False)
    shares = models.BooleanField(_("may see how to reach me"), default=True)
    # Since this day the person does not want to be asked any more. What is owed is still paid.
    left_on = models.DateField(_("left on"), null=True, blank=True)

    privacy = Privacy(internal="id person organisation since known_at shares left_on")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "organisation"], name="person_known_once")]

    def __str__(self) -> str:
        return f"{self.person_id} – {self.organisation_id}"


class AccessNeedQuerySet(models.QuerySet["AccessNeed"]):
    def current(self) -> Self:
        """What helps today."""
        return self.filter(ended_on=None)

    def visible_to(self, user: User) -> Self:
        """What people told the involvement team of an organisation they share with (trust P9)."""
        shared = Connection.objects.filter(
            organisation__in=user.organisation_ids("see_access_needs"), shares=True
        )
        return self.current().filter(person__in=shared.values("person"))

    def for_organisers(self) -> Self:
        """What those who arrange a meeting may see of the people who come to it."""
        return self.current().filter(seen_by=Visibility.ORGANISERS)


class AccessNeed(models.Model):
    """What a person needs to take part, in their own words (DAPB1605). Never a diagnosis.

    In which format papers come is not one of these: it stands in `Person.format` alone.
    """

    ref = RefField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="access_needs")
    category = models.CharField(_("kind of need"), max_length=3, choices=NEED_CHOICES)
    words = models.TextField(_("what helps"))
    seen_by = models.CharField(
        _("who may see it"), max_length=10, choices=Visibility, default=Visibility.ORGANISERS
    )
    recorded_on = models.DateField(default=clock.today)
    reviewed_on = models.DateField(default=clock.today)
    ended_on = models.DateField(null=True, blank=True)

    objects = AccessNeedQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref person recorded_on reviewed_on ended_on", special="category words seen_by"
    )

    class Meta:
        verbose_name = _("access need")
        verbose_name_plural = _("access needs")
        ordering = ["category", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="access_need_says_what_helps"),
            models.CheckConstraint(
                condition=Q(category__in=[value for value, _words in NEED_CHOICES]),
                name="access_need_category_known",
            ),
            models.CheckConstraint(
                condition=Q(seen_by__in=Visibility.values), name="access_need_seen_by_known"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on__gte=F("recorded_on"))
                & (Q(ended_on=None) | Q(ended_on__gte=F("recorded_on"))),
                name="access_need_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"access need {self.ref}"


class PersonNoteQuerySet(models.QuerySet["PersonNote"]):
    def visible_to(self, user: User) -> Self:
        """Notes of the organisations where the user looks after people; never those about oneself."""
        mine = self.filter(organisation__in=user.organisation_ids("edit_people"))
        return mine.exclude(person__account=user.pk)

    def visible_to_member(self, person: Person) -> Self:
        """Notes that were written for the person to read as well."""
        return self.filter(person=person, shared=True)


class PersonNote(models.Model):
    """One note of an organisation about one person. It is taken out, never rewritten."""

    ref = RefField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="notes")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"), default=clock.now)
    shared = models.BooleanField(_("the person may read it"))
    words = models.TextField(_("note"))

    objects = PersonNoteQuerySet.as_manager()

    privacy = Privacy(internal="id ref person organisation written_by written_at shared", personal="words")

    class Meta:
        verbose_name = _("note about a person")
        verbose_name_plural = _("notes about people")
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="person_note_says_something")]
        indexes = [models.Index(fields=["person", "-id"], name="notes_about_a_person")]

    def __str__(self) -> str:
        return f"note about {self.person_id}"
