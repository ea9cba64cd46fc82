from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form


class CopyForm(Form):
    """What a copy of the plan is called."""

    submit_label = _("Copy the plan")

    name = fields.LineField(
        label=_("What do you call the copy?"),
        max_length=80,
        help_text=_("For example, “Two more meetings”. The plan itself does not change."),
    )


class UseForm(Form):
    """Nothing to fill in: the page asks whether the copy becomes the plan."""

    submit_label = _("Use this one")


class ThrowAwayForm(Form):
    """Nothing to fill in: the page asks whether to throw a copy away."""

    submit_label = _("Throw it away")
    submit_kind = "warning"
