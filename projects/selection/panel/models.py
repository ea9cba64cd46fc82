"""Who reads and scores, and whom each of them knows: no text reaches anybody without a row here."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import TriggerConstraint
from coproduce.foundation.encrypted_fields import Encrypted
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.selection.interest.models import Expression
from projects.selection.opportunities.models import Opportunity
from projects.selection.panel.states import (
    LIVE,
    PANEL_FACTS,
    PANEL_TRANSITIONS,
    PanelFacts,
    PanelState,
    Part,
)


class PanelMemberQuerySet(models.QuerySet["PanelMember"]):
    def visible_to_staff(self, user: User) -> Self:
        """The panels of opportunities the user may see as staff."""
        return self.filter(opportunity__in=Opportunity.objects.visible_to_staff(user).values("pk"))

    def of_user(self, user: User) -> Self:
        """What somebody was asked to do on panels themselves, as staff or as a contributor."""
        return self.filter(person__account=user)

    def joined(self) -> Self:
        """Those who said yes and are still there."""
        return self.filter(status=PanelState.JOINED)


class PanelMember(models.Model):
    """Somebody asked to one part of one panel. `is_public`: a contributor, not staff."""

    ref = RefField()
    opportunity = models.ForeignKey(Opportunity, models.PROTECT, related_name="panel")
    person = models.ForeignKey(Person, models.PROTECT, related_name="panel_parts")
    part = models.CharField(_("part"), max_length=7, choices=Part)
    is_public = models.BooleanField(_("public member"), default=False)
    status = models.CharField(_("status"), max_length=8, choices=PanelState, default=PanelState.ASKED)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer_by = models.DateField(_("answer by"))
    said_yes_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PanelMemberQuerySet.as_manager()
    transitions = PANEL_TRANSITIONS

    privacy = Privacy(
        internal="id ref opportunity person part is_public status asked_at asked_by answer_by said_yes_at"
        " ended_at"
    )

    class Meta:
        verbose_name = _("panel member")
        verbose_name_plural = _("panel members")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "person"], condition=Q(status__in=LIVE), name="panel_one_part_each"
            ),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="panel_part_known"),
            models.CheckConstraint(
                condition=Q(status=PanelState.ASKED, said_yes_at=None, ended_at=None)
                | Q(status=PanelState.JOINED, said_yes_at__isnull=False, ended_at=None)
                | Q(status=PanelState.DECLINED, said_yes_at=None, ended_at__isnull=False)
                | Q(status=PanelState.ENDED, ended_at__isnull=False),
                name="panel_member_has_when",
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="panels_of_a_person")]

    def __str__(self) -> str:
        return str(_("a member of a panel"))

    @property
    def facts(self) -> PanelFacts:
        """What pages say of where they stand."""
        return PANEL_FACTS[PanelState(self.status)]

    @property
    def is_live(self) -> bool:
        """Whether they are asked, or there."""
        return self.status in LIVE

    @property
    def has_joined(self) -> bool:
        """Whether they said yes and are still there."""
        return self.status == PanelState.JOINED

    @property
    def organisation_id(self) -> int:
        return self.opportunity.organisation_id


class Declaration(models.Model):
    """What one member says about one who put themselves forward: whether they know them.

    A conflict is never taken back; one that shows later turns a "no" into a late "yes".
    """

    member = models.ForeignKey(PanelMember, models.PROTECT, related_name="declarations")
    expression = models.ForeignKey(Expression, models.PROTECT, related_name="declarations")
    conflict = models.BooleanField(_("knows them"), default=False)
    late = models.BooleanField(_("found out while reading"), default=False)
    said_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(
        *(settings.AUTH_USER_MODEL, models.PROTECT), null=True, blank=True, related_name="+"
    )
    sealed_why = models.TextField(blank=True)

    privacy = Privacy(
        internal="id member expression conflict late said_at recorded_by", personal="sealed_why"
    )
    encrypted = Encrypted("sealed_why")

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["member", "expression"], name="declared_once_for_each"),
            models.CheckConstraint(
                condition=Q(late=False) | Q(conflict=True), name="declared_late_is_conflict"
            ),
            TriggerConstraint(
                name="declared_conflict_stays",
                events=["update"],
                condition="OLD.member_id <> NEW.member_id OR OLD.expression_id <> NEW.expression_id"
                " OR (OLD.conflict AND NOT NEW.conflict) OR (OLD.late <> NEW.late AND OLD.conflict)"
                " OR (OLD.conflict <> NEW.conflict AND NOT NEW.late)",
                message="a conflict of interest is never taken back",
            ),
        ]
        indexes = [models.Index(fields=["expression", "conflict"], name="conflicts_of_expression")]

    def __str__(self) -> str:
        return str(_("a declaration"))

    def bound_to(self, field: str) -> str:
        """What a sealed field of this row is bound to: moved to another row, it does not open."""
        return f"selection.Declaration:{self.member_id}:{self.expression_id}:{field}"
