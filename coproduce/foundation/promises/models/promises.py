from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side, WaitReason
from coproduce.foundation.promises.models.absences import Absence
from coproduce.foundation.refs import RefField

if TYPE_CHECKING:
    from contributors.accounts.models import User
    from contributors.people.models import Person


OPEN = Q(kept_at=None, released_at=None)


class PromiseQuerySet(models.QuerySet["Promise"]):
    def open(self) -> Self:
        """Promises neither kept nor released."""
        return self.filter(OPEN)

    def overdue(self) -> Self:
        """Open promises whose time has passed by the database's clock. While one waits, none passes."""
        return self.open().filter(due_at__lt=clock.database_now(), waiting_since=None)

    def outlasting(self) -> Self:
        """Promises that go on when a project ends: money, and whatever an open promise of money waits for."""
        lasting = kinds.outlasting()
        waits = apps.get_model("promises", "PromiseWait").objects.filter(
            settled_by=OuterRef("pk"),
            ended_at=None,
            promise__kind__in=lasting,
            promise__kept_at=None,
            promise__released_at=None,
        )
        return self.filter(Q(kind__in=lasting) | Exists(waits))

    def about(self, subject: models.Model) -> Self:
        """Promises made about one row."""
        return self.filter(subject_type=subject._meta.label, subject_id=subject.pk)

    def visible_to(self, user: "User") -> Self:
        """Promises of the organisations or projects the user may see as staff, else their own.

        Who sees a whole organisation is served by its index alone: no union, however many projects.
        """
        everywhere = user.organisation_ids("see_all_projects")
        seen = Q(organisation__in=everywhere)
        if user.organisation_ids("see_own_projects"):
            projects = apps.get_model(settings.PROJECT_MODEL).objects.visible_to_staff(user)
            seen |= Q(project__in=projects.values("pk"))
        if user.person and not everywhere:
            seen |= Q(person=user.person) | Q(owner=user.person) | self._of_who_is_away(user.person)
            seen |= self._of_their_work(user)
        return self.filter(seen).exclude(self._kept_from(user))

    def _of_who_is_away(self, person: "Person") -> Q:
        """What colleagues owe who are away today, and whose deputy the person is."""
        away = Absence.objects.current().filter(
            deputy=person, person=models.OuterRef("owner"), organisation=models.OuterRef("organisation")
        )
        return Q(models.Exists(away))

    def _of_their_work(self, user: "User") -> Q:
        """What a role sees across projects by the kind of promise: approvers and finance see payments."""
        seen = Q(pk__in=[])
        for capability in {kind.seen_by for kind in kinds.registered()} - {""}:
            keys = [kind.key for kind in kinds.registered() if kind.seen_by == capability]
            seen |= Q(organisation__in=user.organisation_ids(capability), kind__in=keys)
        return seen

    def _kept_from(self, user: "User") -> Q:
        """What is between a person and those who see to it. Nothing, for who holds the capability."""
        hidden = Q(pk__in=[])
        for capability in {kind.kept_to for kind in kinds.registered()} - {""}:
            allowed = set(user.organisation_ids(capability))
            if allowed >= set(user.organisation_ids("see_projects")):
                continue
            keys = [kind.key for kind in kinds.registered() if kind.kept_to == capability]
            hidden |= Q(kind__in=keys) & ~Q(organisation__in=allowed)
        return hidden

    def owed_to(self, person: "Person") -> Self:
        """What the organisation owes this public contributor."""
        return self.filter(side=Side.ORGANISATION, person=person)


