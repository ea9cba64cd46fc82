from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form


class PaperForm(Form):
    """A paper for a meeting, as a PDF or a photo."""

    submit_label = _("Add this paper")

    title = fields.LineField(label=_("What is the paper called?"), max_length=120)
    file = fields.ReceiptField(
        label=_("The file"), error_messages={"required": _("Choose a PDF or a photo.")}
    )
