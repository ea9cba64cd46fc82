from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from coproduce.foundation.uploads.files import StoredUpload
from projects.roles.models import RoleDescription


class PayRoute(models.TextChoices):
    """How a payer pays people in a role (NHSE-LEP-2024; NIHR-TAX-2023)."""

    PAYROLL = "payroll", _("through the payroll")
    ACCOUNTS_PAYABLE = "accounts_payable", _("through accounts payable")
    VOUCHER = "voucher", _("with vouchers")
    PETTY_CASH = "petty_cash", _("from petty cash")
    CHARITY = "charity", _("to a charity")


class DeterminationQuerySet(models.QuerySet["Determination"]):
    def visible_to(self, user: User) -> Self:
        """Determinations of roles the user may see as staff, or whose payments they look after."""
        return self.filter(role__in=roles_visible_to(user))

    def current(self) -> Self:
        """The one that counts for each role; earlier ones are kept."""
        return self.filter(replaced_at=None)


def roles_visible_to(user: User) -> models.QuerySet[RoleDescription]:
    """Return the roles whose determination a member of staff may read. Never a public contributor."""
    paid_by = Q(project__organisation__in=user.organisation_ids("see_payments"))
    seen = RoleDescription.objects.visible_to_staff(user)
    return RoleDescription.objects.filter(Q(pk__in=seen.values("pk")) | paid_by)


class Determination(models.Model):
    """What the payer determined for one role, when, by whom. Written once; the next one replaces it."""

    ref = RefField()
    role = models.ForeignKey(RoleDescription, models.PROTECT, related_name="determinations")
    words = models.TextField(_("what the payer determined"))
    decided_on = models.DateField(_("determined on"))
    decided_by = models.CharField(_("determined by"), max_length=120)
    pay_route = models.CharField(_("people in this role are paid"), max_length=16, choices=PayRoute)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = DeterminationQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref role words decided_on decided_by pay_route recorded_by recorded_at replaced_at"
    )

    class Meta:
        verbose_name = _("status determination")
        verbose_name_plural = _("status determinations")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["role"], condition=Q(replaced_at=None), name="one_determination_counts_for_a_role"
            ),
            models.CheckConstraint(
                condition=Q(pay_route__in=PayRoute.values), name="pay_route_of_role_known"
            ),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(decided_by=""), name="determination_says_what_and_by_whom"
            ),
        ]

    def __str__(self) -> str:
        return f"determination {self.ref}"

    @property
    def organisation_id(self) -> int:
        return self.role.project.organisation_id

    @property
    def project_id(self) -> int:
        return self.role.project_id


class DeterminationRequestQuerySet(models.QuerySet["DeterminationRequest"]):
    def open(self) -> Self:
        """Those that the payer has not answered yet."""
        return self.filter(ended_at=None)


class DeterminationRequest(models.Model):
    """Somebody asked the payer to determine the status of a role. Until it ends, fees of the role wait."""

    ref = RefField()
    role = models.ForeignKey(RoleDescription, models.PROTECT, related_name="determination_requests")
    asked_of = models.CharField(_("asked of"), max_length=120)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DeterminationRequestQuerySet.as_manager()

    privacy = Privacy(internal="id ref role asked_of asked_by asked_at ended_at")

    class Meta:
        verbose_name = _("question to the payer about a role")
        verbose_name_plural = _("questions to the payer about roles")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["role"], condition=Q(ended_at=None), name="one_open_determination_request_for_a_role"
            ),
            models.CheckConstraint(condition=~Q(asked_of=""), name="determination_request_says_of_whom"),
        ]

    def __str__(self) -> str:
        return f"determination request {self.ref}"


class DeterminationEvidence(StoredUpload):
    """The paper a determination rests on: a letter, or the result of a status check."""

    ref = RefField()
    determination = models.OneToOneField(Determination, models.PROTECT, related_name="evidence")

    privacy = StoredUpload.privacy + Privacy(internal="id ref determination")

    class Meta:
        verbose_name = _("evidence of a determination")
        verbose_name_plural = _("evidence of determinations")
