from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.roles.models import RoleTemplate

EMPTY = "empty"


class NewTemplateForm(Form):
    """A template of one's own, as a copy of another or empty."""

    submit_label = _("Add the template")
    mark_optional = False

    title = fields.LineField(label=_("Title of the role"), max_length=120)
    start = fields.RadioField(label=_("What do you want to start from?"), choices=[])

    def __init__(self, *args: Any, templates: Iterable[RoleTemplate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starts = {one.ref: one for one in templates}
        choices = [(one.ref, one.title) for one in self.starts.values()]
        self.field("start", fields.RadioField).choices = [*choices, (EMPTY, _("An empty page"))]

    @property
    def chosen(self) -> RoleTemplate | None:
        """The template to copy; None for an empty one."""
        return self.starts.get(self.cleaned_data["start"])


class NameTemplateForm(Form):
    """The title of a template, and whether staff are offered it."""

    submit_label = _("Save")

    title = fields.LineField(label=_("Title of the role"), max_length=120)
    in_use = fields.YesNoField(label=_("Can staff start from it?"))
