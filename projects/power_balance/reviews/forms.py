import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Form
from projects.power_balance.reviews.states import QUESTIONS, Equal, Theme


def a_coming_day(day: dt.date) -> dt.date:
    """Return a day that is today or later. Raises ValidationError for one that has passed."""
    if day < clock.today():
        raise ValidationError(_("Choose a date that is today or later."))
    return day


class OpenReviewForm(Form):
    """The day by which both sides say how equal it feels."""

    submit_label = _("Open the review and ask everyone")
    rate_by = fields.DateField(
        label=_("When should both sides answer by?"),
        help_text=_("Everyone on the project is asked, and reminded once. For example, 14 5 2027."),
    )

    def clean_rate_by(self) -> dt.date:
        return a_coming_day(self.cleaned_data["rate_by"])


class ChangeReviewDayForm(OpenReviewForm):
    """Another day, with the reason."""

    submit_label = _("Change the day")
    why = fields.TextField(label=_("Why is it changing?"), max_length=500, rows=3)


class CloseReviewForm(Form):
    """The day of the next review."""

    submit_label = _("Close the review and show what both sides say")
    submit_kind = "warning"
    next_due_on = fields.DateField(
        label=_("When is the next review due?"),
        help_text=_("Everyone on the project will see this date. For example, 14 5 2027."),
    )

    def clean_next_due_on(self) -> dt.date:
        return a_coming_day(self.cleaned_data["next_due_on"])


class CallOffForm(Form):
    """End a review without a result."""

    submit_label = _("Call the review off")
    submit_kind = "warning"
    why = fields.TextField(
        label=_("Why is it being called off?"),
        help_text=_("Everyone on the project will read what you write. What people have said is deleted."),
        max_length=1000,
    )


class RatingForm(Form):
    """How equal one theme feels to one person."""

    equal = fields.RadioField(label="", choices=[(value, capfirst(words)) for value, words in Equal.choices])
    words = fields.TextField(
        label=_("Would you like to say more?"),
        help_text=_("Name nobody. Your words are deleted when the review closes, unless you say yes below."),
        required=False,
        max_length=1000,
        rows=3,
    )
    may_quote = fields.CheckboxField(
        label=_("Both sides may read these words, without my name"),
        required=False,
        help_text=_(
            "People who know you may still guess who wrote them."
            " If fewer than 3 people of your side answer, nobody reads them."
        ),
    )

    def __init__(self, *args: Any, theme: Theme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["equal"].label = QUESTIONS[theme]
        self.fields["equal"].error_messages["required"] = _("Choose an answer. You can choose “cannot say”.")

    def clean_equal(self) -> int:
        return int(self.cleaned_data["equal"])
