import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, fields
from coproduce.foundation.forms import Form, ModelForm
from projects.power_balance.models import Decision, PowerAction
from projects.power_balance.states import QUESTIONS, Equal, Followed, Theme
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
        self.fields["owner"].queryset = staff_of([project.organisation_id])
        self.fields["owner"].empty_label = _("Choose a person")

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


class DecisionForm(ModelForm):
    """A decision, what public members thought of it, and the reason if it went another way."""

    submit_label = _("Save the decision")

    class Meta:
        model = Decision
        fields = ["title", "decided_on", "options", "took_part", "followed", "public_view", "reason"]
        labels = {
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
            "options": _("The choices that were on the table, in plain words."),
            "took_part": _("Groups rather than names. For example, all public members and the ward team."),
            "reason": _("Leave this empty if the view was followed."),
        }

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


def a_coming_day(day: dt.date) -> dt.date:
    """Return a day that is today or later. Raises ValidationError for one that has passed."""
    if day < clock.today():
        raise ValidationError(_("Choose a date that is today or later."))
    return day


class OpenReviewForm(Form):
    """The day by which both sides say how equal it feels."""

    submit_label = _("Open the review and ask everybody")
    rate_by = fields.DateField(
        label=_("By when do both sides answer?"),
        help_text=_("Everybody on the project is asked, and reminded once. For example, 14 5 2027."),
    )

    def clean_rate_by(self) -> dt.date:
        return a_coming_day(self.cleaned_data["rate_by"])


class ChangeReviewDayForm(OpenReviewForm):
    """Another day, with the reason."""

    submit_label = _("Change the day")
    why = fields.TextField(label=_("Why does it change?"), max_length=500, rows=3)


class CloseReviewForm(Form):
    """The day of the next review."""

    submit_label = _("Close the review and show what both sides say")
    submit_kind = "warning"
    next_due_on = fields.DateField(
        label=_("When is the next review due?"),
        help_text=_("Everybody on the project sees this date. For example, 14 5 2027."),
    )

    def clean_next_due_on(self) -> dt.date:
        return a_coming_day(self.cleaned_data["next_due_on"])


class CallOffForm(Form):
    """End a review without a result."""

    submit_label = _("Call the review off")
    submit_kind = "warning"
    why = fields.TextField(
        label=_("Why is it called off?"),
        help_text=_("Everybody on the project reads your words. What people have said is deleted."),
        max_length=1000,
    )


class RatingForm(Form):
    """How equal one theme feels to one person."""

    equal = fields.RadioField(label="", choices=[(value, capfirst(words)) for value, words in Equal.choices])
    words = fields.TextField(
        label=_("Would you like to say more?"),
        help_text=_(
            "Name nobody. Both sides read your words, but not your name."
            " If fewer than 3 people of your side answer, nobody reads them."
        ),
        required=False,
        max_length=1000,
        rows=3,
    )

    def __init__(self, *args: Any, theme: Theme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["equal"].label = QUESTIONS[theme]
        self.fields["equal"].error_messages["required"] = _("Choose an answer. “Cannot say” is one too.")

    def clean_equal(self) -> int:
        return int(self.cleaned_data["equal"])


class ConcernForm(Form):
    """A worry for somebody outside the project, with a name or without."""

    submit_label = _("Send this")
    words = fields.TextField(
        label=_("What worries you?"),
        help_text=_("Write as much or as little as you like."),
        rows=8,
    )
    named = fields.RadioField(
        label=_("Do you want to give your name?"),
        choices=[("yes", _("Yes, with my name")), ("no", _("No, without my name"))],
        hints={
            "yes": _("You get an answer within 14 days. Only you and the person who answers can see it."),
            "no": _("We keep no name and no time, only the day. Nobody can answer you."),
        },
    )


class AnswerConcernForm(Form):
    """What the contact answers."""

    submit_label = _("Send your answer")
    heading_field = "words"
    words = fields.TextField(
        label=_("Your answer"),
        help_text=_("Only the person who wrote to you can read it."),
        rows=8,
    )
