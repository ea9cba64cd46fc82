"""Answers to a claim."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation import money
from coproduce.foundation.fields import (
    CheckboxField,
    LineField,
    RadioField,
    TextField,
)
from coproduce.foundation.pages.forms import Form
from expenses.claims.deciding.rules import Verdict


class ReturnForm(Form):
    """A question to the person."""

    why = TextField(
        label=_("What do you need to know?"),
        max_length=1000,
        help_text=_("The person will read this. Be kind and plain."),
    )
    submit_label = _("Send the claim back")


class RefuseForm(Form):
    """No to a whole claim."""

    why = LineField(
        label=_("Why can this not be paid?"), max_length=300, help_text=_("The person will read this.")
    )
    submit_label = _("Refuse the whole claim")
    submit_kind = "warning"


class RelativeForm(Form):
    """A member of staff says that somebody is related to them."""

    related = CheckboxField(
        label=_(
            "This person is related to me or lives with me. From now on someone else must decide "
            "their claims."
        ),
        help_text=_("The person will not see this. You cannot undo it."),
    )
    submit_label = _("Save this")


class DecideForm(Form):
    """One answer for each line."""

    ANSWERS = (
        ("approve", _("Approve")),
        ("ask", _("Ask about it: the other lines are paid in the meantime")),
        ("refuse", _("Refuse")),
    )
    submit_label = _("Save these answers")
    mark_optional = False

    def __init__(self, *args: Any, lines: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            what = {"what": line.words, "amount": money.pounds(line.amount_pence)}
            self.fields[f"verdict_{line.ref}"] = RadioField(
                label=_("%(what)s, %(amount)s") % what, choices=self.ANSWERS, initial="approve"
            )
            self.fields[f"why_{line.ref}"] = LineField(
                label=_("Reason or question: %(what)s, %(amount)s") % what, required=False, max_length=300
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for line in self.lines:
            if cleaned.get(f"verdict_{line.ref}") in ("ask", "refuse"):
                self.need(
                    f"why_{line.ref}", _("Give a reason, or write your question. The person will read it.")
                )
        return cleaned

    def verdicts(self) -> dict[str, Verdict]:
        """Return what was chosen, by the line's ref."""
        found: dict[str, Any] = {}
        for line in self.lines:
            answer = self.cleaned_data[f"verdict_{line.ref}"]
            found[line.ref] = Verdict(**{answer: True}, why=self.cleaned_data[f"why_{line.ref}"])
        return found
