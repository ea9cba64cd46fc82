from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import WrittenOnceConstraint
from coproduce.foundation.encrypted_fields import Encrypted
from coproduce.foundation.facts import FactsOf
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from expenses.payments.files.states import (
    FACTS,
    TRANSITIONS,
    DayFormat,
    FileFormat,
    Separator,
    SettingsState,
    Unit,
)
from expenses.payments.runs.models import PaymentRun

MOST_DAYS_AHEAD = 30  # a Bacs file is taken up to 31 days ahead


class FileSettingsQuerySet(models.QuerySet["FileSettings"]):
    def visible_to(self, user: User) -> Self:
        """Settings of organisations where the user looks after payments."""
        return self.filter(organisation__in=user.organisation_ids("see_payments"))


class FileSettings(models.Model):
    """One version of how an organisation's bank files are written; a second person takes it into use.

    What it says is frozen by the database. The account the money comes from is encrypted.
    """

    ref = RefField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="file_settings")
    version = models.PositiveSmallIntegerField()
    status = models.CharField(_("status"), max_length=8, choices=SettingsState, default=SettingsState.WAITING)
    status_since = models.DateTimeField(default=clock.now)
    format = models.CharField(_("format"), max_length=6, choices=FileFormat)
    days_ahead = models.PositiveSmallIntegerField(
        _("working days until the bank acts on it"),
        default=1,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_DAYS_AHEAD)],
    )
    # CSV with columns of its own: [heading, what stands there, fixed words], in their order.
    columns = models.JSONField(_("columns"), default=list, blank=True)
    heading_row = models.BooleanField(_("first line with headings"), default=True)
    separator = models.CharField(_("separator"), max_length=1, choices=Separator, default=Separator.COMMA)
    day_format = models.CharField(_("days as"), max_length=8, choices=DayFormat, default=DayFormat.SLASHES)
    unit = models.CharField(_("amounts in"), max_length=6, choices=Unit, default=Unit.POUNDS)
    # Bacs Standard 18: who sends it, and the account the money comes from.
    service_user_number = models.CharField(_("service user number"), max_length=6, blank=True)
    account_name = models.CharField(_("name of the account"), max_length=18, blank=True)
    sealed_sort_code = models.TextField(blank=True)
    sealed_account_number = models.TextField(blank=True)
    tail = models.CharField(_("ends in"), max_length=4, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = FileSettingsQuerySet.as_manager()
    transitions = TRANSITIONS
    facts = FactsOf(FACTS)

    privacy = Privacy(
        internal="id ref organisation version status status_since format days_ahead columns heading_row"
        " separator day_format unit service_user_number account_name made_by made_at checked_by checked_at",
        bank="sealed_sort_code sealed_account_number tail",
    )
    encrypted = Encrypted("sealed_sort_code sealed_account_number")

    class Meta:
        verbose_name = _("file settings")
        verbose_name_plural = _("file settings")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="file_settings_version_once"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(status=SettingsState.IN_USE),
                name="one_file_format_in_use",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(status=SettingsState.WAITING),
                name="one_file_format_waiting",
            ),
            models.CheckConstraint(
                condition=Q(status__in=SettingsState.values), name="file_settings_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(checked_by=F("made_by")), name="file_settings_checked_by_a_second_person"
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None, checked_at=None)
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="file_settings_check_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=SettingsState.IN_USE) | Q(checked_at__isnull=False),
                name="file_settings_in_use_were_checked",
            ),
            models.CheckConstraint(
                condition=~Q(format=FileFormat.BACS18)
                | (~Q(service_user_number="") & ~Q(account_name="") & ~Q(sealed_account_number="")),
                name="bacs_needs_who_sends_it",
            ),
            WrittenOnceConstraint(
                name="file_settings_written_once",
                # Encrypted values change when keys are rotated.
                except_fields=[
                    "status",
                    "status_since",
                    "sealed_sort_code",
                    "sealed_account_number",
                    "checked_by",
                    "checked_at",
                ],
                message="file settings stay as they were suggested",
            ),
        ]

    def __str__(self) -> str:
        return str(_("%(format)s, version %(n)s") % {"format": self.get_format_display(), "n": self.version})

    def bound_to(self, field: str) -> str:
        """Name this row and field for encryption: a value moved elsewhere does not open."""
        return f"expenses.FileSettings:{self.ref}:{self.organisation_id}:{field}"


class BankFile(models.Model):
    """The file of a run, frozen before anybody can download it. Encrypted, because it holds account numbers.

    `sealed` alone may change, when keys are rotated; the hash proves that the bytes did not.
    """

    run = models.OneToOneField(PaymentRun, models.PROTECT, related_name="bank_file")
    format = models.CharField(_("format"), max_length=20)
    name = models.CharField(_("file name"), max_length=60)
    sealed = models.TextField()
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    total_pence = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id run format name sha256 rows total_pence made_at", bank="sealed")
    encrypted = Encrypted("sealed", bound_to=lambda row, field: row.bound_to())

    class Meta:
        verbose_name = _("bank file")
        verbose_name_plural = _("bank files")
        constraints = [WrittenOnceConstraint(name="bank_file_written_once", except_fields=["sealed"])]

    def __str__(self) -> str:
        return self.name

    def bound_to(self) -> str:
        """Name the row for encryption."""
        return f"expenses.BankFile:{self.run_id}:sealed"
