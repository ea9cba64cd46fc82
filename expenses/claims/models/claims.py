from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import TriggerConstraint
from coproduce.foundation.facts import FactsOf
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import WaitReason
from coproduce.foundation.refs import RefField
from expenses.claims.states import FACTS, NOT_SENT, TRANSITIONS, UNPAID, ClaimState
from projects.meetings.models import Meeting
from projects.team.models import Project

# Asked when a decider is written, and no more: a role may end later.
BY_NOBODY_OF_STAFF = """
NEW.decided_by_id IS NOT NULL
AND (OLD.decided_by_id IS NULL OR OLD.decided_by_id <> NEW.decided_by_id)
AND NOT EXISTS (
    SELECT 1 FROM {accounts.StaffRole} role JOIN {claims.Claim} claim ON claim.id = <claim>
    WHERE role.user_id = NEW.decided_by_id AND role.organisation_id = claim.organisation_id
)
AND NOT EXISTS (SELECT 1 FROM {accounts.User} u WHERE u.id = NEW.decided_by_id AND u.is_superuser)
"""


def not_by_claimant_or_relative(prefix: str, *, claim: str) -> list[TriggerConstraint]:
    """The rule that staff decide, and nobody on a claim of their own, typed by them, or of a relative.

    It spans tables, so triggers keep it. `claim` is the column with the id of the claim.
    """
    own = """
        NEW.decided_by_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM {claims.Claim} claim
            JOIN {people.Person} person ON person.id = claim.person_id
            WHERE claim.id = <claim> AND NEW.decided_by_id IN (person.account_id, claim.typed_by_id)
        )"""
    relative = """
        NEW.decided_by_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM {claims.Claim} claim
            JOIN {claims.Relative} said ON said.person_id = claim.person_id
            WHERE claim.id = <claim> AND said.user_id = NEW.decided_by_id
        )"""
    return [
        TriggerConstraint(
            name=f"{prefix}_decided_by_staff",
            events=["update"],
            condition=BY_NOBODY_OF_STAFF.replace("<claim>", claim),
            message="only staff of its organisation decide on a claim",
        ),
        TriggerConstraint(
            name=f"{prefix}_own_decision",
            events=["insert", "update"],
            condition=own.replace("<claim>", claim),
            message="nobody decides on their own claim",
        ),
        TriggerConstraint(
            name=f"{prefix}_of_a_relative",
            events=["insert", "update"],
            condition=relative.replace("<claim>", claim),
            message="nobody decides on a claim of a relative",
        ),
    ]


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: User) -> Self:
        """Claims staff may see: all that were sent where they look after claims."""
        return self.filter(organisation__in=user.organisation_ids("see_claims")).exclude(sent_at=None)

    def of(self, person: Person) -> Self:
        """The claims of one public contributor."""
        return self.filter(person=person)

    def writable_by(self, user: User) -> Self:
        """The claims a signed-in person writes: their own, and those they type for somebody."""
        return self.filter(Q(person=user.person) | Q(typed_by=user))

    def to_decide(self, user: User) -> Self:
        """Claims that wait for a decision where the user may approve."""
        return self.filter(organisation__in=user.organisation_ids("approve_claims"), status=ClaimState.SENT)

    def of_projects_of(self, user: User) -> Self:
        """Claims that were sent for projects the user works on: to say who took part, not what it cost.

        Whoever only reads there does not say it, though they may change projects of another organisation.
        """
        here = Project.objects.visible_to_staff(user).filter(
            organisation__in=user.organisation_ids("edit_project")
        )
        return self.filter(project__in=here).exclude(sent_at=None)

    def late(self) -> Self:
        """Claims that should have been paid by now."""
        late = self.filter(status__in=UNPAID, pay_by__lt=clock.today(), pay_waits="")
        return late.exclude(fee_hold__isnull=False, fee_hold__not_before=None)


