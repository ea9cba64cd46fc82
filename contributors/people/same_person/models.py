"""Two accounts that may belong to one person: what was seen, and what was found out."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.administration.queries import accounts_in_view
from contributors.accounts.models import User
from contributors.people.same_person.states import Answer, Sign
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField


class SeenDevice(models.Model):
    """An account was signed in on a device. `mark` cannot be turned back into what the device holds."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seen_devices")
    mark = models.CharField(max_length=64)
    seen_on = models.DateField(default=clock.today)

    privacy = Privacy(internal="id account seen_on", secret="mark")

    class Meta:
        verbose_name = _("device an account was seen on")
        verbose_name_plural = _("devices accounts were seen on")
        constraints = [models.UniqueConstraint(fields=["account", "mark"], name="device_seen_once")]
        indexes = [models.Index(fields=["mark"], name="accounts_on_a_device")]

    def __str__(self) -> str:
        return f"device of {self.account_id}"


class MaybeSamePersonQuerySet(models.QuerySet["MaybeSamePerson"]):
    def visible_to(self, administrator: User) -> Self:
        """Pairs of accounts that an administrator may both see. Nobody judges their own."""
        seen = accounts_in_view(administrator).order_by().values("pk")
        both = self.filter(one__in=seen, other__in=seen)
        return both.exclude(Q(one=administrator) | Q(other=administrator))

    def open(self) -> Self:
        """Those nobody has asked about yet."""
        return self.filter(answer=Answer.NOT_YET)


class MaybeSamePerson(models.Model):
    """Two accounts under one name that share a device or a mailbox. It is a question, not a finding.

    Asked once: an answer stands, whatever is seen later.
    """

    ref = RefField()
    one = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sign = models.CharField(_("what they share"), max_length=7, choices=Sign)
    found_at = models.DateTimeField(_("found"), default=clock.now)
    answer = models.CharField(_("answer"), max_length=7, choices=Answer, default=Answer.NOT_YET)
    why = models.TextField(_("how we know"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = MaybeSamePersonQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref one other sign found_at answer answered_by answered_at", personal="why"
    )

    class Meta:
        verbose_name = _("two accounts that may be one person")
        verbose_name_plural = _("accounts that may be one person")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="accounts_asked_about_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="accounts_in_one_order"),
            models.CheckConstraint(condition=Q(sign__in=Sign.values), name="same_person_sign_known"),
            models.CheckConstraint(
                condition=Q(answer=Answer.NOT_YET, why="", answered_by=None, answered_at=None)
                | Q(answer__in=[Answer.ONE, Answer.TWO], answered_by__isnull=False, answered_at__isnull=False)
                & ~Q(why=""),
                name="same_person_answered_by_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"accounts {self.ref}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answer == Answer.NOT_YET

    @property
    def is_one(self) -> bool:
        """Whether they are said to be one person."""
        return self.answer == Answer.ONE
