"""Forms about people: one for staff, and one a page for the person themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from contributors.people.models import AccessNeed, Person
from contributors.people.on_behalf.forms import OnBehalfForm
from contributors.people.rules import NEEDED_FOR
from contributors.people.states import NeedCategory, Visibility
from coproduce.foundation import fields
from coproduce.foundation.pages import languages
from coproduce.foundation.pages.forms import FilterForm, ModelForm

KEPT_WITH_MESSAGE = 254  # a letter's address is kept with each message
ADDRESS_LONGEST = 240  # as people count

GIVE_CONTACT = {
    "email": _("Enter an email address, or choose another way to be reached."),
    "phone": _("Enter a phone number, or choose another way to be reached."),
    "address": _("Enter a postal address, or choose another way to be reached."),
}


class PeopleFilter(FilterForm):
    """Finds people by a part of their name. Nothing else is offered: needs never select people (trust P9)."""

    name = fields.LineField(label=_("Name, or part of it"), required=False, width=20)
    organisation = fields.SelectField(label=_("Organisation"), required=False)

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(organisations) < 2:
            del self.fields["organisation"]
        else:
            self.field("organisation", forms.ChoiceField).choices = [
                ("", _("All")),
                *((one.ref, one.name) for one in organisations),
            ]


class _Reached(ModelForm):
    """What every form about reaching somebody checks: the chosen way has somewhere to go."""

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        needed = NEEDED_FOR.get(answers.get("channel", ""))
        if needed:
            self.need(needed, GIVE_CONTACT[needed])
        if len(answers.get("address") or "") > KEPT_WITH_MESSAGE:  # many marks on few letters
            self.add_error("address", _("Use fewer characters for the address."))
        return answers


class _InALanguage(ModelForm):
    """Asks for the language where there is a choice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if languages.is_a_choice():
            self.field("language", forms.ChoiceField).choices = languages.offered()
        else:
            del self.fields["language"]


class PersonForm(_InALanguage, _Reached):
    """A person as staff write them down: with or without an e-mail."""

    name = fields.PersonNameField(
        label=_("Name"),
        max_length=120,
        autocomplete="off",
        help_text=_("The name they use. One word is fine."),
        error_messages={"required": _("Enter their name.")},
    )
    email = fields.EmailField(label=_("Email"), required=False, autocomplete="off")
    phone = fields.PhoneField(label=_("Phone"), required=False, autocomplete="off")
    address = fields.TextField(
        label=_("Postal address"), required=False, max_length=ADDRESS_LONGEST, rows=4, autocomplete="off"
    )

    class Meta:
        model = Person
        fields = ["name", "channel", "email", "phone", "address", "format", "language", "discreet"]
        labels = {
            "channel": _("How do they want to be reached?"),
            "format": _("How do they want papers?"),
            "language": _("Which language?"),
        }


class AddPersonForm(PersonForm):
    """As above, and which of the user's organisations adds them."""

    submit_label = _("Add this person")
    organisation = fields.SelectField(label=_("Organisation"))

    class Meta(PersonForm.Meta):
        pass

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(organisations) == 1:
            del self.fields["organisation"]
        else:
            self.field("organisation", forms.ChoiceField).choices = [
                (one.ref, one.name) for one in organisations
            ]


class MyNameForm(ModelForm):
    heading_field = "name"
    name = fields.PersonNameField(
        label=_("What is your name?"), max_length=120, help_text=_("The name you would like us to use.")
    )

    class Meta:
        model = Person
        fields = ["name"]


class MyReachForm(_Reached):
    email = fields.EmailField(
        label=_("Email"),
        required=False,
        help_text=_("You sign in with this. If you leave it out, we phone or write to you instead."),
    )
    phone = fields.PhoneField(label=_("Phone"), required=False)
    address = fields.TextField(
        label=_("Postal address"),
        required=False,
        max_length=ADDRESS_LONGEST,
        rows=4,
        autocomplete="street-address",
    )

    class Meta:
        model = Person
        fields = ["channel", "email", "phone", "address"]
        labels = {"channel": _("Which way suits you best?")}


class MyPapersForm(_InALanguage):
    class Meta:
        model = Person
        fields = ["format", "language"]
        labels = {"format": _("How do you want papers?"), "language": _("Which language do you want?")}


class MyPrivacyForm(ModelForm):
    class Meta:
        model = Person
        fields = ["discreet"]
        labels = {"discreet": _("Leave project names out of messages and calendars")}
        help_texts = {"discreet": _("Choose this if other people may see your screen or your post.")}


class NeedForm(ModelForm):
    """Something that helps. It asks what to do, never why."""

    words = fields.TextField(
        label=_("What helps you take part?"),
        max_length=1000,
        rows=4,
        help_text=_("In your own words. For example: a break every hour. You do not need to say why."),
    )

    class Meta:
        model = AccessNeed
        fields = ["words", "category", "seen_by"]
        labels = {"category": _("What kind of help is it?"), "seen_by": _("Who may see this?")}


class StaffNeedForm(OnBehalfForm):
    """The same, written down for somebody who told us."""

    words = fields.TextField(
        label=_("What helps them take part?"),
        max_length=1000,
        rows=4,
        help_text=_("In their own words. Say what to do, never a diagnosis."),
    )

    category = fields.SelectField(
        label=_("What kind of help is it?"), choices=[("", _("Choose one")), *NeedCategory.choices]
    )
    seen_by = fields.RadioField(label=_("Who may see this? Ask them."), choices=Visibility.choices)
