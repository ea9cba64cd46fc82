from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
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

    whose = fields.RadioField(label=_("Of which organisation?"), choices=())

    def __init__(self, *args: Any, bodies: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {one.ref: one for one in bodies}
        self.field("whose", fields.RadioField).choices = [(ref, one.name) for ref, one in self.bodies.items()]
        if len(bodies) == 1:  # nothing to ask
            del self.fields["whose"]
        first = [name for name in ("whose", "wanted") if name in self.fields]
        self.order_fields([*first, *(name for name in self.fields if name not in first)])

    @property
    def body(self) -> Organisation:
        """Whose news it is about."""
        whose = self.cleaned_data.get("whose")
        return self.bodies[whose] if whose else next(iter(self.bodies.values()))
