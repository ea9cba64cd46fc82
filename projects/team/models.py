from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation import clock
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
