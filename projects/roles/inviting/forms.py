from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock, fields
from coproduce.foundation.lists.choosing import ChosenForm
from coproduce.foundation.pages.forms import Form, heading
from projects.roles.rules import Invitee

ROWS = 5


class InviteForm(Form):
    """Ask several people at once: people we know, and rows for people who are new."""

    submit_label = _("Send the invitations")
    mark_optional = False  # nobody fills in all the rows

    people = fields.CheckboxesField(label=_("People you know"), required=False, choices=[])
    answer_by = fields.DateField(
        label=_("Answer by"),
        required=False,
        earliest=clock.today,
        help_text=_("Leave this empty to give people 14 days."),
    )

    def __init__(self, *args: Any, known: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {person.ref: person for person in known}
        self.field("people", forms.ChoiceField).choices = [(person.ref, person.name) for person in known]
        if not known:
            del self.fields["people"]
        for row in range(1, ROWS + 1):
            self.fields |= _new_person_row(row)
        pieces: list[Any] = ["people"] if known else []
        pieces.append(heading(_("New people")))
        pieces += [f"{name}_{row}" for row in range(1, ROWS + 1) for name in ("name", "email", "phone")]
        self.layout = Layout(*pieces, heading(_("When you need an answer")), "answer_by")

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.invitees = [Invitee(person=self.known[ref]) for ref in self.cleaned_data.get("people", [])]
        for row in range(1, ROWS + 1):
            self._read_row(row)
        if not self.invitees and not self.errors:
            self.add_error("name_1", _("Choose someone, or enter a name."))
        return self.cleaned_data

    def _read_row(self, row: int) -> None:
        name, email, phone = (
            self.cleaned_data.get(f"{part}_{row}", "") for part in ("name", "email", "phone")
        )
        if not (name or email or phone):
            return
        self.need(f"name_{row}", _("Enter the name of this person."))
        if (
            not email
            and not phone
            and f"email_{row}" not in self.errors
            and f"phone_{row}" not in self.errors
        ):
            self.add_error(
                f"email_{row}", _("Enter an email address or a phone number, so that we can ask them.")
            )
        if name:
            self.invitees.append(Invitee(name=name, email=email, phone=phone))


def _new_person_row(row: int) -> dict[str, forms.Field]:
    numbered = {"n": row}
    return {
        f"name_{row}": fields.PersonNameField(
            label=_("Person %(n)s: name") % numbered, required=False, max_length=120, autocomplete="off"
        ),
        f"email_{row}": fields.EmailField(
            label=_("Person %(n)s: email") % numbered, required=False, autocomplete="off"
        ),
        f"phone_{row}": fields.PhoneField(
            label=_("Person %(n)s: phone, if they have no email") % numbered,
            required=False,
            autocomplete="off",
        ),
    }


class InviteChosenForm(ChosenForm):
    """By when the people who were chosen from the list answer."""

    submit_label = _("Send the invitations")

    answer_by = fields.DateField(
        label=_("Answer by"),
        required=False,
        earliest=clock.today,
        help_text=_("Leave this empty to give people 14 days."),
    )


class WhyForm(Form):
    """Take something back, with the reason that the person reads."""

    submit_kind = "warning"

    why = fields.TextField(label=_("Why? The person will read this."), max_length=1000, rows=3)
