"""Money given before an activity, and what became of every penny of it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import (
    AppendOnlyConstraint,
    TriggerConstraint,
    WrittenOnceConstraint,
)
from coproduce.foundation.facts import FactsOf
from coproduce.foundation.history.models import AppendOnly
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from expenses.claims.models import Claim, ClaimLine
from expenses.payments.advances.states import FACTS, TRANSITIONS, AdvanceState, How, Use
from projects.meetings.models import Meeting
from projects.team.models import Project

GIVEN = [AdvanceState.GIVEN, AdvanceState.CLEARED]
DECIDED = [AdvanceState.APPROVED, AdvanceState.REFUSED, *GIVEN]


def account() -> models.ForeignKey[Any, Any]:
    """A column for the account that took a step."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )


OWN_ADVANCE = """
EXISTS (
    SELECT 1 FROM {people.Person} person
    WHERE person.id = NEW.person_id AND person.account_id IN (NEW.decided_by_id, NEW.given_by_id)
)
"""


class AdvanceQuerySet(models.QuerySet["Advance"]):
    def visible_to(self, user: User) -> Self:
        """Advances of organisations where the user looks after claims."""
        return self.filter(organisation__in=user.organisation_ids("see_claims"))

    def of(self, person: Person) -> Self:
        """The advances of one public contributor."""
        return self.filter(person=person)

    def open(self) -> Self:
        """Money that was given and is not cleared yet."""
        return self.filter(status=AdvanceState.GIVEN)

    def not_given(self, meeting: Meeting) -> Self:
        """Advances for a meeting that were asked for or approved, locked."""
        waiting = self.filter(meeting=meeting, status__in=[AdvanceState.ASKED, AdvanceState.APPROVED])
        return waiting.select_for_update(of=("self",)).order_by("pk")

    def for_claim(self, claim: Claim) -> Self:
        """Open advances that a claim clears: for the same meeting, for its project, or carried on to it.

        An advance for something that is still to come stays: the money is needed then.
        """
        same = Q(meeting=claim.meeting_id) if claim.meeting_id else Q(pk__in=[])
        no_meeting = Q(meeting=None) if claim.meeting_id else Q()
        project = Q(project=claim.project_id) & no_meeting if claim.project_id else Q(pk__in=[])
        mine = self.open().filter(person=claim.person_id, organisation=claim.organisation_id)
        return mine.filter(same | (project & Q(on__lte=clock.today())) | Q(carried=True)).order_by("on", "pk")


