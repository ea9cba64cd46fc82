from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from contributors.people.models import Person
from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Form, Reveal, heading
from coproduce.foundation.transitions import TransitionRefused
from projects.roles.describing.queries import with_policy
from projects.roles.models import RoleTemplate, StandardTerms
from projects.roles.quick_invite.queries import of_organisation, role_called, templates_of
from projects.roles.quick_invite.rules import Plan, words_of
from projects.roles.rules import Invitee
from projects.team.models import Project

NEW = "new"
OF_NEW = ["title", "summary", "ends_on"]


class QuickInviteForm(Form):
    """Who, for which project, in which role. Pay and terms come from the organisation."""

    submit_label = _("Check it before it is sent")
    mark_optional = False

    name = fields.PersonNameField(
        label=_("Their name"),
        max_length=120,
        autocomplete="off",
        help_text=_("The name they use. One word is fine."),
        error_messages={"required": _("Enter their name.")},
    )
    reach = fields.LineField(
        label=_("Their email address or phone number"),
        max_length=254,
        autocomplete="off",
        help_text=_("Without an email we put a call on your list of calls."),
        error_messages={"required": _("Enter an email address or a phone number, so that we can ask them.")},
    )
    project = fields.RadioField(label=_("Which project is it for?"), choices=[])
    organisation = forms.ModelChoiceField(
        label=_("Which organisation runs it?"), queryset=Organisation.objects.none(), required=False
    )
    title = fields.LineField(
        label=_("Title of the project"),
        required=False,
        max_length=120,
        help_text=_("A short name that people outside your team understand."),
    )
    summary = fields.TextField(
        label=_("What it is about"),
        required=False,
        max_length=5000,
        rows=3,
        help_text=_("In plain words: what is it for, and what could change because of it?"),
    )
    ends_on = fields.DateField(label=_("The day it ends"), required=False, earliest=clock.today)
    template = forms.ModelChoiceField(
        label=_("What do you ask them to be?"),
        queryset=RoleTemplate.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    places = forms.IntegerField(
        label=_("How many people do you look for in this role?"),
        min_value=1,
        max_value=99,
        help_text=_("Everyone who is invited, this person too."),
        error_messages={
            "required": _("Enter how many people you look for."),
            "invalid": _("Enter a whole number, for example 2."),
            "min_value": _("The number must be 1 or more."),
        },
    )

    def __init__(
        self,
        *args: Any,
        projects: Sequence[Project],
        starts_in: Sequence[Organisation],
        terms: dict[int, StandardTerms],
        me: Person,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.projects, self.starts_in, self.terms, self.me = projects, starts_in, terms, me
        self.fields["places"].widget.attrs["width"] = 2
        self.field("template", forms.ModelChoiceField).queryset = templates_of(terms)
        self.plan: Plan | None = None
        self._offer_projects()

    def _offer_projects(self) -> None:
        chosen = self.field("organisation", forms.ModelChoiceField)
        chosen.queryset = Organisation.objects.filter(pk__in=[one.pk for one in self.starts_in])
        below = [*(["organisation"] if len(self.starts_in) > 1 else []), *OF_NEW]
        if len(self.starts_in) < 2:
            del self.fields["organisation"]
        answers = [(one.ref, one.title) for one in self.projects]
        if self.starts_in:
            answers.append((NEW, str(_("A new project"))))
        self.field("project", forms.ChoiceField).choices = answers
        question: list[Any] = [Reveal("project", {NEW: below})]
        if not self.projects:  # nothing to choose from
            del self.fields["project"]
            question = below
        elif not self.starts_in:
            question = ["project"]
            for name in below:
                self.fields.pop(name, None)
        self.layout = [
            heading(_("The person")),
            *("name", "reach"),
            heading(_("The project")),
            *question,
            heading(_("The role")),
            *("template", "places"),
        ]

    def clean_reach(self) -> str:
        """Take what has an @ for an email address, anything else for a phone number."""
        typed = self.cleaned_data["reach"]
        field: fields.LineField = fields.EmailField() if "@" in typed else fields.PhoneField()
        return str(field.clean(typed))

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        if "title" in self.fields and ("project" not in self.fields or given.get("project") == NEW):
            self.need("title", _("Enter the title of the project."))
            self.need("summary", _("Say what the project is about."))
            self.need("ends_on", _("Enter the day it ends."))
            if "organisation" in self.fields:
                self.need("organisation", _("Choose the organisation."))
        if not self.errors:
            try:
                self.plan = self._plan()
            except TransitionRefused as refusal:
                self.add_error("template", ValidationError(str(refusal)))
        return given

    def _plan(self) -> Plan:
        given, project = self.cleaned_data, self._project()
        email = "@" in given["reach"]
        invitee = Invitee(
            name=given["name"],
            email=given["reach"] if email else "",
            phone="" if email else given["reach"],
        )
        template = of_organisation(given["template"], project.organisation_id)
        role = role_called(project, template.title)
        if role.pk:
            return Plan(invitee, project, role)
        terms = self.terms.get(project.organisation_id)
        if terms is None:
            raise TransitionRefused(
                _("This organisation has not said yet what its roles say about pay. Say that first.")
            )
        words = words_of(template, terms, project, contact=project.lead, places=given["places"])
        return Plan(invitee, project, role, with_policy(words, project.organisation_id))

    def _project(self) -> Project:
        given = self.cleaned_data
        found = next((one for one in self.projects if one.ref == given.get("project")), None)
        if found:
            return found
        return Project(
            organisation=given.get("organisation") or self.starts_in[0],
            title=given["title"],
            summary=given["summary"],
            starts_on=clock.today(),
            ends_on=given["ends_on"],
            lead=self.me,
        )
