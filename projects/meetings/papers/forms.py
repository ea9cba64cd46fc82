from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.meetings.papers.models import OTHER_FORMATS, Paper


class PaperForm(Form):
    """A paper for a meeting, in standard print."""

    submit_label = _("Add this paper")

    title = fields.LineField(label=_("What is the paper called?"), max_length=120)
    file = fields.PaperField(label=_("The file"))


class PaperVersionForm(Form):
    """The same paper in another format, as a file of its own."""

    submit_label = _("Add this format")

    format = fields.RadioField(label=_("Which format is it?"), choices=[])
    file = fields.PaperField(label=_("The file"))

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {version.format for version in paper.versions.all()}
        choices = [choice for choice in OTHER_FORMATS if choice[0] not in there]
        self.field("format", forms.ChoiceField).choices = choices
