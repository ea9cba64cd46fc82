"""What people on both sides say of each step. Written once: a new view is a new row."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.facts import FactsOf
from coproduce.foundation.history.models import AppendOnly, AppendOnlyQuerySet
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.checklist.states import VIEW_FACTS, View
from projects.team.models import Project, TeamMember
from projects.team.states import Side


class SignOffQuerySet(AppendOnlyQuerySet["SignOff"]):
    def visible_to_staff(self, user: User) -> Self:
        """Views on projects the user may see as staff."""
        return self.filter(project__in=Project.objects.visible_to_staff(user).values("pk"))

    def visible_to_member(self, person: Person) -> Self:
        """A person's own views, for ever: an answer must reach them after they have left too."""
        return self.filter(person=person)

    def latest_views(self) -> Self:
        """The last view of each person on each step."""
        newer = SignOff.objects.filter(
            project=OuterRef("project"),
            step=OuterRef("step"),
            person=OuterRef("person"),
            pk__gt=OuterRef("pk"),
        )
        return self.filter(~Exists(newer))

    def with_standing(self) -> Self:
        """Mark as `counts` the views of staff, and of public members who are on the project now.

        Taking somebody off a project does not take their view off the page: it only stops deciding.
        """
        there = TeamMember.objects.current().filter(
            project=OuterRef("project"), person=OuterRef("person"), side=Side.PUBLIC
        )
        return self.annotate(counts=Q(side=Side.PROFESSIONAL) | Exists(there))


class SignOff(AppendOnly):
    """One person's view on one step, on a day."""

    ref = RefField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="sign_offs")
    step = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=12, choices=Side)
    person = models.ForeignKey(Person, models.PROTECT, related_name="sign_offs")
    view = models.CharField(_("what do you think?"), max_length=8, choices=View)
    words = models.TextField(_("in your words"), blank=True)
    at = models.DateTimeField(default=clock.now)
    counts: bool  # of SignOffQuerySet.with_counts

    objects = SignOffQuerySet.as_manager()  # type: ignore[misc]  # django-stubs takes the manager of the base for a ClassVar
    facts = FactsOf(VIEW_FACTS, "view")

    privacy = Privacy(internal="id ref project step side person view at", personal="words")

    class Meta:
        verbose_name = _("view on a step")
        verbose_name_plural = _("views on steps")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(step__gte=1, step__lte=5), name="sign_off_step_one_to_five"),
            models.CheckConstraint(condition=Q(view__in=View.values), name="sign_off_view_known"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="sign_off_side_known"),
            models.CheckConstraint(
                condition=Q(view=View.AGREE) | ~Q(words=""), name="sign_off_but_has_words"
            ),
            AppendOnlyConstraint(name="sign_off_append_only", erasable=["words"]),
        ]
        indexes = [models.Index(fields=["project", "step", "person", "-id"], name="sign_offs_of_a_step")]

    def __str__(self) -> str:
        return str(_("step %(n)s") % {"n": self.step})

    @property
    def organisation_id(self) -> int:
        return self.project.organisation_id

    @property
    def is_of_staff(self) -> bool:
        return self.side == Side.PROFESSIONAL


class SignOffAsk(AppendOnly):
    """Public members were asked by a day what they think of a step. Asking once more is a new row."""

    ref = RefField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="sign_off_asks")
    step = models.PositiveSmallIntegerField()
    answer_by = models.DateField(_("answer by"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id ref project step answer_by by at")

    class Meta:
        verbose_name = _("question about a step")
        verbose_name_plural = _("questions about steps")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(step__gte=1, step__lte=5), name="sign_off_ask_step_one_to_five"
            ),
            AppendOnlyConstraint(name="sign_off_ask_append_only"),
        ]
        indexes = [models.Index(fields=["project", "step", "-id"], name="asks_of_a_step")]

    def __str__(self) -> str:
        return str(_("step %(n)s") % {"n": self.step})

    @property
    def organisation_id(self) -> int:
        return self.project.organisation_id


class SignOffAnswer(AppendOnly):
    """What staff answered to somebody's view. Kept for ever; a second answer is a second row."""

    sign_off = models.ForeignKey(SignOff, models.PROTECT, related_name="answers")
    words = models.TextField(_("your answer"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id sign_off by at", personal="words")

    class Meta:
        verbose_name = _("answer to a view")
        verbose_name_plural = _("answers to views")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="sign_off_answer_says_something"),
            AppendOnlyConstraint(name="sign_off_answer_append_only", erasable=["words"]),
        ]

    def __str__(self) -> str:
        return f"answer to {self.sign_off_id}"

    @property
    def project_id(self) -> int:
        return self.sign_off.project_id

    @property
    def organisation_id(self) -> int:
        return self.sign_off.organisation_id
