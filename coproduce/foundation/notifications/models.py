from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.encrypted_fields import Encrypted
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.states import FACTS, Facts, State
from coproduce.foundation.pages import languages
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField

if TYPE_CHECKING:
    from contributors.accounts.models import User


class Channel(models.TextChoices):
    """How it reaches the person. All but e-mail are done by hand, from a list."""

    EMAIL = "email", _("email")
    TEXT = "text", _("text message")
    POST = "post", _("post")
    PHONE = "phone", _("phone")


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: "User") -> Self:
        """Messages of organisations where the user looks after messages, but for what is withheld."""
        theirs = user.organisation_ids("see_messages")
        return self.filter(organisation__in=theirs).exclude(kinds.withheld_from(user))

    def by_hand(self) -> Self:
        """Messages that a member of staff has to print, text or say."""
        return self.filter(state=State.WAITING).exclude(channel=Channel.EMAIL)


class GoesTo(models.TextChoices):
    """Whose address counts when a message is sent."""

    PERSON = "person", _("the person, as they are reached when it is sent")
    ACCOUNT = "account", _("the account, at its mailbox when it is sent")
    FIXED = "fixed", _("the address that was written down")


class Notification(models.Model):
    """One message to one person, written in the transaction of its cause."""

    ref = RefField()
    kind = models.CharField(_("kind"), max_length=60)
    organisation = models.ForeignKey(settings.ORGANISATION_MODEL, models.PROTECT, null=True, related_name="+")
    recipient = models.ForeignKey(settings.PERSON_MODEL, models.PROTECT, related_name="messages")
    channel = models.CharField(_("channel"), max_length=5, choices=Channel, default=Channel.EMAIL)
    # Where it was to go when it was written, and once it is sent where it went: see `where_now`.
    address = models.CharField(_("address"), max_length=254, blank=True)
    goes_to = models.CharField(max_length=7, choices=GoesTo, default=GoesTo.PERSON)
    language = models.CharField(_("language"), max_length=5, default="en-gb")
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    params = models.JSONField(default=dict, blank=True)
    sealed = models.TextField(blank=True, help_text=_("A sealed code, deleted once sent."))
    payload_version = models.PositiveSmallIntegerField(default=1)
    dedupe_key = models.CharField(max_length=200, unique=True)
    message_id = models.CharField(max_length=100, unique=True)
    made_at = models.DateTimeField(_("made"), default=clock.now)
    due_at = models.DateTimeField(_("due"))
    expires_at = models.DateTimeField(null=True, blank=True)  # empty: worth knowing however late it comes
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    # How often it was claimed: only the sender that knows the latest number may write what became of it.
    lease_number = models.PositiveIntegerField(default=0)
    trying_since = models.DateTimeField(null=True, blank=True)  # the mail server may know of it since then
    doubts = models.PositiveSmallIntegerField(default=0)  # how often the server took it and never answered
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    # Set by who sends it: what may stand in the mail alone asks for it. `state` also holds when staff look.
    going_out = False
    objects = NotificationQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref kind organisation recipient channel language subject_type subject_id params goes_to"
        " payload_version dedupe_key message_id made_at due_at expires_at state attempts lease_until"
        " lease_number trying_since doubts sent_at note",
        personal="address",
        secret="sealed",
    )
    encrypted = Encrypted("sealed", bound_to=lambda row, field: f"message:{row.ref}")

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages (outbox)")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="message_state_known"),
            models.CheckConstraint(condition=Q(goes_to__in=GoesTo.values), name="message_goes_somewhere"),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False)
                | (~Q(state=State.SENT) & Q(sent_at=None)),
                name="message_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENDING, lease_until__isnull=False)
                | (~Q(state=State.SENDING) & Q(lease_until=None)),
                name="message_being_sent_has_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENDING) | Q(trying_since=None), name="message_tried_while_being_sent"
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.EMAIL) | ~Q(address=""), name="message_by_email_has_an_address"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(state=State.WAITING, channel=Channel.EMAIL),
                name="message_to_send",
            ),
            models.Index(fields=["lease_until"], condition=Q(state=State.SENDING), name="message_being_sent"),
            models.Index(fields=["organisation"], condition=Q(state=State.PARKED), name="message_parked"),
            models.Index(fields=["expires_at"], condition=Q(state=State.WAITING), name="message_to_expire"),
            models.Index(fields=["organisation", "-id"], name="message_of_organisation"),
            models.Index(fields=["recipient", "-id"], name="message_of_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"

    def where_now(self) -> tuple[str, str]:
        """Return the channel and the address that hold now: a mailbox given up learns nothing more."""
        if self.goes_to == GoesTo.PERSON:
            return self.recipient.reached_by(self.organisation_id)
        if self.goes_to == GoesTo.ACCOUNT:
            is_account = isinstance(self.subject, get_user_model())
            account = self.subject if is_account else self.recipient.account
            return Channel.EMAIL, account.email if account else ""
        return self.channel, self.address

    @property
    def postal_address(self) -> str:
        """Return the address of a letter as it holds now; as it was written for who is reached otherwise."""
        channel, address = self.where_now()
        return address if channel == self.channel and address else self.address

    @cached_property
    def subject(self) -> Any:
        """The row it is about, read once; None when it is gone. A batch reads all of its subjects at once."""
        return apps.get_model(self.subject_type)._base_manager.filter(pk=self.subject_id).first()

    @cached_property
    def own_text(self) -> "NotificationText | None":
        """The organisation's own words for it, if there are any."""
        return NotificationText.objects.filter(
            organisation=self.organisation_id, kind=self.kind, language=self.spoken_language
        ).first()

    @property
    def spoken_language(self) -> str:
        """The language of its words: of a message in one that is no longer offered, ours."""
        return languages.spoken(self.language)

    @property
    def what(self) -> str:
        """What it says, in the words of staff; its key, when a newer version of the application wrote it."""
        kind = kinds.find(self.kind)
        return str(kind.says) if kind else self.kind

    @property
    def facts(self) -> Facts:
        """What pages need to know of its state."""
        return FACTS[State(self.state)]


class NotificationText(models.Model):
    """An organisation's own words for a kind of message. {name}, {link} and the like are filled in."""

    organisation = models.ForeignKey(
        settings.ORGANISATION_MODEL, models.CASCADE, related_name="message_texts"
    )
    kind = models.CharField(_("kind"), max_length=60)
    language = models.CharField(_("language"), max_length=5, choices=languages.offered, default="en-gb")
    subject = models.CharField(_("subject"), max_length=120)
    body = models.TextField(_("body"))

    privacy = Privacy(internal="id organisation kind language subject body")

    class Meta:
        verbose_name = _("message text")
        verbose_name_plural = _("message texts")
        ordering = ["organisation", "kind", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "language"], name="one_text_a_kind_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"


class MailServer(models.Model):
    """What the senders know together of the mail server: one row, made when it is first ill.

    While `ill_since` stands, nothing is tried but one message at a time, from `probe_at` on.
    """

    ONLY = 1

    ill_since = models.DateTimeField(_("not working since"), null=True, blank=True)
    well_since = models.DateTimeField(null=True, blank=True)
    probe_at = models.DateTimeField(null=True, blank=True)
    failed_probes = models.PositiveSmallIntegerField(default=0)
    refuses_all = models.BooleanField(default=False)  # it answers, but takes nobody's mail
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    refused = models.CharField(max_length=300, blank=True)  # ids refused with nothing taken between them
    alarmed_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        internal="id ill_since well_since probe_at failed_probes refuses_all reason refused alarmed_at"
    )

    class Meta:
        verbose_name = _("mail server")
        verbose_name_plural = _("mail server")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_mail_server"),
            models.CheckConstraint(
                condition=Q(ill_since=None, probe_at=None)
                | Q(ill_since__isnull=False, probe_at__isnull=False),
                name="an_ill_mail_server_is_probed",
            ),
        ]

    def __str__(self) -> str:
        return self.reason or "well"


class DemoMail(models.Model):
    """What the demo's postbox took instead of sending. Empty in production."""

    at = models.DateTimeField(default=clock.now)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=100)

    privacy = Privacy(internal="id at message_id", personal="to subject body")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.subject


class Hold(models.Model):
    """Sending stops: the database may be an earlier copy of itself. One stands open at a time."""

    since = models.DateTimeField(_("since"), default=clock.now)
    why = models.CharField(_("why"), max_length=200)
    is_open = models.BooleanField(_("on hold"), default=True)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.CharField(_("released by"), max_length=100, blank=True)

    privacy = Privacy(internal="id since why is_open released_at released_by")

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["is_open"], condition=Q(is_open=True), name="one_hold_at_a_time")
        ]

    def __str__(self) -> str:
        return self.why


class SentBefore(models.Model):
    """A message that was sent before the database was restored, and that it does not know: by its hash."""

    dedupe_hash = models.CharField(max_length=64, unique=True)

    privacy = Privacy(internal="id dedupe_hash")

    class Meta:
        verbose_name = _("message sent before a restore")
        verbose_name_plural = _("messages sent before a restore")

    def __str__(self) -> str:
        return f"message {self.pk}"
