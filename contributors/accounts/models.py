from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from contributors.accounts.devices.models import Device
from contributors.accounts.roles import Role, roles_with
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from coproduce.foundation.text import normal_address

__all__ = ["Device", "Organisation", "StaffRole", "User"]

if TYPE_CHECKING:
    from contributors.people.models import Person
    from contributors.people.supporters.models import Supporter


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def of_person(self, person: "Person") -> "OrganisationQuerySet":
        """The organisations that know a person."""
        return self.filter(connections__person=person)


class Organisation(models.Model):
    """A body that runs projects and pays people: a trust, a network, a university department."""

    ref = RefField()
    name = models.CharField(_("name"), max_length=120, unique=True)
    statement_name = models.CharField(
        _("name on bank statements"), max_length=18, help_text=_("What people see on their bank statement.")
    )
    help_phone = models.CharField(_("help phone"), max_length=30, blank=True)
    help_email = models.EmailField(_("help email"), blank=True)

    postal_address = models.TextField(
        _("postal address"), blank=True, help_text=_("How your letters begin: the address, one line each.")
    )

    objects = OrganisationQuerySet.as_manager()

    privacy = Privacy(public="name statement_name help_phone help_email postal_address", internal="id ref")

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without a password it signs in by e-mailed code only."""
        user = self.model(email=normal_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    @transaction.atomic
    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account for Django admin, with the person that its mail is written to."""
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        person_model = apps.get_model(settings.PERSON_MODEL)  # people live in an app above this one
        person_model.objects.create(account=user, name=user.email.partition("@")[0], email=user.email)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normal_email(username or ""))


def normal_email(email: str) -> str:
    """Return an address as it is compared and stored: trimmed, without quotes, in small letters."""
    return normal_address(email)


class User(AbstractBaseUser, PermissionsMixin):
    """An account: what signs in. Not a person: people may share a mailbox, or have no account."""

    email = models.EmailField(_("email"), max_length=254, unique=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may use the admin pages"), default=False)
    date_joined = models.DateTimeField(default=clock.now)
    # Counts up whenever the account is saved while closed: what was signed in before never lives again.
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)

    objects = UserManager()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    helping: "Supporter | None" = (
        None  # whom a supporter helps in this session (contributors.people.supporters)
    )

    privacy = Privacy(
        internal="id is_active is_staff is_superuser date_joined last_login groups user_permissions"
        " sessions_ended",
        personal="email",
        secret="password",
    )

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower(models.F("email"))), name="account_email_in_small_letters"
            ),
        ]

    def __str__(self) -> str:
        return self.person.name if self.person else str(_("account %(id)s") % {"id": self.pk})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = normal_email(self.email)
        fields = kwargs.get("update_fields")
        if not self.is_active:
            self.sessions_ended += 1
            if fields is not None:
                kwargs["update_fields"] = {*fields, "sessions_ended"}
        super().save(*args, **kwargs)
        if "email" in (fields or ["email"]):
            # allauth keeps addresses of its own: one that was given up must not open the account.
            apps.get_model("account.EmailAddress")._base_manager.filter(user=self).exclude(
                email=self.email
            ).delete()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session must match: a change of password or of e-mail ends all the others.

        So does closing the account, for good: reopening it lets nobody in who was in before.
        """
        state = f"{self.password}:{self.email}:{self.sessions_ended}"
        return salted_hmac("contributors.accounts.User", state, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def person(self) -> "Person | None":
        """The person this account acts for. Where a mailbox is shared, middleware sets who was chosen."""
        return self.first_people[0] if len(self.first_people) == 1 else None

    @cached_property
    def first_people(self) -> list["Person"]:
        """Up to two of the people who sign in with this account."""
        return list(self.people.all()[:2])

    @property
    def shares_mailbox(self) -> bool:
        """Say whether several people sign in here; then each says who they are."""
        return len(self.first_people) > 1

    @cached_property
    def current_roles(self) -> list["StaffRole"]:
        """The roles held today with their organisations: one query a request."""
        return list(self.roles.current().select_related("organisation"))

    @cached_property
    def held_roles(self) -> list[tuple[int, str]]:
        """(organisation id, role) for each role held today."""
        return [(held.organisation_id, held.role) for held in self.current_roles]

    @property
    def organisations(self) -> list[Organisation]:
        """The organisations this account belongs to: works for, else is known to; three at most."""
        here = {held.organisation_id: held.organisation for held in self.current_roles}
        if not here and self.person:
            here = {known.pk: known for known in Organisation.objects.of_person(self.person)[:3]}
        return list(here.values())[:3]

    @property
    def organisation(self) -> Organisation | None:
        """The organisation this account belongs to. None where it is not one."""
        here = self.organisations
        return here[0] if len(here) == 1 else None

    @property
    def is_staff_member(self) -> bool:
        return bool(self.held_roles)

    def organisation_ids(self, capability: str) -> list[int]:
        """Return the organisations where the user holds a capability."""
        wanted = roles_with(capability)
        return sorted({organisation for organisation, role in self.held_roles if role in wanted})

    def can(self, capability: str, organisation_id: int) -> bool:
        """Say whether the user holds a capability in one organisation."""
        return organisation_id in self.organisation_ids(capability)


class StaffRoleQuerySet(models.QuerySet["StaffRole"]):
    def current(self) -> "StaffRoleQuerySet":
        """Roles held now: begun, not ended, and confirmed where a second person has to."""
        day = clock.today()
        return self.filter(
            Q(until=None) | Q(until__gte=day), since__lte=day, ended_at=None, waits=False, refused_at=None
        )

    def waiting(self) -> "StaffRoleQuerySet":
        """Roles that were asked for, and that a second person has neither confirmed nor refused."""
        return self.filter(waits=True, refused_at=None, ended_at=None)


class StaffRole(models.Model):
    """A role somebody holds in an organisation, from a day to a day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles", verbose_name=_("account")
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="staff", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=15, choices=Role)
    since = models.DateField(_("since"), default=clock.today)
    until = models.DateField(_("last day"), null=True, blank=True)
    # The moment somebody ended it: from then on it opens nothing, whatever its last day.
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    # Power over money or over others: one person asks for it, another confirms it (accounts/confirming).
    waits = models.BooleanField(_("waits for a second person"), default=False, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True, editable=False)

    objects = StaffRoleQuerySet.as_manager()

    privacy = Privacy(
        internal="id user organisation role since until ended_at waits asked_by confirmed_by refused_at"
    )

    class Meta:
        verbose_name = _("staff role")
        verbose_name_plural = _("staff roles")
        ordering = ["organisation", "role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(until=None, ended_at=None, refused_at=None),
                name="one_open_role_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="staff_role_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="staff_role_known"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | (~Q(confirmed_by=models.F("asked_by")) & ~Q(confirmed_by=models.F("user"))),
                name="staff_role_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(waits=False) | Q(confirmed_by=None), name="staff_role_waits_or_is_confirmed"
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()
