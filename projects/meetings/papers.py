"""How the papers reach each person: by message, or made and given by hand in the format they asked for."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.notifications import actions as outbox
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises import actions as promise
from projects.meetings import promises, rules
from projects.meetings.models import Meeting, PaperCopy
from projects.meetings.states import MeetingState
from projects.team.actions import lock_open


def of_meeting(meeting: Meeting, person: Person | None = None) -> list[PaperCopy]:
    """Return how papers reach each person, or one person; what was sent last first."""
    rows = meeting.paper_copies.select_related("person", "message")
    if person:
        rows = rows.filter(person=person)
    return list(rows.order_by("-sent_at", "id"))


def note_copies(meeting: Meeting, messages: Mapping[Person, Notification | None], *, by: User) -> None:
    """Note for whom papers just sent are on their way; promise those that have to be made by hand."""
    now = clock.now()
    for person, message in messages.items():
        if message is None:  # they were written to about these papers before
            continue
        copy = PaperCopy.objects.create(
            meeting=meeting,
            person=person,
            message=message,
            channel=message.channel,
            format=person.format,
            sent_at=now,
        )
        if copy.made_by_hand:
            _promise(meeting, person, by=by)


@transaction.atomic
def give(copy: PaperCopy, *, by: User) -> PaperCopy:
    """Say that somebody has the papers as they asked; a letter or call for them is ticked off too.

    Raises Refused.
    """
    lock_open(copy.meeting.project)
    if transitions.lock(copy.meeting).status == MeetingState.CANCELLED:
        raise transitions.TransitionRefused(_("This meeting is called off. Nothing was changed."))
    fresh = transitions.lock(copy)
    if not fresh.to_do_by_hand:
        raise transitions.TransitionRefused(_("There is nothing to do by hand for this person any more."))
    fresh.given_at, fresh.given_by = clock.now(), by
    fresh.save(update_fields=["given_at", "given_by"])
    history.record(fresh, "papers given by hand", by=by)
    others = fresh.meeting.paper_copies.filter(person=fresh.person_id, given_at=None)
    if not any(other.made_by_hand for other in others):
        promise.keep(promises.COPY, subject=fresh.meeting, person=fresh.person, by=by)
    if fresh.message and Notification.objects.by_hand().filter(pk=fresh.message.pk).exists():
        outbox.done_by_hand(fresh.message, by=by)
    return fresh


@transaction.atomic
def take_back(copy: PaperCopy, *, by: User) -> PaperCopy:
    """Say that somebody does not have them after all; we owe them the papers again. Raises Refused.

    Only for papers made by hand: a letter or message that went out has gone.
    """
    lock_open(copy.meeting.project)
    meeting = transitions.lock(copy.meeting)
    if meeting.status != MeetingState.INVITED:
        raise transitions.TransitionRefused(_("This meeting is over or called off. Nothing was changed."))
    fresh = transitions.lock(copy)
    if not fresh.may_be_taken_back:
        raise transitions.TransitionRefused(_("It is not noted that somebody gave them these papers."))
    given_at, fresh.given_at, fresh.given_by = fresh.given_at, None, None
    fresh.save(update_fields=["given_at", "given_by"])
    detail = {"given_at": known(given_at).isoformat()}
    history.record(fresh, "papers not given after all", by=by, detail=detail)
    _promise(meeting, fresh.person, by=by)
    return fresh


def _promise(meeting: Meeting, person: Person, *, by: User) -> None:
    promise.make(
        promises.COPY,
        subject=meeting,
        due_at=rules.papers_due(meeting.starts_at, clock.now()),
        owner=meeting.organiser,
        by=by,
        organisation_id=meeting.organisation_id,
        project_id=meeting.project_id,
        person=person,
        label=meeting.title,
    )
