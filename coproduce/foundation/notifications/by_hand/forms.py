from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, fields
from coproduce.foundation.lists.choosing import ChosenForm
from coproduce.foundation.notifications.by_hand.rules import out_by
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.pages.forms import Form
from coproduce.foundation.pages.presenters import uk_date


class PostedForm(Form):
    """Which letters were posted, and when. None is ticked beforehand: a tick says that it was posted."""

    which = fields.CheckboxesField(
        label=_("Which letters were posted?"),
        error_messages={"required": _("Tick the letters that were posted.")},
    )
    on = fields.DateField(label=_("When were they posted?"), latest=clock.today)
    submit_label = _("They were posted")

    def __init__(self, *args: Any, letters: list[Notification], **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": clock.today()}, **kwargs)
        self.letters = letters
        which = self.field("which", forms.MultipleChoiceField)
        which.choices = [(letter.ref, _line(letter)) for letter in letters]

    @property
    def chosen(self) -> list[Notification]:
        """The letters that were ticked."""
        return [letter for letter in self.letters if letter.ref in self.cleaned_data["which"]]


def _line(letter: Notification) -> str:
    facts = {"name": letter.recipient.name, "what": letter.what, "day": uk_date(out_by(letter.due_at))}
    return str(_("%(name)s: %(what)s, by %(day)s") % facts)


class ChosenPostedForm(ChosenForm):
    """When the letters that were chosen from the list were posted."""

    on = fields.DateField(label=_("When were they posted?"), latest=clock.today)
    submit_label = _("They were posted")


class CalledForm(Form):
    """How a call went."""

    reached = fields.YesNoField(label=_("Did you reach them?"))
    submit_label = _("Save")
