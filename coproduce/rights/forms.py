from typing import Any

from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form

ALL = "all"


class ForgetForm(Form):
    """Which organisation shall forget me: one, or all of them."""

    submit_label = _("Ask them to forget me")
    whom = fields.RadioField(label=_("Who should forget you?"), choices=[])

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.ref, one.name) for one in organisations]
        whom: Any = self.fields["whom"]
        whom.choices = [*choices, (ALL, _("All of them"))] if len(choices) > 1 else choices


class CopyForm(Form):
    """Staff make a copy for somebody who cannot take it here themselves."""

    submit_label = _("Make the copy")
    proof = fields.TextField(
        label=_("How did you make sure that it is them who asks?"),
        max_length=300,
        rows=2,
        help_text=_("They can read this. Do not write down numbers of documents."),
    )
    kind = fields.RadioField(
        label=_("Which file?"),
        choices=[("pdf", _("To read or print (PDF)")), ("json", _("For a computer (JSON)"))],
    )


class DecideForm(Form):
    """Yes, or no with a reason that the person reads."""

    submit_label = _("Answer them")
    answer = fields.RadioField(
        label=_("What do you answer?"),
        choices=[("yes", _("Yes, we erase it")), ("no", _("No, not now"))],
    )
    why_not = fields.TextField(
        label=_("If no: why not?"),
        max_length=1000,
        rows=4,
        required=False,
        help_text=_("They will read this."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "no" and not cleaned.get("why_not"):
            self.add_error("why_not", _("Say why not."))
        return cleaned
