from typing import Any

from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.forms import OnBehalfForm
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form, Reveal
from projects.selection.opportunities.states import Region, Topic

REGIONS = [(one.value, one.label) for one in Region if one != Region.ANYWHERE]


class _Wanted(Form):
    topics = fields.CheckboxesField(
        label=_("About what?"), choices=Topic.choices, required=False, help_text=_("None chosen means all.")
    )
    regions = fields.CheckboxesField(
        label=_("Where?"),
        choices=REGIONS,
        required=False,
        help_text=_("None chosen means everywhere. What you can do from home always counts."),
    )


class AskForm(_Wanted):
    """Where to write, about what, and from where. No name: none is needed."""

    submit_label = _("Send me the link")

    email = fields.EmailField(label=_("Your email"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.order_fields(["email", "topics", "regions"])


class RecordAlertForm(OnBehalfForm, _Wanted):
    """What somebody told staff: whether they want to hear, about what and where."""

    submit_label = OnBehalfForm.submit_label
    reveals = [Reveal("wanted", {"yes": ["topics", "regions"]})]

    wanted = fields.RadioField(
        label=_("Do they want to hear of new opportunities?"),
        choices=[("yes", _("Yes")), ("no", _("No, or no longer"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["wanted", *(name for name in self.fields if name != "wanted")])
