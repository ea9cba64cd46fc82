from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.facts import FactsOf
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from expenses.bookings.states import FACTS, TRANSITIONS, BookingState, What
from projects.meetings.models import Meeting
from projects.team.models import Project

ANSWERED = Q(answered_by__isnull=False, answered_at__isnull=False)
NOT_ANSWERED = Q(answered_by=None, answered_at=None)


class BookingRequestQuerySet(models.QuerySet["BookingRequest"]):
    def visible_to(self, user: User) -> Self:
        """Requests on projects whose meetings the user may arrange. What people need is nobody else's."""
        arranges = user.organisation_ids("edit_project")
        return self.filter(organisation__in=arranges, project__in=Project.objects.visible_to_staff(user))

    def of(self, person: Person) -> Self:
        """The requests of one public contributor."""
        return self.filter(person=person)

    def waiting(self) -> Self:
        """Requests that we still have to answer."""
        return self.filter(status=BookingState.ASKED)

    def to_come(self, project: Project) -> Self:
        """Requests on a project that are not over: not answered, or booked for today or later; locked."""
        asked = Q(status=BookingState.ASKED)
        booked = Q(status=BookingState.BOOKED, on__gte=clock.today())
        return self.filter(asked | booked, project=project).select_for_update(of=("self",)).order_by("pk")

    def to_follow(self, meeting: Meeting) -> Self:
        """Requests for a meeting that change when it does, locked."""
        live = self.filter(meeting=meeting, status__in=[BookingState.ASKED, BookingState.BOOKED])
        return live.select_for_update(of=("self",)).order_by("pk")


class BookingRequest(models.Model):
    """What somebody asks us to book and pay for, so that they do not have to lay out the money.

    `words` are for those who arrange it alone. `cost_pence` is all that we paid for it, a ticket
    that could not be changed included.
    """

    ref = RefField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="booking_requests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="booking_requests")
    project = models.ForeignKey(Project, models.PROTECT, related_name="booking_requests")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="booking_requests"
    )
    kind = models.CharField(_("what to book"), max_length=20, choices=What)
    words = models.TextField(_("what suits"))
    on = models.DateField(_("the day it is for"))
    needed_by = models.DateField(_("answer by"))
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("who books it"))
    status = models.CharField(max_length=10, choices=BookingState, default=BookingState.ASKED)
    status_since = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    booking_reference = models.CharField(_("booking reference"), max_length=60, blank=True)
    how_to_get_it = models.TextField(_("how you get it"), blank=True)
    why_not = models.TextField(_("why not"), blank=True)
    another_way = models.TextField(_("another way"), blank=True)
    cost_pence = models.PositiveIntegerField(_("cost"), null=True, blank=True)

    objects = BookingRequestQuerySet.as_manager()
    transitions = TRANSITIONS
    facts = FactsOf(FACTS)

    privacy = Privacy(
        internal="id ref person organisation project meeting on needed_by owner status status_since asked_by"
        " asked_at answered_by answered_at cost_pence",
        personal="booking_reference how_to_get_it why_not another_way",
        special="kind words",
    )

    class Meta:
        verbose_name = _("booking request")
        verbose_name_plural = _("booking requests")
        ordering = ["needed_by", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=BookingState.values), name="booking_status_known"),
            models.CheckConstraint(condition=Q(kind__in=What.values), name="booking_kind_known"),
            models.CheckConstraint(condition=ANSWERED | NOT_ANSWERED, name="booking_answer_has_who_and_when"),
            models.CheckConstraint(
                condition=~Q(status=BookingState.BOOKED) | (ANSWERED & ~Q(how_to_get_it="")),
                name="booking_booked_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(status=BookingState.CANNOT) | (ANSWERED & ~Q(why_not="") & ~Q(another_way="")),
                name="booking_refused_offers_another_way",
            ),
            models.CheckConstraint(
                condition=~Q(status=BookingState.ASKED) | NOT_ANSWERED, name="booking_asked_has_no_answer"
            ),
            models.CheckConstraint(
                condition=Q(cost_pence=None) | Q(cost_pence__gt=0), name="booking_cost_above_zero"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "status", "needed_by", "id"], name="booking_most_urgent"),
            models.Index(fields=["organisation", "-id"], name="booking_newest_first"),
            models.Index(fields=["person", "-id"], name="booking_of_person"),
            models.Index(fields=["project"], name="booking_of_project"),
        ]

    def __str__(self) -> str:
        return f"booking {self.ref}"

    @property
    def title(self) -> str:
        """What it is for: needs `meeting` and `project` to be loaded."""
        return str(self.meeting or self.project)

    @property
    def is_late(self) -> bool:
        return self.facts.waits_for_answer and self.needed_by < clock.today()

    @property
    def can_be_dropped(self) -> bool:
        return self.status in TRANSITIONS["let booking go"].sources
