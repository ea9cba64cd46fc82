"""A role of one project and its versions. A version that was offered is never changed again."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import TriggerConstraint, WrittenOnceConstraint
from coproduce.foundation.history.models import Unchangeable
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.roles.models import sealing, text_fields
from projects.roles.models.wording import PaymentKind, RoleWords
from projects.roles.states import VERSION_TRANSITIONS, VersionState
from projects.team.models import Project

OFFERED_STANDS = "a role version that was offered is never changed"


class RoleDescriptionQuerySet(models.QuerySet["RoleDescription"]):
    def visible_to_staff(self, user: User) -> Self:
        """Roles of the projects the user may see as staff."""
        return self.filter(project__in=Project.objects.visible_to_staff(user))


class RoleDescription(models.Model):
    """A role in a project. What it says stands in its versions."""

    ref = RefField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="roles")
    title = models.CharField(_("title"), max_length=120)
    made_at = models.DateTimeField(default=clock.now)

    objects = RoleDescriptionQuerySet.as_manager()

    privacy = Privacy(internal="id ref project title made_at")

    class Meta:
        verbose_name = _("role description")
        verbose_name_plural = _("role descriptions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "title"], name="role_title_once_a_project"),
            models.CheckConstraint(condition=~Q(title=""), name="role_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def organisation_id(self) -> int:
        return self.project.organisation_id


class RoleVersion(RoleWords):
    """One text of a role: a draft, then offered, then replaced. `fee_pence` is in pence."""

    role = models.ForeignKey(RoleDescription, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    places = models.PositiveSmallIntegerField(_("How many people we are looking for"), default=2)
    starts_on = models.DateField(_("The role starts"), null=True, blank=True)
    ends_on = models.DateField(_("The role ends"), null=True, blank=True)
    extendable = models.BooleanField(_("It can go on for longer if both sides agree"), default=False)
    payment = models.CharField(_("Payment"), max_length=13, choices=PaymentKind)
    fee_pence = models.PositiveIntegerField(_("The fee"), null=True, blank=True)
    fee_for = models.CharField(
        _("What the fee is for"),
        max_length=80,
        blank=True,
        help_text=_("For example, each meeting of 2 hours"),
    )
    payment_note = models.TextField(_("More about payment"), blank=True)
    expenses = models.TextField(_("Which expenses we pay"))
    contact = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("Named contact"))
    accountable_to = models.CharField(_("Who you work with most closely"), max_length=200)
    concerns_to = models.CharField(_("Who you can go to if something is wrong"), max_length=200)
    # Duties that can be measured, and free ones: `duty_kinds` says what each holds.
    their_promises = models.JSONField(_("What you promise us"), default=list, blank=True)
    our_promises = models.JSONField(_("What we promise you"), default=list, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=VersionState, default=VersionState.DRAFT)
    sealed = models.TextField(blank=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    offered_at = models.DateTimeField(null=True, blank=True, editable=False)

    transitions = VERSION_TRANSITIONS

    privacy = RoleWords.privacy + Privacy(
        internal="role number places starts_on ends_on extendable payment fee_pence fee_for payment_note"
        " expenses contact accountable_to concerns_to their_promises our_promises status content_hash"
        " offered_at",
        personal="sealed",
    )

    class Meta(RoleWords.Meta):
        verbose_name = _("version of a role")
        verbose_name_plural = _("versions of roles")
        ordering = ["role", "-number"]
        constraints = [
            *RoleWords.Meta.constraints,
            models.UniqueConstraint(fields=["role", "number"], name="role_version_numbered_once"),
            models.UniqueConstraint(
                fields=["role"], condition=Q(status=VersionState.DRAFT), name="one_draft_a_role"
            ),
            models.UniqueConstraint(
                fields=["role"], condition=Q(status=VersionState.OFFERED), name="one_offered_version_a_role"
            ),
            models.CheckConstraint(
                condition=Q(status__in=VersionState.values), name="role_version_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=VersionState.DRAFT, sealed="", content_hash="", offered_at=None)
                | (
                    ~(Q(status=VersionState.DRAFT) | Q(sealed="") | Q(content_hash=""))
                    & Q(offered_at__isnull=False)
                ),
                name="role_version_offered_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(payment=PaymentKind.FEE, fee_pence__isnull=False, fee_pence__gt=0)
                & ~Q(fee_for="")
                | Q(payment=PaymentKind.EXPENSES_ONLY, fee_pence=None),
                name="role_fee_or_expenses_only",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="role_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(places__gt=0), name="role_has_a_place"),
            WrittenOnceConstraint(
                name="offered_role_stands",
                except_fields=["status"],
                when="OLD.status <> 'draft'",
                deletable=True,
                message=OFFERED_STANDS,
            ),
            TriggerConstraint(
                name="offered_role_is_no_draft_again",
                events=["update"],
                condition="OLD.status <> 'draft' AND NEW.status = 'draft'",
                message=OFFERED_STANDS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_id} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        stored = None if self._state.adding else type(self).objects.get(pk=self.pk)
        if stored and stored.status != VersionState.DRAFT and stored.content() != self.content():
            raise Unchangeable(OFFERED_STANDS)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.status != VersionState.DRAFT:
            raise Unchangeable("a role version that was offered is never deleted")
        return super().delete(*args, **kwargs)

    def content(self) -> dict[str, Any]:
        """Return everything that stays as it was offered, by its column."""
        kept = ("number", "sealed", "content_hash", *text_fields.names())
        columns = {field.name: field.attname for field in self._meta.concrete_fields}
        return {name: getattr(self, columns[name]) for name in kept}

    @property
    def text(self) -> sealing.RoleText:
        """What people read: the sealed text once it was offered, before that what the draft says now.

        Raises sealing.Unreadable when somebody has spoiled what was sealed.
        """
        return sealing.read(self.sealed or sealing.seal(self))

    @property
    def text_if_readable(self) -> sealing.RoleText | None:
        """The same for pages, which say so when it cannot be read."""
        try:
            return self.text
        except sealing.Unreadable:
            return None

    @property
    def is_as_offered(self) -> bool:
        """Whether the sealed text is the one that was offered, and nobody has written past it since."""
        if not self.content_hash or sealing.fingerprint(self.sealed) != self.content_hash:
            return False
        return sealing.is_what_stands_in(self)
