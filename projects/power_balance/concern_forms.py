from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.forms import Form


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
        choices=[("yes", _("Yes, with my name")), ("no", _("No, without my name"))],
        hints={
            "yes": _("You get an answer within 14 days. Only you and the person who answers can see it."),
            "no": _("We keep no name and no time, only the day. Nobody can answer you."),
        },
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
