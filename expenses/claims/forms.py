from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from coproduce.foundation import money
from coproduce.foundation.fields import (
    CheckboxField,
    LineField,
    RadioField,
    ReceiptField,
    TextField,
    YesNoField,
)
from coproduce.foundation.forms import FilterForm, Form, Reveal
from expenses.claims.rules import Verdict, name_of
from expenses.claims.states import NOT_SENT, ClaimState, MarkKind

OTHER = "other"


class StartForm(Form):
    """What a claim is for: a meeting, a project, or something else."""

    what = RadioField(label=_("What is this claim for?"), choices=())
    mark_optional = False  # what shows below an answer is needed there

    about = LineField(label=_("Tell us in a few words what it is for"), required=False, max_length=120)
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        label=_("Who asked you to take part?"),
        empty_label=_("Choose one"),
    )

    def __init__(
        self, *args: Any, choices: Any, organisations: QuerySet[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.field("what", forms.ChoiceField).choices = [*choices, (OTHER, _("Something else"))]
        self.fields["what"].initial = None if choices else OTHER
        self.field("organisation", forms.ModelChoiceField).queryset = organisations
        self.only = list(organisations[:2])
        if len(self.only) < 2:
            del self.fields["organisation"]
        below = [name for name in ("about", "organisation") if name in self.fields]
        self.reveals = [Reveal("what", {OTHER: below})]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("what") == OTHER:
            self.need("about", _("Tell us in a few words what it is for"))
            if "organisation" in self.fields:
                self.need("organisation", _("Choose who asked you to take part"))
            elif self.only:
                cleaned["organisation"] = self.only[0]
        return cleaned


class ReceiptForm(Form):
    """A receipt for a line, or why there is none."""

    receipt = ReceiptField(label=_("Photo of the receipt or ticket"))
    submit_label = _("Add the receipt")


class SendForm(Form):
    """The declaration. Words as in published claim forms."""

    declared = CheckboxField(label=_("These costs were needed, and what I typed is true as far as I know."))
    submit_label = _("Send my claim")


class ReturnForm(Form):
    """A question to the person."""

    why = TextField(
        label=_("What do you need to know?"),
        max_length=1000,
        help_text=_("The person reads this. Be kind and plain."),
    )
    submit_label = _("Send the claim back")


class RefuseForm(Form):
    """No to a whole claim."""

    why = LineField(
        label=_("Why can this not be paid?"), max_length=300, help_text=_("The person reads this.")
    )
    submit_label = _("Refuse the whole claim")
    submit_kind = "warning"


class RelativeForm(Form):
    """A member of staff says that somebody is related to them."""

    related = CheckboxField(
        label=_("This person is related to me or lives with me. Somebody else decides on their claims now."),
        help_text=_("The person does not see this. It cannot be taken back."),
    )
    submit_label = _("Save this")


class TookPartForm(Form):
    """What somebody of the project remembers."""

    took_part = YesNoField(label=_("Did this person take part?"))
    submit_label = _("Save this")


class DecideForm(Form):
    """One answer for each line."""

    ANSWERS = (
        ("approve", _("Approve")),
        ("ask", _("Ask about it: the other lines are paid meanwhile")),
        ("refuse", _("Refuse")),
    )
    submit_label = _("Save these answers")
    mark_optional = False

    def __init__(self, *args: Any, lines: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            what = {"what": name_of(line), "amount": money.pounds(line.amount_pence)}
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
                self.need(f"why_{line.ref}", _("Give a reason, or write your question. The person reads it."))
        return cleaned

    def verdicts(self) -> dict[str, Verdict]:
        """Return what was chosen, by the line's ref."""
        found: dict[str, Any] = {}
        for line in self.lines:
            answer = self.cleaned_data[f"verdict_{line.ref}"]
            found[line.ref] = Verdict(**{answer: True}, why=self.cleaned_data[f"why_{line.ref}"])
        return found


class ClaimFilter(FilterForm):
    """Narrow the list of claims."""

    q = LineField(label=_("Reference, name or project"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=_("Where it stands"),
        required=False,
        choices=[("", _("All"))] + [(s.value, s.label) for s in ClaimState if s not in NOT_SENT],
    )
    order = forms.ChoiceField(
        label=_("Show first"), required=False, choices=[("", _("the newest")), ("late", _("the most urgent"))]
    )


PLAIN = "plain"


class WaitingFilter(FilterForm):
    """Narrow the claims that wait for a decision. `projects` are those that have some."""

    project = forms.ChoiceField(label=_("Project"), required=False)
    flag = forms.ChoiceField(
        label=_("Look at"),
        required=False,
        choices=[("", _("All")), (PLAIN, _("Nothing to look at")), *MarkKind.choices],
    )

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("project", forms.ChoiceField).choices = [
            ("", _("All")),
            *((one.ref, one.title) for one in projects),
        ]


class ApproveManyForm(Form):
    """The confirmation; the claims stand in the address."""

    submit_label = _("Approve these claims")
