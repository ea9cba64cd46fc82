from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import TriggerConstraint
from coproduce.foundation.encrypted_fields import Encrypted
from coproduce.foundation.encryption import fingerprints
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from expenses.payees.states import TRANSITIONS, BankState, Route

OWN_CHECK = """
NEW.checked_by_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM {people.Person} person
    WHERE person.id = NEW.person_id AND person.account_id = NEW.checked_by_id
)
"""


class PayPreference(models.Model):
    """How a person wants to be paid, and whether they want to talk before any payment is made."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="pay_preference")
    route = models.CharField(_("how you want to be paid"), max_length=7, choices=Route, default=Route.BANK)
    charity = models.CharField(_("charity"), max_length=120, blank=True)
    talk_first = models.BooleanField(_("I would like to talk before any payment is made"), default=False)
    changed_at = models.DateTimeField(default=clock.now)

    # talk_first may hint at benefits, so it is treated like the most private answers.
    privacy = Privacy(internal="id person changed_at", personal="route charity", special="talk_first")

    class Meta:
        verbose_name = _("way to be paid")
        verbose_name_plural = _("ways to be paid")
        constraints = [
            models.CheckConstraint(condition=Q(route__in=Route.values), name="pay_route_known"),
            models.CheckConstraint(
                condition=Q(route=Route.CHARITY) & ~Q(charity="") | (~Q(route=Route.CHARITY) & Q(charity="")),
                name="pay_to_charity_names_it",
            ),
        ]

    def __str__(self) -> str:
        return self.get_route_display()


class BankDetailsQuerySet(models.QuerySet["BankDetails"]):
    def active(self) -> Self:
        """The details in use."""
        return self.filter(status=BankState.ACTIVE)

    def pending(self) -> Self:
        """Changed details that rest or wait for a second pair of eyes."""
        return self.filter(status=BankState.PENDING)

    def to_check(self, user: User) -> Self:
        """Pending details, of people the user's organisations know, that wait for a second pair of eyes."""
        known = Person.objects.filter(connections__organisation__in=user.organisation_ids("make_payments"))
        return self.pending().filter(needs_check=True, checked_at=None, person__in=known)


BANK_ACCOUNT = "bank account"


def account_marks(*, sort_code: str, account_number: str, roll_number: str = "") -> list[str]:
    """Return the fingerprints of an account by every key in use: the same for the same account."""
    return fingerprints(f"{sort_code}:{account_number}:{roll_number.upper()}", purpose=BANK_ACCOUNT)


def _newest_mark(opened: dict[str, str]) -> dict[str, str]:
    names = ("sort_code", "account_number", "roll_number")
    return {"fingerprint": account_marks(**{name: opened.get(f"sealed_{name}", "") for name in names})[0]}


class BankDetails(models.Model):
    """One version of somebody's bank details. Encrypted field by field, bound to this row.

    Read in clear by `payees.details.open_for_bank_file` only. Pages show `tail`.
    """

    ref = RefField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="bank_details")
    version = models.PositiveSmallIntegerField()
    status = models.CharField(_("status"), max_length=10, choices=BankState, default=BankState.PENDING)
    status_since = models.DateTimeField(default=clock.now)
    sealed_name = models.TextField()
    sealed_sort_code = models.TextField()
    sealed_account_number = models.TextField()
    sealed_roll_number = models.TextField(blank=True)
    tail = models.CharField(_("ends in"), max_length=4)
    fingerprint = models.CharField(max_length=100, db_index=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    usable_from = models.DateTimeField(_("usable from"))
    needs_check = models.BooleanField(_("needs a second person to check it"), default=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = BankDetailsQuerySet.as_manager()
    transitions = TRANSITIONS

    privacy = Privacy(
        internal="id ref person version status status_since made_at made_by usable_from needs_check"
        " checked_by checked_at",
        bank="sealed_name sealed_sort_code sealed_account_number sealed_roll_number tail",
        secret="fingerprint",
    )
    encrypted = Encrypted(
        "sealed_name sealed_sort_code sealed_account_number sealed_roll_number", derive=_newest_mark
    )

    class Meta:
        verbose_name = _("bank details")
        verbose_name_plural = _("bank details")
        ordering = ["person", "-version"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=BankState.values), name="bank_details_status_known"
            ),
            models.UniqueConstraint(fields=["person", "version"], name="bank_details_version_once"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(status=BankState.ACTIVE), name="one_bank_account_in_use"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(status=BankState.PENDING), name="one_bank_account_waiting"
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None, checked_at=None)
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="bank_check_has_who_and_when",
            ),
            models.CheckConstraint(condition=~Q(checked_by=F("made_by")), name="bank_check_by_somebody_else"),
            models.CheckConstraint(
                condition=~Q(status=BankState.ACTIVE) | Q(needs_check=False) | Q(checked_at__isnull=False),
                name="bank_details_in_use_were_checked",
            ),
            TriggerConstraint(
                name="bank_own_check",
                events=["insert", "update"],
                condition=OWN_CHECK,
                message="nobody checks their own bank details",
            ),
        ]

    def __str__(self) -> str:
        return str(_("account ending %(tail)s") % {"tail": self.tail})

    def bound_to(self, field: str) -> str:
        """Name this row and field for encryption: a value moved elsewhere does not open."""
        return f"expenses.BankDetails:{self.ref}:{self.person_id}:{field}"


# Django looks for the models of an app here. Those of its topics build on the ones above, so they come last.
from expenses.payees.determinations import models as _determinations  # noqa: E402, F401
from expenses.payees.recognition import models as _recognition  # noqa: E402, F401
from expenses.payees.recording import models as _recording  # noqa: E402, F401
