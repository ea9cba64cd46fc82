"""Who stands at the other end of a promise, and what became of promises. Only reads."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db.models import Q

from coproduce.foundation.promises.models import Absence, Promise, PromiseQuerySet

if TYPE_CHECKING:
    from contributors.people.models import Person


def other_side(promise: Promise) -> "list[Person]":
    """Return the public contributors at the other end: one, or every public member of the project."""
    if promise.person:
        return [promise.person]
    return list(promise.project.public_members()) if promise.project else []


def between(person: "Person") -> PromiseQuerySet:
    """Return the promises between a public contributor and us: their own, and those to a whole project."""
    projects = apps.get_model(settings.PROJECT_MODEL).objects.visible_to_member(person)
    return Promise.objects.filter(Q(person=person) | Q(person=None, project__in=projects.values("pk")))


def asked_by_another(promise: Promise) -> bool:
    """Say whether another organisation has asked a person the same already: they are reminded by that one."""
    same = Promise.objects.open().filter(
        kind=promise.kind,
        subject_type=promise.subject_type,
        subject_id=promise.subject_id,
        person=promise.person_id,
    )
    return same.exclude(organisation=promise.organisation_id).filter(pk__lt=promise.pk).exists()


def asked_once(promises: "list[Promise]") -> "list[Promise]":
    """Return what a person has to do, in the same order: what several organisations ask is one thing."""
    first: dict[tuple[str, str, int], Promise] = {}
    for promise in promises:
        first.setdefault((promise.kind, promise.subject_type, promise.subject_id), promise)
    return list(first.values())


def stands_in(person: "Person", organisation_id: int, *, never: "Person | None" = None) -> "Person":
    """Return who hears today of what somebody owes: their deputy while they are away, else themself.

    Never `never`, to whom it is owed.
    """
    away = Absence.objects.current().filter(person=person, organisation=organisation_id)
    absence = away.select_related("deputy").first()
    return absence.deputy if absence and absence.deputy != never else person
