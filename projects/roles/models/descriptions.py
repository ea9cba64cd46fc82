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
from projects.roles.models.choices import PaymentKind
from projects.roles.models.wording import RoleWords
from projects.roles.states import VERSION_TRANSITIONS, VersionState
from projects.team.models import Project

OFFERED_STANDS = "a role version that was offered is never changed"
DRAFT = Q(status=VersionState.DRAFT)
NO_FEE = (PaymentKind.EXPENSES_ONLY, PaymentKind.NOTHING, PaymentKind.TO_BE_AGREED)
SAYS_PAY = Q(payment=PaymentKind.FEE) & ~Q(pay_rates=[], to_agree=[]) | Q(payment__in=NO_FEE, pay_rates=[])


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
    """One text of a role: a draft, then offered, then replaced. A draft may say as little as it likes."""

    role = models.ForeignKey(RoleDescription, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    contact = models.ForeignKey(
        *(Person, models.PROTECT), null=True, blank=True, related_name="+", verbose_name=_("Named contact")
    )
    backup = models.ForeignKey(
        *(Person, models.PROTECT),
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Who of our team steps in when they are away"),
    )
    status = models.CharField(_("status"), max_length=10, choices=VersionState, default=VersionState.DRAFT)
    sealed = models.TextField(blank=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    offered_at = models.DateTimeField(null=True, blank=True, editable=False)

    transitions = VERSION_TRANSITIONS

    privacy = RoleWords.privacy + Privacy(
        internal="role number contact backup status content_hash offered_at", personal="sealed"
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
                condition=DRAFT
                | Q(contact__isnull=False) & ~(Q(their_duties="") | Q(our_duties="") | Q(purpose="")),
                name="offered_role_says_what_for_and_who",
            ),
            models.CheckConstraint(
                condition=DRAFT | SAYS_PAY,
                name="offered_role_says_what_it_pays",
            ),
            models.CheckConstraint(
                condition=DRAFT | Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="role_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=DRAFT | Q(places=None) | Q(places__gt=0), name="role_has_a_place"
            ),
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
