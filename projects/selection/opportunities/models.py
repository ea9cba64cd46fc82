"""An opportunity: a role that anyone may put themselves forward for, until it closes."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.roles.models import RoleVersion
from projects.roles.models.choices import Daytime, Mode, PaymentKind
from projects.selection.opportunities.states import (
    OPPORTUNITY_FACTS,
    OPPORTUNITY_TRANSITIONS,
    OpportunityFacts,
    OpportunityState,
    Region,
    Topic,
)
from projects.team.models import Project

UNOPENED = Q(status=OpportunityState.DRAFT) | Q(status=OpportunityState.WITHDRAWN, opened_at=None)
"""Nobody outside the team has seen it."""


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    def visible_to_staff(self, user: User) -> Self:
        """Opportunities of the projects the user may see as staff."""
        return self.filter(project__in=Project.objects.visible_to_staff(user))

    def public(self) -> Self:
        """Those that anyone may read: opened once, and their opening moment has come."""
        return self.exclude(opened_at=None).filter(opens_at__lte=clock.now())

    def taking(self, at: dt.datetime | None = None) -> Self:
        """Those that people may put themselves forward for at a moment (now)."""
        at = at or clock.now()
        return self.filter(status=OpportunityState.OPEN, opens_at__lte=at, closes_at__gt=at)

    def scored_by(self, user: User) -> Self:
        """Those on whose panel the user gives points, or is asked to, until it is over for them."""
        theirs = {"panel__person__account": user, "panel__part": "scores"}
        return self.filter(**theirs, panel__status__in=("asked", "joined"), scoring_end=None)


class Opportunity(models.Model):
    """One call for people, made from one version of a role that was offered and so never changes.

    `opens_at` and `closes_at` are to the minute; from the second on nothing comes in. What people look for
    (mode, time of day, pay, topic, region) stands in columns, so that the public list asks one table.
    """

    ref = RefField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="opportunities")
    project = models.ForeignKey(Project, models.PROTECT, related_name="opportunities")
    version = models.ForeignKey(RoleVersion, models.PROTECT, related_name="opportunities")
    status = models.CharField(
        _("status"), max_length=9, choices=OpportunityState, default=OpportunityState.DRAFT
    )
    title = models.CharField(_("Title"), max_length=120)
    summary = models.TextField(_("What it is, in short"), blank=True)
    places = models.PositiveSmallIntegerField(_("How many people you are looking for"), null=True, blank=True)
    opens_at = models.DateTimeField(_("Opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("Closes"), null=True, blank=True)
    hear_by = models.DateField(_("The day by which everyone hears"), null=True, blank=True)
    chosen_how = models.TextField(_("How people are chosen"), blank=True)
    chosen_by = models.CharField(_("Who chooses"), max_length=300, blank=True)
    contact = models.ForeignKey(
        *(Person, models.PROTECT), null=True, blank=True, related_name="+", verbose_name=_("Whom to ask")
    )
    contact_words = models.CharField(_("How to reach them"), max_length=300, blank=True)
    other_ways = models.TextField(_("Other ways to apply"), blank=True)
    expenses = models.TextField(_("Which expenses you pay"), blank=True)
    access = models.TextField(_("What you offer so that everyone can take part"), blank=True)
    topic = models.CharField(_("Topic"), max_length=10, choices=Topic, blank=True)
    region = models.CharField(_("Part of the country"), max_length=13, choices=Region, blank=True)
    town = models.CharField(_("Town or place"), max_length=80, blank=True)
    mode = models.CharField(_("How people take part"), max_length=13, choices=Mode, blank=True)
    time_of_day = models.CharField(_("When it takes place"), max_length=13, choices=Daytime, blank=True)
    time_words = models.TextField(_("How much time it takes"), blank=True)
    pay_words = models.TextField(_("What you pay"), blank=True)
    payment = models.CharField(_("Payment"), max_length=13, choices=PaymentKind, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_why = models.TextField(_("Why it was withdrawn"), blank=True)

    objects = OpportunityQuerySet.as_manager()
    transitions = OPPORTUNITY_TRANSITIONS

    privacy = Privacy(
        public=(
            "ref title summary places opens_at closes_at hear_by chosen_how chosen_by contact_words"
            " other_ways expenses access topic region town mode time_of_day time_words pay_words payment"
            " ended_why"
        ),
        internal="id organisation project version status contact made_by made_at opened_at ended_at",
    )

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=OpportunityState.values), name="opportunity_status_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="opportunity_has_a_title"),
            models.CheckConstraint(
                condition=UNOPENED
                | Q(
                    opens_at__isnull=False,
                    closes_at__isnull=False,
                    hear_by__isnull=False,
                    places__gt=0,
                    contact__isnull=False,
                    opened_at__isnull=False,
                )
                & ~(Q(chosen_how="") | Q(chosen_by="") | Q(contact_words="") | Q(other_ways="")),
                name="open_opportunity_says_what_people_need",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="opportunity_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "open"), ended_at=None)
                | Q(status__in=("closed", "withdrawn"), ended_at__isnull=False),
                name="opportunity_ended_has_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=OpportunityState.WITHDRAWN) | ~Q(ended_why=""),
                name="opportunity_withdrawn_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["closes_at", "id"], condition=Q(status="open"), name="opportunity_open_by_closing"
            ),
            models.Index(
                fields=["organisation", "closes_at", "id"],
                condition=Q(status="open"),
                name="opportunity_open_of_body",
            ),
            models.Index(fields=["project", "-id"], name="opportunity_of_project"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def facts(self) -> OpportunityFacts:
        """What pages say of where it stands."""
        return OPPORTUNITY_FACTS[OpportunityState(self.status)]

    @property
    def where_words(self) -> str:
        """Where people take part: "In person, Bristol, South West of England"."""
        mode = self.get_mode_display() if self.mode not in ("", Mode.UNKNOWN) else ""
        return ", ".join(str(one) for one in (mode, self.town, self.get_region_display()) if one)

    @property
    def is_online(self) -> bool:
        """Whether people can take part without travelling."""
        return self.mode in (Mode.ONLINE, Mode.REMOTE, Mode.CHOICE)

    @property
    def kind_of_work(self) -> str:
        """What search engines call it: never a job, and volunteering only where no fee is paid."""
        return "OTHER" if self.payment == PaymentKind.FEE else "VOLUNTEER"

    @property
    def seen_since(self) -> dt.datetime | None:
        """Since when everyone can see it: staff may have opened it within its opening minute, or later."""
        if self.opens_at is None or self.opened_at is None:
            return None
        return max(self.opens_at, self.opened_at)

    def is_taking(self, at: dt.datetime | None = None) -> bool:
        """Say whether people may put themselves forward at a moment (now)."""
        at = at or clock.now()
        return (
            self.status == OpportunityState.OPEN
            and self.opens_at is not None
            and self.closes_at is not None
            and self.opens_at <= at < self.closes_at
        )
