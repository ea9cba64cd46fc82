from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from contributors.people.models import Person
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import FilterForm, Form, ModelForm
from projects.team.models import Project
from projects.team.queries import staff_of
from projects.team.states import ProjectState


class ProjectFilter(FilterForm):
    """Narrow the list of projects."""

    q = fields.LineField(label=_("Part of the title"), required=False, max_length=100, width=20)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *ProjectState.choices]
    )
    mine = forms.BooleanField(label=_("Only those I am on"), required=False)


class ProjectForm(ModelForm):
    """What a project says of itself."""

    submit_label = _("Save the project")

    class Meta:
        model = Project
        fields = ["title", "summary", "starts_on", "ends_on", "lead", "cost_code"]
        labels = {"starts_on": _("The day it starts"), "ends_on": _("The day it ends")}
        help_texts = {
            "title": _("A short name that people outside your team understand."),
            "summary": _("In plain words: what is it for, and what could change because of it?"),
            "lead": _("The member of staff people can ask. Everyone on the project sees their name."),
            "cost_code": _("Where claims are charged. Leave it empty if you do not know it yet."),
        }

    def __init__(self, *args: Any, organisation_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("lead", forms.ModelChoiceField).queryset = staff_of(organisation_ids)
        self.field("lead", forms.ModelChoiceField).empty_label = _("Choose a person")

    def clean(self) -> dict[str, Any]:
        super().clean()
        starts, ends = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The end must be on or after the start."))
        return self.cleaned_data


class StartProjectForm(ProjectForm):
    """A new project. Asks for the organisation only where there is a choice."""

    submit_label = _("Start the project")

    class Meta(ProjectForm.Meta):
        fields = ["organisation", *ProjectForm.Meta.fields]

    def __init__(self, *args: Any, organisation_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, organisation_ids=organisation_ids, **kwargs)
        chosen = self.field("organisation", forms.ModelChoiceField)
        chosen.queryset = Organisation.objects.filter(pk__in=organisation_ids)
        if len(organisation_ids) == 1:
            chosen.widget, chosen.initial, chosen.disabled = forms.HiddenInput(), organisation_ids[0], True

    def clean(self) -> dict[str, Any]:
        super().clean()
        organisation, lead = self.cleaned_data.get("organisation"), self.cleaned_data.get("lead")
        if organisation and lead and not staff_of([organisation.pk]).filter(pk=lead.pk).exists():
            self.add_error(
                "lead", _("This person does not work for that organisation. Choose someone who does.")
            )
        return self.cleaned_data


class MemberForm(Form):
    """Choose one of some people to join a project."""

    submit_label = _("Add to the project")

    person = fields.RadioField(label=_("Who joins?"), choices=[])
    does = fields.LineField(
        label=_("What do they do here?"),
        required=False,
        max_length=120,
        help_text=_("For example, runs the workshops"),
    )

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.ref: person for person in people}
        self.field("person", forms.ChoiceField).choices = [(person.ref, person.name) for person in people]

    def clean_person(self) -> Person:
        return self.people[self.cleaned_data["person"]]


class LeaveForm(Form):
    """Take somebody off a project."""

    submit_label = _("Take off the project")
    submit_kind = "warning"

    why = fields.TextField(label=_("Why are they leaving?"), required=False, max_length=500, rows=3)
