from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contributors.people.rules import same_name
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.team.models import Project


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
            "yes": _(
                "You will get an answer within 14 days. Only you and the person who answers can see it."
            ),
            "no": _("We keep no name and no time, only the day. Nobody can answer you."),
            "code": _(
                "We keep no name. We give you a code, once only, to read the answer with. Anyone who "
                "finds the code will know that you wrote. Only take one if you can keep it safe."
            ),
        },
    )


class FromPaperForm(Form):
    """A worry that came on paper, typed by the person outside the project whom it was sent to."""

    submit_label = _("Keep it")
    project = forms.ModelChoiceField(
        queryset=Project.objects.none(), label=_("Which project is it about?"), empty_label=None
    )
    words = fields.TextField(label=_("What is written there?"), help_text=_("Word for word."), rows=8)
    name = fields.LineField(
        label=_("Their name, if they gave one"),
        required=False,
        max_length=120,
        autocomplete="off",
        help_text=_("As we know them. Without a name nobody can be answered."),
    )

    def __init__(self, *args: Any, projects: QuerySet[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("project", forms.ModelChoiceField).queryset = projects

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["person"] = None
        if cleaned.get("name") and cleaned.get("project"):
            public = cleaned["project"].public_members()
            same = [one for one in public if same_name(one.name, cleaned["name"])]
            if len(same) == 1:
                cleaned["person"] = same[0]
            else:
                self.add_error(
                    "name", _("Nobody, or more than one, has this name there. Check it, or leave it empty.")
                )
        return cleaned


class CodeForm(Form):
    """The code of somebody who comes back for an answer."""

    submit_label = _("Read the answer")
    code = fields.LineField(
        label=_("Your code"),
        help_text=_("Capital letters and digits. You can leave out the dashes."),
        width=20,
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
