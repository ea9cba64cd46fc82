import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Form, ModelForm
from coproduce.foundation.pages.presenters import short_date
from projects.meetings.models import Meeting
from projects.power_balance.decisions.models import Decision
from projects.power_balance.decisions.states import Followed
from projects.team.models import Project

YEAR = dt.timedelta(days=366)  # older meetings would make the list too long to choose from


class DecisionForm(ModelForm):
    """A decision, what public members thought of it, and the reason if it went another way."""

    submit_label = _("Save the decision")

    class Meta:
        model = Decision
        fields = [
            "title",
            "decided_on",
            "meeting",
            "options",
            "took_part",
            "followed",
            "public_view",
            "reason",
        ]
        labels = {
            "meeting": _("At which meeting was it decided?"),
            "title": _("What was decided?"),
            "decided_on": _("When was it decided?"),
            "options": _("What else could have been chosen?"),
            "took_part": _("Who could take part?"),
            "followed": _("Was the view of public members followed?"),
            "public_view": _("What did public members think?"),
            "reason": _("Why was the decision different, or why were they not asked?"),
        }
        help_texts = {
            "decided_on": _("For example, 14 5 2027."),
            "meeting": _("Leave this empty if it was not decided at a meeting."),
            "options": _("The choices on the table, in plain words."),
            "took_part": _("Groups rather than names. For example, all public members and the ward team."),
            "reason": _("Leave this empty if the view was followed."),
        }

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.initial.get("meeting")
        recent = Q(starts_at__gte=clock.now() - YEAR, starts_at__lte=clock.now(), invited_at__isnull=False)
        meetings = Meeting.objects.filter(recent | Q(pk=chosen), project=project).order_by(
            "-starts_at", "-id"
        )
        field: Any = self.fields["meeting"]
        field.queryset, field.empty_label = meetings, _("None")
        field.label_from_instance = lambda one: f"{short_date(one.starts_at)}: {one.title}"

    def clean(self) -> dict[str, Any]:
        super().clean()
        followed = self.cleaned_data.get("followed")
        if followed == Followed.NOT_ASKED:
            self.cleaned_data["public_view"] = ""
        elif followed:
            self.need("public_view", _("Say what public members thought."))
        if followed and followed != Followed.YES:
            self.need("reason", _("Give the reason. Public members will read it."))
        return self.cleaned_data

    def clean_decided_on(self) -> dt.date:
        decided_on = self.cleaned_data["decided_on"]
        if decided_on > clock.today():
            raise ValidationError(_("Choose a date that is today or earlier."))
        return decided_on


class DisputeDecisionForm(Form):
    """A public member says that a decision is not written down right."""

    submit_label = _("Send this to the team")
    heading_field = "words"
    words = fields.TextField(
        label=_("What is wrong with this decision?"),
        help_text=_("Everyone on the project can read this. Only the team sees that it came from you."),
        max_length=2000,
    )


class AnswerDisputeForm(Form):
    """What staff answer to a dispute."""

    submit_label = _("Send your answer")
    words = fields.TextField(
        label=_("Your answer"),
        help_text=_("Both sides can read it. If the entry is wrong, correct it too."),
        max_length=2000,
    )
