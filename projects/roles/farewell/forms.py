from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.forms import OnBehalfForm
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.roles.farewell.states import MAY_WISH, LetterKind, ToldHow


def _wishes() -> list[tuple[str, str]]:
    return [(kind.value, str(LetterKind(kind).label)) for kind in MAY_WISH]


class AskLetterForm(Form):
    """Which of the two somebody would like, and whether it says how much time they gave."""

    submit_label = _("Ask for it")

    kind = fields.RadioField(label=_("What would you like?"), choices=_wishes)
    with_hours = fields.CheckboxField(
        label=_("Say how many hours of meetings I came to"),
        required=False,
        help_text=_("Only if you want it. It counts the meetings that we have noted."),
    )


class RecordLetterForm(OnBehalfForm):
    """The same, as somebody told us."""

    kind = fields.RadioField(label=_("What would they like?"), choices=_wishes)
    with_hours = fields.CheckboxField(
        label=_("It says how many hours of meetings they came to"), required=False
    )


class ResultForm(Form):
    """What came of a role, and how whoever was in it hears it."""

    submit_label = _("Tell them")

    words = fields.TextField(
        label=_("What came of it?"),
        max_length=5000,
        rows=8,
        help_text=_("What changed because of them, what did not and why, and where they can read more."),
    )
    told = fields.RadioField(label=_("How do they hear it?"), choices=ToldHow.choices, initial=ToldHow.SEND)
    everyone = fields.CheckboxField(
        label=_("Tell everyone who waits for it after this role the same"),
        required=False,
        help_text=_("Leave it out where the words are about one person."),
    )
