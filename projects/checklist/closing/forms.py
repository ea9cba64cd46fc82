from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.checklist.queries import Step

THEIR_DATA = _(
    "We keep what you agreed with us, and your claims and payments, for as long as the law says. We "
    "delete what we no longer need. You can ask us at any time what we hold about you."
)


class CloseForm(Form):
    """Close a project: what everybody on it is told. `unsigned`: the steps that not both sides agree on."""

    submit_label = _("Close the project")
    submit_kind = "warning"

    came_of_it = fields.TextField(
        label=_("What came of it?"),
        max_length=3000,
        help_text=_(
            "What is different now, and how much of it came from public members? All of them will read this."
        ),
    )
    why = fields.TextField(
        label=_("Why is it ending?"),
        max_length=1000,
        rows=3,
        help_text=_(
            "Both sides will read this. It is also given as the reason for each promise that ends "
            "with the project."
        ),
    )
    why_unsigned = fields.TextField(
        label=_("Why is it ending before both sides agree on every step?"), max_length=1000, rows=3
    )
    their_data = fields.TextField(
        label=_("What will happen to what you hold about people?"), max_length=2000, initial=THEIR_DATA
    )
    in_touch = fields.TextField(
        label=_("How can people keep in touch?"),
        max_length=1000,
        rows=3,
        help_text=_("For example: who to call, and where to hear about other projects."),
    )

    def __init__(self, *args: Any, unsigned: Sequence[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not unsigned:
            del self.fields["why_unsigned"]
            return
        steps = "; ".join(f"{step.number}. {step.title}" for step in unsigned)
        words = _("Not agreed by both sides: %(steps)s. Both sides will read your answer.")
        self.fields["why_unsigned"].help_text = words % {"steps": steps}


class DropForm(Form):
    """Close a project that has never begun."""

    submit_label = _("Close the project")
    submit_kind = "warning"

    why = fields.TextField(label=_("Why is it not going ahead?"), max_length=1000, rows=3)


class ReopenForm(Form):
    """Open a closed project again."""

    submit_label = _("Open it again")
    why = fields.TextField(label=_("Why is it being opened again?"), max_length=1000, rows=3)
