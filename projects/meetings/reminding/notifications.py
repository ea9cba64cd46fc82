"""The reminder before a meeting: how to get there for who said yes, the question again for who has not."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds, notices
from coproduce.foundation.notifications.expiry import Until
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.notices import Notice
from projects.meetings.planning import notifications as planning
from projects.meetings.planning.models import Invitation
from projects.meetings.planning.states import MeetingState, Response
from projects.meetings.reminding import queries
from projects.team.states import Side


def facts(message: Notification) -> dict[str, Any]:
    """Return the meeting, read afresh, and what this person has answered."""
    mine = Invitation.objects.select_related("person", "meeting__project__organisation").get(
        pk=message.subject_id
    )
    known = planning.facts_of(message, mine.meeting, mine, staff=mine.side != Side.PUBLIC)
    return known | {"coming": mine.facts.is_yes}


def out_of_date(message: Notification) -> str:
    """Say why nobody needs this reminder: the meeting is off, moved or begun, or they are not coming."""
    invitation = message.subject
    if invitation is None:
        return "not asked any more"
    meeting = invitation.meeting
    if meeting.status != MeetingState.INVITED:
        return "cancelled"
    if meeting.starts_at.isoformat() != message.params["starts_at"]:
        return "moved"
    if meeting.starts_at <= clock.now():
        return "begun"
    return "said no" if invitation.response == Response.NO else ""


def begins(invitation: Invitation) -> dt.datetime:
    return invitation.meeting.starts_at


REMINDER = kinds.register(
    NotificationKind(
        "meetings/reminder",
        says=_("A reminder of a meeting"),
        context=facts,
        not_wanted=out_of_date,
        expires=Until(begins),
        lapses=True,
    )
)
notices.register(
    Notice(
        REMINDER,
        due=queries.to_remind,
        to=lambda invitation: invitation.person,
        mark="reminded_at",
        params=lambda invitation: {"starts_at": invitation.meeting.starts_at.isoformat()},
    )
)
