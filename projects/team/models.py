from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.history.models import AppendOnly, AppendOnlyQuerySet
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.team.states import TRANSITIONS, ProjectState, Side


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to_staff(self, user: User) -> Self:
        """Projects the user may see as staff: all of an organisation, or those they are a member of."""
        seen = Q(organisation__in=user.organisation_ids("see_all_projects"))
        own = user.organisation_ids("see_own_projects")
        if own and user.person:
            mine = TeamMember.objects.current().filter(person=user.person, side=Side.PROFESSIONAL)
            seen |= Q(organisation__in=own, pk__in=mine.values("project"))
        return self.filter(seen)

    def visible_to_member(self, person: Person) -> Self:
        """Projects a public contributor is a member of."""
        mine = TeamMember.objects.current().filter(person=person, side=Side.PUBLIC)
        return self.filter(pk__in=mine.values("project"))

    def left_by(self, person: Person) -> Self:
        """Projects somebody was on and is not any more."""
        theirs = TeamMember.objects.filter(person=person)
        now = theirs.current().values("project")
        return self.filter(pk__in=theirs.exclude(left_on=None).values("project")).exclude(pk__in=now)


class Project(models.Model):
    """A piece of work that staff and the public do together."""

    ref = RefField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="projects")
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("what it is about"))
    status = models.CharField(_("status"), max_length=8, choices=ProjectState, default=ProjectState.PLANNING)
    lead = models.ForeignKey(Person, models.PROTECT, related_name="leads", verbose_name=_("named contact"))
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    cost_code = models.CharField(_("cost code"), max_length=30, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    objects = ProjectQuerySet.as_manager()
    transitions = TRANSITIONS

    privacy = Privacy(
        internal="id ref organisation title summary status lead starts_on ends_on cost_code made_at"
    )

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="project_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(status__in=ProjectState.values), name="project_status_known"),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="project_of_organisation")]

    def __str__(self) -> str:
        return self.title

    def public_members(self) -> models.QuerySet[Person]:
        """The public contributors who are on it now."""
        mine = TeamMember.objects.current().filter(project=self, side=Side.PUBLIC)
        return Person.objects.filter(pk__in=mine.values("person")).order_by("id")

    @property
    def is_closed(self) -> bool:
        return self.status == ProjectState.CLOSED

    @property
    def closing(self) -> "Closing | None":
        """How it ended, while it is closed."""
        return self.closings.first() if self.is_closed else None


class ClosingQuerySet(AppendOnlyQuerySet["Closing"]):
    def visible_to_member(self, person: Person) -> Self:
        """Endings a public contributor was told of, also after they have left."""
        return self.filter(told=person)


class Closing(AppendOnly):
    """How a project ended, as both sides read it. A project that was opened again may end once more.

    `told` are the public contributors who heard of it: they read it for ever.
    """

    ref = RefField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="closings")
    closed_at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.TextField(_("why it is ending"))
    came_of_it = models.TextField(_("what came of it"))
    their_data = models.TextField(_("what happens to what you hold about people"))
    in_touch = models.TextField(_("how people can keep in touch"))
    why_unsigned = models.TextField(_("why it is ending before both sides agree on every step"), blank=True)
    told = models.ManyToManyField(Person, related_name="+")

    objects = ClosingQuerySet.as_manager()  # type: ignore[misc]  # django-stubs takes the manager of the base for a ClassVar

    privacy = Privacy(
        internal="id ref project closed_at by why came_of_it their_data in_touch why_unsigned told"
    )

    class Meta:
        verbose_name = _("end of a project")
        verbose_name_plural = _("ends of projects")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~(Q(why="") | Q(came_of_it="") | Q(their_data="") | Q(in_touch="")),
                name="closing_says_why_and_what_follows",
            ),
            AppendOnlyConstraint(name="closing_append_only"),
        ]

    def __str__(self) -> str:
        return f"end of {self.project_id}"

    @property
    def organisation_id(self) -> int:
        return self.project.organisation_id


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def current(self) -> Self:
        """People who are on a project now."""
        return self.filter(left_on=None)


class TeamMember(models.Model):
    """Somebody on a project, on one side, from a day to a day."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    side = models.CharField(_("side"), max_length=12, choices=Side)
    does = models.CharField(_("what they do here"), max_length=120, blank=True)
    joined_on = models.DateField(_("joined"), default=clock.today)
    left_on = models.DateField(_("left"), null=True, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    privacy = Privacy(internal="id project person side joined_on left_on", personal="does")

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["side", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person"], condition=Q(left_on=None), name="on_a_project_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="team_member_leaves_after_joining",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "project"], condition=Q(left_on=None), name="projects_of_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.project_id}"


Row = TypeVar("Row", bound=models.Model)


class OfProjectQuerySet(models.QuerySet[Row]):
    """Rows with a `project`, seen as far as their project is."""

    def visible_to_staff(self, user: User) -> Self:
        """Rows of projects the user may see as staff."""
        return self.filter(project__in=Project.objects.visible_to_staff(user).values("pk"))

    def visible_to_member(self, person: Person) -> Self:
        """Rows of projects a public contributor is on now."""
        return self.filter(project__in=Project.objects.visible_to_member(person).values("pk"))
