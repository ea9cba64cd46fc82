"""What every page asks on which staff record what somebody told them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.states import How
from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Form

SAID = ("how", "said_on", "read_back")


class OnBehalfForm(Form):
    """How and when they said it, after the questions of the page itself. Put it before other form classes."""

    how = fields.RadioField(label=_("How did they tell you?"), choices=How.choices)
    said_on = fields.DateField(
        label=_("When did they tell you?"),
        latest=clock.today,
        error_messages={"required": _("Enter the day they told you.")},
    )
    read_back = fields.YesNoField(
        label=_("Did you read it back to them, and did they say it is right?"),
        help_text=_("We send them a copy in writing, whatever you choose."),
    )
    submit_label = _("Record this")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name not in SAID), *SAID])

    @property
    def said(self) -> dict[str, Any]:
        """How and when it was said, as `actions.record` takes it."""
        return {name: self.cleaned_data[name] for name in SAID}

    @property
    def told(self) -> dict[str, Any]:
        """What the page itself asked."""
        return {name: value for name, value in self.cleaned_data.items() if name not in SAID}


class WrongForm(Form):
    """The person says that something is wrong."""

    words = fields.TextField(
        label=_("What is wrong?"),
        max_length=1000,
        rows=4,
        required=False,
        help_text=_("You can leave this empty. We will ask you."),
    )
    submit_label = _("This is wrong")


class PutRightForm(Form):
    """What staff did about it."""

    answer = fields.TextField(
        label=_("What did you correct?"),
        max_length=1000,
        rows=4,
        help_text=_("The person will read this. Correct the record first, on its own page."),
    )
    submit_label = _("Send the answer")
