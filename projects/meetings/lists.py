from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.lists.filters import Case, Choice, Kept, Words
from coproduce.foundation.lists.registry import Column, choice, declare, moment, number
from projects.meetings.planning.states import MeetingState

MEETINGS = declare(
    "meetings:overview",
    title=_("Meetings"),
    columns=[
        Column(_("Meeting"), "title"),
        moment(_("From"), "starts_at"),
        moment(_("To"), "ends_at"),
        choice(_("Status"), "status"),
        number(_("Coming"), "coming"),
        number(_("Asked"), "asked"),
    ],
    filters=[
        Words(_("Part of the title"), ["title"]),
        Choice("status", _("Status"), MeetingState.choices),
        Case(
            "when",
            _("When"),
            {
                "coming": (_("still to come"), lambda: Q(ends_at__gte=clock.now())),
                "over": (_("over"), lambda: Q(ends_at__lt=clock.now())),
            },
        ),
    ],
)
MY_MEETINGS = declare(
    "my_meetings:list",
    title=_("Meetings"),
    columns=[
        Column(_("Meeting"), "meeting.title"),
        Column(_("Project"), "meeting.project.title"),
        moment(_("From (UK time)"), "meeting.starts_at"),
        moment(_("To (UK time)"), "meeting.ends_at"),
        Column(_("Your answer"), lambda invitation: invitation.facts.listed),
    ],
    filters=[
        Kept("earlier"),
        Words(_("Part of the title, or the project"), ["meeting__title", "meeting__project__title"]),
    ],
    own=True,
)
