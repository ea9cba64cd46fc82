"""What staff fill in about places."""

from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form


class DropForm(Form):
    """Somebody does not want the place, or to be a reserve."""

    submit_label = _("Save")
    submit_kind = "warning"
    why = fields.LineField(
        label=_("What did they say?"),
        help_text=_("A few words are enough. Name no illness."),
        max_length=300,
    )