class Claim(models.Model):
    """What one person asks one organisation to pay, for one occasion."""

    ref = RefField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="claims")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="claims")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="claims")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="claims")
    about = models.CharField(_("what it is for"), max_length=120, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=ClaimState, default=ClaimState.DRAFT)
    status_since = models.DateTimeField(default=clock.now)
    made_at = models.DateTimeField(default=clock.now)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The member of staff who typed it for the person."),
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    pay_by = models.DateField(_("to be paid by"), null=True, blank=True)
    # What the promise to pay waits for, as it stands there: while it waits nobody names `pay_by`.
    pay_waits = models.CharField(max_length=200, blank=True, editable=False)
    question = models.TextField(_("our question"), blank=True)
    reached = models.PositiveSmallIntegerField(
        _("short pages answered"), default=1, help_text=_("The page it goes on with is the next one.")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    with_person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who checks it"),
        help_text=_("The claimant is told this name. Any approver may decide."),
    )
    with_since = models.DateTimeField(null=True, blank=True)
    deputised_at = models.DateTimeField(_("a deputy took over"), null=True, blank=True)
    escalated_to = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    escalated_at = models.DateTimeField(_("passed on because it was late"), null=True, blank=True)
    attended = models.BooleanField(_("took part, as the project says"), null=True, blank=True)
    attendance_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    attendance_checked_at = models.DateTimeField(null=True, blank=True)
    window_told_at = models.DateTimeField(
        _("told that the time to claim is running out"), null=True, blank=True
    )
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    split_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="split_off",
        help_text=_("Lines with a question wait here, so that the others can be paid."),
    )

    objects = ClaimQuerySet.as_manager()
    transitions = TRANSITIONS
    facts = FactsOf(FACTS)

    privacy = Privacy(
        internal="id ref person organisation project meeting status status_since made_at typed_by"
        " sent_at pay_by pay_waits reached decided_by decided_at paid_at split_from with_person with_since"
        " deputised_at"
        " escalated_to escalated_at attended attendance_checked_by attendance_checked_at window_told_at",
        personal="about question",
    )

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ClaimState.values), name="claim_status_known"),
            models.CheckConstraint(
                condition=Q(sent_at=None, pay_by=None) | Q(sent_at__isnull=False, pay_by__isnull=False),
                name="claim_sent_has_a_day_to_pay",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[*NOT_SENT]) | Q(sent_at__isnull=False),
                name="claim_beyond_draft_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="claim_decision_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[ClaimState.DRAFT, ClaimState.SENT, ClaimState.RETURNED, ClaimState.WITHDRAWN]
                )
                | Q(decided_at__isnull=False),
                name="claim_beyond_sent_was_decided",
            ),
            # Typed for somebody and decided by the same hand is one person doing both.
            models.CheckConstraint(
                condition=~Q(decided_by=F("typed_by")), name="claim_not_decided_by_its_typist"
            ),
            models.CheckConstraint(
                condition=Q(attended=None, attendance_checked_by=None, attendance_checked_at=None)
                | Q(
                    attended__isnull=False,
                    attendance_checked_by__isnull=False,
                    attendance_checked_at__isnull=False,
                ),
                name="claim_attendance_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(with_person=None, with_since=None)
                | Q(with_person__isnull=False, with_since__isnull=False),
                name="claim_with_somebody_since",
            ),
            models.CheckConstraint(
                condition=Q(escalated_to=None, escalated_at=None)
                | Q(escalated_to__isnull=False, escalated_at__isnull=False),
                name="claim_escalated_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(status=ClaimState.PAID, paid_at__isnull=False)
                | (~Q(status=ClaimState.PAID) & Q(paid_at=None)),
                name="claim_paid_has_a_time",
            ),
            *not_by_claimant_or_relative("claim", claim="NEW.id"),
        ]
        indexes = [
            models.Index(fields=["organisation", "-sent_at", "-id"], name="claim_newest_first"),
            models.Index(fields=["organisation", "pay_by", "id"], name="claim_most_urgent_first"),
            models.Index(fields=["organisation", "status", "-sent_at"], name="claim_by_status"),
            models.Index(fields=["person", "-id"], name="claim_of_person"),
            models.Index(fields=["project", "status"], name="claim_of_project"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def title(self) -> str:
        """What it is for, in a few words: needs `project` and `meeting` to be loaded."""
        return self.about or str(self.meeting or self.project or _("Claim"))

    @property
    def can_be_changed(self) -> bool:
        return self.facts.can_be_changed

    @property
    def is_unpaid(self) -> bool:
        """Whether we owe the money and have promised a day."""
        return self.facts.is_unpaid and not self.is_undecided and not self.pay_waits

    @property
    def waits_for(self) -> list[WaitReason]:
        """What its payment waits for. Empty: the day it is paid by is promised."""
        return kinds.reasons(self.pay_waits.split()) if self.facts.is_unpaid else []

    @property
    def is_undecided(self) -> bool:
        """Whether its fee waits for the person: no day is promised. Needs `fee_hold` to be loaded."""
        wait = getattr(self, "fee_hold", None)
        return wait is not None and wait.not_before is None and not wait.for_payer

    @property
    def is_late(self) -> bool:
        return self.is_unpaid and self.pay_by is not None and self.pay_by < clock.today()