class Promise(models.Model):
    """Something one side owes the other, by a time.

    `person` is the public contributor at one end (empty: all public members of the project).
    `owner` is the member of staff who looks after it, on whichever side it is owed.
    While it waits for something (`waits_for`, keys of WaitReason with spaces between), its day is not
    known: no page and no message names `due_at`.
    """

    ref = RefField()
    kind = models.CharField(max_length=60)
    side = models.CharField(max_length=12, choices=Side)
    organisation = models.ForeignKey(settings.ORGANISATION_MODEL, models.PROTECT, related_name="promises")
    project = models.ForeignKey(
        settings.PROJECT_MODEL, models.PROTECT, null=True, blank=True, related_name="promises"
    )
    person = models.ForeignKey(
        settings.PERSON_MODEL, models.PROTECT, null=True, blank=True, related_name="promises"
    )
    owner = models.ForeignKey(settings.PERSON_MODEL, models.PROTECT, related_name="looks_after")
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_ref = models.CharField(max_length=10, blank=True)
    label = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=clock.now)
    first_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True, blank=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_why = models.TextField(blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    waits_for = models.CharField(max_length=200, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)

    objects = PromiseQuerySet.as_manager()

    privacy = Privacy(
        internal="id ref kind side organisation project person owner subject_type subject_id subject_ref"
        " made_at first_due_at due_at kept_at kept_by released_at released_by remind_at waits_for"
        " waiting_since",
        personal="label released_why",
    )

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id", "person", "organisation"],
                condition=OPEN & Q(person__isnull=False),
                name="one_open_promise_a_person",
            ),
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                condition=OPEN & Q(person=None),
                name="one_open_promise_to_all",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None, released_why="")
                | (Q(released_at__isnull=False) & ~Q(released_why="")),
                name="promise_release_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(kept_at=None) | Q(released_at=None), name="promise_kept_or_released_not_both"
            ),
            models.CheckConstraint(
                condition=Q(side=Side.ORGANISATION) | Q(person__isnull=False),
                name="promise_of_a_contributor_names_them",
            ),
            models.CheckConstraint(
                condition=Q(waiting_since=None, waits_for="")
                | (Q(waiting_since__isnull=False, remind_at=None) & ~Q(waits_for="")),
                name="promise_that_waits_reminds_nobody",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "due_at"], condition=OPEN, name="promise_open_by_person"),
            models.Index(fields=["project", "due_at"], condition=OPEN, name="promise_open_by_project"),
            models.Index(
                fields=["organisation", "due_at", "id"], condition=OPEN, name="promise_open_by_body"
            ),
            models.Index(
                fields=["organisation", "-kept_at", "-id"],
                condition=Q(kept_at__isnull=False),
                name="promise_kept_by_body",
            ),
            models.Index(
                fields=["organisation", "-released_at", "-id"],
                condition=Q(released_at__isnull=False),
                name="promise_released_by_body",
            ),
            models.Index(fields=["owner", "due_at"], condition=OPEN, name="promise_open_by_owner"),
            models.Index(
                fields=["remind_at"], condition=OPEN & Q(remind_at__isnull=False), name="promise_to_remind"
            ),
            models.Index(fields=["subject_type", "subject_id"], name="promise_by_subject"),
        ]

    def __str__(self) -> str:
        return self.words_for_staff

    @property
    def what(self) -> PromiseKind:
        return kinds.get(self.kind)

    @property
    def is_open(self) -> bool:
        return self.kept_at is None and self.released_at is None

    @property
    def is_ours(self) -> bool:
        """Whether the organisation owes it."""
        return self.side == Side.ORGANISATION

    @property
    def is_waiting(self) -> bool:
        return self.waiting_since is not None

    @property
    def reasons(self) -> list[WaitReason]:
        """What it waits for."""
        return kinds.reasons(self.waits_for.split())

    @property
    def may_change_hands(self) -> bool:
        """Say whether somebody else may look after it: it is open, and not what only its owner can do."""
        return self.is_open and self.owner_id != self.person_id

    @property
    def is_overdue(self) -> bool:
        return self.is_open and not self.is_waiting and self.due_at < clock.now()

    @property
    def was_moved(self) -> bool:
        return self.due_at != self.first_due_at

    @property
    def words_for_staff(self) -> str:
        return str(self.what.for_staff).format(label=self.label)

    @property
    def words_for_contributor(self) -> str:
        return str(self.what.for_contributor).format(label=self.label)

    @property
    def staff_path(self) -> str:
        return reverse(self.what.staff_url, args=[self.subject_ref]) if self.what.staff_url else ""

    def staff_path_for(self, user: "User") -> str:
        """Where this member of staff follows it: to its page, or where that is not theirs to the promise."""
        if self.what.seen_by and not user.can(self.what.seen_by, self.organisation_id):
            return reverse("promises:detail", args=[self.ref])
        return self.staff_path

    @property
    def portal_path(self) -> str:
        args = [self.subject_ref] if self.what.portal_takes_ref else []
        return reverse(self.what.portal_url, args=args) if self.what.portal_url else ""