class Advance(models.Model):
    """Money a person asks for before an activity. `open_pence` is what is not cleared yet (whole pence).

    One person decides, a second gives, and neither is the person it is for.
    """

    ref = RefField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="advances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="advances")
    project = models.ForeignKey(Project, models.PROTECT, related_name="advances")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="advances")
    amount_pence = models.PositiveIntegerField(_("amount"))
    open_pence = models.PositiveIntegerField(_("not cleared yet"), default=0)
    what_for = models.TextField(_("what it is for"))
    on = models.DateField(_("the day it is for"))
    needed_by = models.DateField(_("needed by"))
    status = models.CharField(max_length=9, choices=AdvanceState, default=AdvanceState.ASKED)
    status_since = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    decided_by, decided_at = account(), models.DateTimeField(null=True, blank=True)
    why_not = models.TextField(_("why not"), blank=True)
    given_by, given_at = account(), models.DateTimeField(null=True, blank=True)
    given_on = models.DateField(_("given on"), null=True, blank=True)
    how = models.CharField(_("how it was given"), max_length=4, choices=How, blank=True)
    handed_over_by = models.CharField(_("who handed it over"), max_length=120, blank=True)
    carried = models.BooleanField(_("taken off the next claim, whatever it is for"), default=False)

    objects = AdvanceQuerySet.as_manager()
    transitions = TRANSITIONS
    facts = FactsOf(FACTS)

    privacy = Privacy(
        internal="id ref person organisation project meeting amount_pence open_pence on needed_by status"
        " status_since asked_by asked_at decided_by decided_at given_by given_at given_on how carried",
        personal="what_for why_not handed_over_by",
    )

    class Meta:
        verbose_name = _("advance")
        verbose_name_plural = _("advances")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=AdvanceState.values), name="advance_status_known"),
            models.CheckConstraint(condition=Q(amount_pence__gt=0), name="advance_above_zero"),
            models.CheckConstraint(
                condition=Q(open_pence__lte=F("amount_pence")), name="advance_open_within_amount"
            ),
            models.CheckConstraint(
                condition=Q(status=AdvanceState.GIVEN, open_pence__gt=0)
                | (~Q(status=AdvanceState.GIVEN) & Q(open_pence=0)),
                name="advance_open_while_given",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="advance_decision_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=DECIDED) | Q(decided_at__isnull=False), name="advance_was_decided"
            ),
            models.CheckConstraint(
                condition=~Q(status=AdvanceState.REFUSED) | ~Q(why_not=""), name="advance_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        status__in=GIVEN,
                        given_by__isnull=False,
                        given_at__isnull=False,
                        given_on__isnull=False,
                    )
                    & Q(how__in=How.values)
                    & ~Q(handed_over_by="")
                )
                | (~Q(status__in=GIVEN) & Q(given_by=None, given_at=None, given_on=None, how="")),
                name="advance_given_has_who_when_and_how",
            ),
            # That nobody decides on or gives their own spans two tables: a trigger keeps it.
            models.CheckConstraint(
                condition=~Q(decided_by=F("asked_by")), name="advance_not_decided_by_who_asked"
            ),
            models.CheckConstraint(
                condition=~Q(given_by=F("decided_by")), name="advance_given_by_a_second_person"
            ),
            TriggerConstraint(
                name="advance_own",
                events=["insert", "update"],
                condition=OWN_ADVANCE,
                message="nobody decides on or gives their own advance",
            ),
            WrittenOnceConstraint(
                name="advance_stays",
                fields=["amount_pence", "person"],
                deletable=True,
                message="an advance stays as it was asked for",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "status", "-id"], name="advance_by_status"),
            models.Index(fields=["organisation", "-id"], name="advance_newest_first"),
            models.Index(fields=["person", "-id"], name="advance_of_person"),
        ]

    def __str__(self) -> str:
        return f"advance {self.ref}"

    @property
    def title(self) -> str:
        """What it is for: needs `meeting` and `project` to be loaded."""
        return str(self.meeting or self.project)

    @property
    def can_be_withdrawn(self) -> bool:
        return self.status in TRANSITIONS["withdraw advance"].sources


class AdvanceUse(AppendOnly):
    """What became of a part of an advance: taken off a claim line, paid back, or let go."""

    advance = models.ForeignKey(Advance, models.PROTECT, related_name="uses")
    use = models.CharField(_("what happened to it"), max_length=8, choices=Use)
    amount_pence = models.PositiveIntegerField(_("amount"))
    claim_line = models.ForeignKey(
        ClaimLine, models.PROTECT, null=True, blank=True, related_name="advance_uses"
    )
    how = models.CharField(_("how it was paid back"), max_length=4, choices=How, blank=True)
    why = models.TextField(_("reason"), blank=True)
    on = models.DateField(_("on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id advance use amount_pence claim_line how on by at", personal="why")

    class Meta:
        verbose_name = _("use of an advance")
        verbose_name_plural = _("uses of advances")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(use__in=Use.values), name="advance_use_known"),
            models.CheckConstraint(condition=Q(amount_pence__gt=0), name="advance_use_above_zero"),
            models.UniqueConstraint(fields=["advance", "claim_line"], name="advance_off_a_line_once"),
            models.CheckConstraint(
                condition=Q(use=Use.CLAIM, claim_line__isnull=False)
                | (~Q(use=Use.CLAIM) & Q(claim_line=None)),
                name="advance_use_of_a_claim_names_the_line",
            ),
            models.CheckConstraint(
                condition=(Q(use=Use.RETURNED) & Q(how__in=How.values)) | (~Q(use=Use.RETURNED) & Q(how="")),
                name="advance_returned_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(use=Use.LET_GO) | ~Q(why=""), name="advance_let_go_with_a_reason"
            ),
            AppendOnlyConstraint(name="advance_use_append_only", erasable=["why"]),
        ]

    def __str__(self) -> str:
        return f"{self.use} {self.amount_pence}"
