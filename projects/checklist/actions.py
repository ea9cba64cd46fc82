"""Saying what one thinks of a step, answering it, closing and reopening a project."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from projects.checklist import notifications, promises, queries
from projects.checklist.models import SignOff, SignOffAnswer, SignOffAsk
from projects.checklist.states import View
from projects.team.actions import check_public_member, lock_open
from projects.team.models import Project
from projects.team.states import Side

ANSWER_WITHIN = dt.timedelta(days=14)


@transaction.atomic
def ask(project: Project, *, step: int, answer_by: dt.date, by: User) -> SignOffAsk:
    """Ask the public members who have not said what they think of a step, each by a UK day.

    A newer question takes the place of an older one. Raises TransitionRefused when nobody is to ask.
    """
    fresh = lock_open(project)
    said = SignOff.objects.filter(project=fresh, step=step, side=Side.PUBLIC)
    people = fresh.public_members().exclude(pk__in=said.values("person"))
    if not people:
        raise transitions.TransitionRefused(_("Every public member has already answered."))
    for earlier in fresh.sign_off_asks.filter(step=step):
        promise.release(promises.SAY, subject=earlier, by=by, why=_("We have asked you again."))
    question = SignOffAsk.objects.create(project=fresh, step=step, answer_by=answer_by, by=by)
    history.record(question, "asked about a step", by=by, detail={"step": step, "people": len(people)})
    for person in people:
        _ask_one(question, person, by=by)
    return question


def _ask_one(question: SignOffAsk, person: Person, *, by: User) -> None:
    project = question.project
    promise.make(
        promises.SAY,
        subject=question,
        due_at=clock.end_of_day(question.answer_by),
        owner=project.lead,
        by=by,
        organisation_id=project.organisation_id,
        project_id=project.pk,
        person=person,
        label=_step_label(question.step),
    )
    enqueue(
        notifications.ASKED,
        to=person,
        subject=question,
        dedupe_key=f"checklist-asked:{question.pk}:{person.pk}",
        organisation_id=project.organisation_id,
    )


def _step_label(number: int) -> str:
    title = queries.step_numbered(number).title
    return _("step %(n)s, %(title)s") % {"n": number, "title": title}


@transaction.atomic
def sign(
    project: Project, *, step: int, side: Side, person: Person, view: View, by: User, words: str = ""
) -> SignOff:
    """Keep somebody's view on a step. A public member who disagrees is answered within 14 days.

    A newer view takes the place of the promise about an older one; disagreeing again keeps the date
    we promised first. Raises TransitionRefused when the project is closed or the person is not on it.
    """
    fresh = lock_open(project)
    if side == Side.PUBLIC:
        check_public_member(fresh, person)
    for question in fresh.sign_off_asks.filter(step=step):
        promise.keep(promises.SAY, subject=question, by=by, person=person)
    promised_before = _release_older(fresh, step=step, person=person, by=by)
    sign_off = SignOff.objects.create(
        project=fresh, step=step, side=side, person=person, view=view, words=words
    )
    history.record(sign_off, "view on a step", by=by, detail={"step": step, "view": view})
    if side == Side.PUBLIC and view == View.DISAGREE:
        _promise_an_answer(sign_off, earlier=promised_before, by=by)
    return sign_off


def _release_older(project: Project, *, step: int, person: Person, by: User) -> list[dt.datetime]:
    """Release the answers promised to a person's older views on a step. Returns when they were due."""
    due = []
    for row in queries.owed(project).filter(kind=promises.ANSWER.key, person=person):
        if SignOff.objects.filter(pk=row.subject_id, step=step).exists():
            due.append(row.due_at)
            promise.release_one(row, by=by, why=_("There is a newer view on this step."))
    return due


def _promise_an_answer(sign_off: SignOff, *, earlier: list[dt.datetime], by: User) -> None:
    project = sign_off.project
    promise.make(
        promises.ANSWER,
        subject=sign_off,
        due_at=min([*earlier, clock.end_of_day(clock.today() + ANSWER_WITHIN)]),
        owner=project.lead,
        by=by,
        organisation_id=project.organisation_id,
        project_id=project.pk,
        person=sign_off.person,
        label=_step_label(sign_off.step),
    )
    enqueue(
        notifications.DISAGREED,
        to=project.lead,
        subject=sign_off,
        dedupe_key=f"checklist-disagreed:{sign_off.pk}",
        organisation_id=project.organisation_id,
    )


@transaction.atomic
def answer(sign_off: SignOff, *, words: str, by: User) -> SignOffAnswer:
    """Answer somebody's view, which keeps what we promised them.

    Raises TransitionRefused on a closed project.
    """
    project = lock_open(sign_off.project)
    row = SignOffAnswer.objects.create(sign_off=sign_off, words=words, by=by)
    history.record(row, "view answered", by=by)
    promise.keep(promises.ANSWER, subject=sign_off, by=by)
    if sign_off.side == Side.PUBLIC:
        enqueue(
            notifications.ANSWERED,
            to=sign_off.person,
            subject=sign_off,
            dedupe_key=f"checklist-answered:{row.pk}",
            organisation_id=project.organisation_id,
        )
    return row
