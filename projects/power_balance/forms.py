import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, fields
from coproduce.foundation.forms import Form, ModelForm
from coproduce.foundation.presenters import short_date
from projects.meetings.models import Meeting
from projects.power_balance.models import Decision, PowerAction
from projects.power_balance.states import Followed
from projects.team.models import Project
from projects.team.people import staff_of


class PlanForm(ModelForm):
    """What is done about an imbalance, by whom and by when."""

    submit_label = _("Save and promise it")

    class Meta:
        model = PowerAction
        fields = ["plan", "owner", "due_on"]
        help_texts = {
            "plan": _("Something that can be seen to be done. For example, meet at 11am instead of 8am."),
            "owner": _("One member of staff. They are reminded."),
            "due_on": _("All public members of the project see this date. For example, 14 5 2027."),
        }

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PlanForm.Meta.fields:
            self.fields[name].required = True
        self.field("owner", forms.ModelChoiceField).queryset = staff_of([project.organisation_id])
        self.field("owner", forms.ModelChoiceField).empty_label = _("Choose a person")

    def clean_due_on(self) -> dt.date:
        due_on = self.cleaned_data["due_on"]
        if due_on < clock.today():
            raise ValidationError(_("Choose a date that is today or later."))
        return due_on


class NoteForm(PlanForm):
    """An imbalance that staff found, with the plan against it."""

    class Meta(PlanForm.Meta):
        fields = ["found", *PlanForm.Meta.fields]
        help_texts = {
            **PlanForm.Meta.help_texts,
            "found": _(
                "Who has less say, and where? Name nobody. For example, papers come too late to read."
            ),
        }


class ChangePlanForm(PlanForm):
    """Another plan, person or date, with the reason."""

    submit_label = _("Save the change")
    why = fields.TextField(label=_("Why does it change?"), required=False, max_length=500, rows=3)


class SetAsideForm(Form):
    """Say that nothing will change."""

    submit_label = _("Say that nothing will change")
    submit_kind = "warning"
    why = fields.TextField(
        label=_("Why can this not be changed?"),
        help_text=_("Public members of the project read your words."),
        max_length=1000,
    )


class RaiseForm(Form):
    """A public member says what is unequal."""

    submit_label = _("Send this to the team")
    heading_field = "found"
    found = fields.TextField(
        label=_("What is not equal?"),
        help_text=_("Everybody on the project can read this. Only the team sees that it came from you."),
        max_length=2000,
    )


class NotYetForm(Form):
    """A public member says that something is not done yet."""

    submit_label = _("Send your answer")
    heading_field = "words"
    words = fields.TextField(
        label=_("What is still missing?"),
        help_text=_("Everybody on the project can read this. Your name does not stand beside it."),
        max_length=1000,
    )


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
            "options": _("What could have been chosen?"),
            "took_part": _("Who could take part?"),
            "followed": _("Was the view of public members followed?"),
            "public_view": _("What did public members think?"),
            "reason": _("Why did it go another way, or why were they not asked?"),
        }
        help_texts = {
            "decided_on": _("For example, 14 5 2027."),
            "meeting": _("Leave this empty if it was not decided at a meeting."),
            "options": _("The choices that were on the table, in plain words."),
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
        field.queryset, field.empty_label = meetings, _("At none")
        field.label_from_instance = lambda one: f"{short_date(one.starts_at)}: {one.title}"

    def clean(self) -> dict[str, Any]:
        super().clean()
        followed = self.cleaned_data.get("followed")
        if followed == Followed.NOT_ASKED:
            self.cleaned_data["public_view"] = ""
        elif followed:
            self.need("public_view", _("Say what public members thought."))
        if followed and followed != Followed.YES:
            self.need("reason", _("Give the reason. Public members read it."))
        return self.cleaned_data

    def clean_decided_on(self) -> dt.date:
        decided_on = self.cleaned_data["decided_on"]
        if decided_on > clock.today():
            raise ValidationError(_("Choose a date that is today or earlier."))
        return decided_on


class DisputeForm(Form):
    """A public member says that a decision is not written down right."""

    submit_label = _("Send this to the team")
    heading_field = "words"
    words = fields.TextField(
        label=_("What is not right about this decision?"),
        help_text=_("Everybody on the project can read this. Only the team sees that it came from you."),
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
