"""Whom to remind of which meeting today."""

from django.db.models import Q, QuerySet

from coproduce.foundation import clock
from projects.meetings.planning.models import Invitation
from projects.meetings.planning.states import MeetingState, Response
from projects.meetings.reminding import rules
from projects.meetings.reminding.models import MeetingSettings


def settings_of(organisation_id: int) -> MeetingSettings:
    """Return the settings of an organisation; one that has none goes by the usual days."""
    found = MeetingSettings.objects.filter(organisation=organisation_id).first()
    return found or MeetingSettings(organisation_id=organisation_id)


def to_remind() -> QuerySet[Invitation]:
    """Return who is to be reminded now and was not yet: of meetings to come, as far ahead as their way needs.

    Not who said no, nor who was told of the meeting within a day. One query for the settings.
    """
    now = clock.now()
    own = dict(MeetingSettings.objects.values_list("organisation", "remind_days"))
    near = Q(pk__in=[])
    for channel in rules.EARLIER:
        near |= _near(channel, own)
    return (
        Invitation.objects.filter(near, meeting__status=MeetingState.INVITED, meeting__starts_at__gt=now)
        .exclude(response=Response.NO)
        .exclude(told_at__gt=now - rules.NEWS_LASTS)
        .select_related("meeting__project", "person")
    )


def _near(channel: str, own: dict[int, int]) -> Q:
    """Return the meetings that are near enough for people who are reached in one way."""
    now = clock.now()
    usual = Q(meeting__starts_at__lte=rules.up_to(now, rules.USUAL_DAYS, channel))
    found = usual & ~Q(meeting__project__organisation__in=list(own))
    for days in sorted(set(own.values())):
        theirs = [pk for pk, value in own.items() if value == days]
        found |= Q(
            meeting__project__organisation__in=theirs,
            meeting__starts_at__lte=rules.up_to(now, days, channel),
        )
    return Q(person__channel=channel) & found
