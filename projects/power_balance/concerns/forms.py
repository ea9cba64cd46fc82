from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form


class ConcernForm(Form):
    """A worry for somebody outside the project, with a name or without."""

    submit_label = _("Send this")
    words = fields.TextField(
        label=_("What worries you?"),
        help_text=_("Write as much or as little as you like."),
        rows=8,
    )
    named = fields.RadioField(
        label=_("Do you want to give your name?"),
        choices=[
            ("yes", _("Yes, with my name")),
            ("no", _("No, without my name")),
            ("code", _("No, but I want to read an answer")),
        ],
        hints={
            "yes": _("You get an answer within 14 days. Only you and the person who answers can see it."),
            "no": _("We keep no name and no time, only the day. Nobody can answer you."),
            "code": _(
                "We keep no name. You get a code, once, to read the answer with. Whoever finds the code"
                " learns that you wrote. Take one only if you can keep it safe."
            ),
        },
    )


class CodeForm(Form):
    """The code of somebody who comes back for an answer."""

    submit_label = _("Read the answer")
    code = fields.LineField(
        label=_("Your code"), help_text=_("Capital letters and digits. The lines do not matter."), width=20
    )


class AnswerConcernForm(Form):
    """What the contact answers."""

    submit_label = _("Send your answer")
    heading_field = "words"
    words = fields.TextField(
        label=_("Your answer"),
        help_text=_("Only the person who wrote to you can read it."),
        rows=8,
    )
