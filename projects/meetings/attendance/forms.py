from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.meetings.attendance.states import ReasonNotComing
from projects.meetings.planning.models import Invitation, Meeting
from projects.team.states import Side

COMING = {"yes": True, "no": False}
"""The two buttons of an invitation."""
LONGEST_MINUTES = 24 * 60


class AttendanceForm(Form):
    """Who came, and for how long. Everybody is taken to have stayed the whole time unless you say so."""

    submit_label = _("Save who came")

    def __init__(
        self, *args: Any, meeting: Meeting, invitations: Sequence[Invitation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.invitations = invitations
        for invitation in invitations:
            side = "" if invitation.side == Side.PUBLIC else f" ({invitation.get_side_display()})"
            self.fields[f"minutes_{invitation.person.ref}"] = forms.IntegerField(
                label=f"{invitation.person.name}{side}",
                min_value=0,
                max_value=LONGEST_MINUTES,
                initial=meeting.minutes,
                help_text=_("Minutes. 0 if they did not come."),
                error_messages={"invalid": _("Enter whole minutes, for example 90, or 0.")},
            )

    @property
    def minutes(self) -> dict[int, int]:
        """Minutes there, by person id."""
        return {one.person_id: self.cleaned_data[f"minutes_{one.person.ref}"] for one in self.invitations}


class WhyNotForm(Form):
    """Why somebody could not come, if they want to say."""

    submit_label = _("Send this")
    heading_field = "reason"
    reason = fields.RadioField(
        label=_("Why could you not come?"),
        choices=ReasonNotComing.choices,
        help_text=_("You do not have to say. Staff see only how often each reason is given, never by whom."),
    )
