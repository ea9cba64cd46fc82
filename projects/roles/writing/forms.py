from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form, ModelForm
from projects.roles.models import PaymentKind, RoleDescription, RoleTemplate

EMPTY = "empty"


class StartForm(Form):
    """What a role begins with: a template of the organisation, one of its roles, or nothing."""

    submit_label = _("Start writing")
    mark_optional = False

    start = fields.RadioField(label=_("What do you want to start from?"), choices=[])
    title = fields.LineField(
        label=_("Title of the role"),
        max_length=120,
        required=False,
        help_text=_("For example, lived experience partner. Leave it empty to keep the title it has."),
    )

    def __init__(
        self,
        *args: Any,
        templates: Iterable[RoleTemplate],
        roles: Iterable[RoleDescription],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.starts: dict[str, RoleTemplate | RoleDescription] = {one.ref: one for one in templates}
        self.starts |= {one.ref: one for one in roles}
        words = [(ref, _start_words(one)) for ref, one in self.starts.items()]
        self.field("start", fields.RadioField).choices = [*words, (EMPTY, _("An empty page"))]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("start") == EMPTY:
            self.need("title", _("Enter the title of the role."))
        return self.cleaned_data

    @property
    def chosen(self) -> RoleTemplate | RoleDescription | None:
        """The template or role to start from; None for an empty page."""
        return self.starts.get(self.cleaned_data["start"])

    @property
    def role_title(self) -> str:
        """What was typed, or else the title of what it starts from."""
        return self.cleaned_data["title"] or (self.chosen.title if self.chosen else "")


def _start_words(one: RoleTemplate | RoleDescription) -> Any:
    if isinstance(one, RoleTemplate):
        return one.title
    return _("The role “%(role)s” of “%(project)s”") % {"role": one.title, "project": one.project.title}


def check_payment(form: ModelForm) -> None:
    """Ask for the fee and what it is for where one is paid; forget both where none is. Call it in clean()."""
    given = form.cleaned_data
    if given.get("payment") == PaymentKind.FEE:
        form.need("fee_pence", _("Enter the fee, or choose “expenses only”."))
        if given.get("fee_unit", "") in ("", "other"):
            form.need("fee_for", _("Say what the fee is for, for example each meeting of 2 hours."))
    elif given.get("payment") == PaymentKind.EXPENSES_ONLY:
        given["fee_pence"], given["fee_for"] = None, ""


class RenameForm(Form):
    """Another title for a role that nobody was offered yet."""

    submit_label = _("Save the title")

    title = fields.LineField(label=_("Title of the role"), max_length=120)
