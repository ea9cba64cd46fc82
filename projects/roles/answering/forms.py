from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.roles.models import Part


class SuggestForm(Form):
    """A public contributor suggests other words."""

    submit_label = _("Send your suggestion")

    part = fields.RadioField(label=_("Which part would you change?"), choices=Part.choices)
    words = fields.TextField(
        label=_("What would you change?"),
        max_length=2000,
        help_text=_("In your own words. It does not need to be perfect."),
    )
