"""Who gets what somebody looks after, and who is away."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.fields import CheckboxesField, DateField, SelectField, TextField
from coproduce.foundation.lists.choosing import ChosenForm
from coproduce.foundation.pages.forms import Form
from projects.team.models import Project

NO_PROJECT = "none"


class HandOverForm(Form):
    """Which promises go to whom, and why."""

    submit_label = _("Hand over")
    on = CheckboxesField(label=_("Which promises?"), choices=[])
    to = SelectField(label=_("Who will look after them from now on?"))
    why = TextField(
        label=_("Why?"), help_text=_("For example, a new post. Colleagues can read this."), max_length=500
    )

    def __init__(
        self,
        *args: Any,
        projects: list[tuple[Project, int]],
        without: int,
        colleagues: list[Person],
        **kwargs: Any,
    ) -> None:
        """`projects` with how many promises there are on each, `without`: how many are on none."""
        super().__init__(*args, **kwargs)
        self.projects = {project.ref: project for project, _many in projects}
        self.colleagues = {person.ref: person for person in colleagues}
        choices = [(project.ref, f"{project.title} ({many})") for project, many in projects]
        if without:
            choices.append((NO_PROJECT, _("Not about a project (%(many)d)") % {"many": without}))
        on = self.field("on", forms.MultipleChoiceField)
        on.choices, on.initial = choices, [value for value, _words in choices]
        to = self.field("to", forms.ChoiceField)
        to.choices = [("", _("Choose a person")), *((one.ref, one.name) for one in colleagues)]

    def clean_to(self) -> Person:
        return self.colleagues[self.cleaned_data["to"]]

    def clean(self) -> dict[str, Any]:
        super().clean()
        chosen = self.cleaned_data.pop("on", [])
        self.cleaned_data["projects"] = [self.projects[ref] for ref in chosen if ref != NO_PROJECT]
        self.cleaned_data["others"] = NO_PROJECT in chosen
        return self.cleaned_data


class HandOverChosenForm(ChosenForm):
    """Who gets the promises that were chosen from the list, and why."""

    submit_label = _("Hand over")

    to = SelectField(label=_("Who will look after them from now on?"))
    why = TextField(
        label=_("Why?"), help_text=_("For example, a new post. Colleagues can read this."), max_length=500
    )

    def __init__(self, *args: Any, colleagues: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {person.ref: person for person in colleagues}
        to = self.field("to", forms.ChoiceField)
        to.choices = [("", _("Choose a person")), *((one.ref, one.name) for one in colleagues)]

    def clean_to(self) -> Person:
        return self.colleagues[self.cleaned_data["to"]]


class AwayForm(Form):
    """Who is away from when to when, and their deputy. The organisation is asked only where there are two."""

    submit_label = _("Save")
    organisation = SelectField(label=_("Organisation"))
    person = SelectField(label=_("Who is away?"))
    first_day = DateField(label=_("First day away"))
    last_day = DateField(label=_("Last day away"))
    deputy = SelectField(
        label=_("Who is their deputy?"),
        help_text=_("They get the reminders during that time, and can see what is owed."),
    )

    def __init__(
        self, *args: Any, organisations: list[Organisation], colleagues: list[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {one.ref: one for one in organisations}
        self.colleagues = {one.ref: one for one in colleagues}
        people = [("", _("Choose a person")), *((one.ref, one.name) for one in colleagues)]
        for name in ("person", "deputy"):
            self.field(name, forms.ChoiceField).choices = people
        asked = self.field("organisation", forms.ChoiceField)
        asked.choices = [(one.ref, one.name) for one in organisations]
        if len(organisations) == 1:
            asked.widget, asked.initial, asked.disabled = forms.HiddenInput(), organisations[0].ref, True

    def clean_organisation(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]

    def clean_person(self) -> Person:
        return self.colleagues[self.cleaned_data["person"]]

    def clean_deputy(self) -> Person:
        return self.colleagues[self.cleaned_data["deputy"]]

    def clean(self) -> dict[str, Any]:
        super().clean()
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day must be on or after the first."))
        elif last and last < clock.today():
            self.add_error("last_day", _("Enter a last day that is today or later."))
        return self.cleaned_data
