"""What a stranger fills in, one thing a page."""

from typing import Any

from crispy_forms.layout import HTML
from django import forms
from django.core import signing
from django.core.files import File
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, fields
from coproduce.foundation.fields.files import PaperField
from coproduce.foundation.notifications.models import Channel
from coproduce.foundation.pages.forms import Form, Reveal
from coproduce.foundation.uploads import files, papers
from projects.selection.drawing.models import KeptGroup
from projects.selection.interest import rules
from projects.selection.interest.models import InterestQuestion
from projects.selection.interest.states import ASK_FACTS, Ask

SALT = "selection.interest.start"
SOUNDS = {".aac", ".wav", ".ogg", ".oga", ".opus", ".webm", ".amr", ".3gp", ".caf", ".flac", ".mp4"}


def stamp() -> str:
    """Return a signed mark of now: when a form was shown."""
    return signing.dumps(int(clock.now().timestamp()), salt=SALT)


class StartForm(Form):
    """The first page. Programs that send forms at once, or fill in boxes nobody sees, are asked again."""

    submit_label = _("Start now")
    mark_optional = False
    whom = fields.RadioField(
        label=_("Who is it for?"),
        choices=[("me", _("For me")), ("other", _("For someone else, and they know"))],
    )
    website = forms.CharField(label=_("Leave this empty"), required=False)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    layout = ["whom", HTML("<div hidden>"), "website", HTML("</div>"), "stamp"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"stamp": stamp()}, **kwargs})
        self.fields["website"].widget.attrs.update(autocomplete="off", tabindex="-1")

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("website"):
            self.add_error(None, _("A box that people do not see was filled in. Press the button again."))
        if (age := self._age()) is None or age > rules.FORM_LASTS:
            self.add_error(None, _("This page was open for a long time. Press the button again."))
        elif age < rules.HUMAN_SECONDS:
            self.add_error(None, _("That was very quick. Press the button again."))
        return found

    def again(self) -> "StartForm":
        """Make it ready to be sent once more: nothing chosen is lost."""
        data = {name: self.data.get(name, "") for name in self.fields} | {"website": ""}
        if (age := self._age()) is None or age > rules.FORM_LASTS:
            data["stamp"] = signing.dumps(int(clock.now().timestamp()) - rules.HUMAN_SECONDS, salt=SALT)
        self.data = data
        return self

    def _age(self) -> float | None:
        try:
            shown = signing.loads(str(self.data.get("stamp", "")), salt=SALT)
        except signing.BadSignature:
            return None
        return clock.now().timestamp() - shown if isinstance(shown, int) else None


class CodeForm(Form):
    """The code of somebody who comes back."""

    submit_label = _("Continue")
    code = fields.LineField(
        label=_("Your code"),
        help_text=_("Capital letters and digits. You can leave out the dashes."),
        width=20,
        autocomplete="off",
    )


def contact_fields(form: Any) -> None:
    """Check that the way to reach somebody is filled in. Call it in clean()."""
    match form.cleaned_data.get("channel"):
        case Channel.EMAIL:
            form.need("email", _("Enter the email address"))
        case Channel.PHONE:
            form.need("phone", _("Enter the phone number"))
        case Channel.POST:
            form.need("address", _("Enter the postal address"))


WAYS = [(Channel.EMAIL, _("Email")), (Channel.PHONE, _("Phone")), (Channel.POST, _("Post"))]


class ContactForm(Form):
    """A name and one way to reach them."""

    name = fields.PersonNameField(label=_("Your name"), max_length=120)
    helper = fields.PersonNameField(label=_("Your own name, as you fill this in"), max_length=120)
    channel = fields.RadioField(label=_("How shall we reach you?"), choices=WAYS)
    email = fields.EmailField(label=_("Email address"), required=False)
    phone = fields.PhoneField(label=_("Phone number"), required=False)
    address = fields.TextField(
        label=_("Postal address"), required=False, max_length=500, rows=4, autocomplete="street-address"
    )
    reveals = [
        Reveal("channel", {Channel.EMAIL: ["email"], Channel.PHONE: ["phone"], Channel.POST: ["address"]})
    ]

    def __init__(self, *args: Any, for_somebody: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_somebody:
            self.fields["name"].label = _("Their name")
            self.fields["channel"].label = _("How shall we reach them?")
        else:
            del self.fields["helper"]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        contact_fields(self)
        return found


class AnswerForm(Form):
    """One question. It may be left empty: a file can stand for it."""

    heading_field = "words"
    mark_optional = False
    words = fields.TextField(label="", required=False, max_length=3000, rows=8)

    def __init__(self, *args: Any, question: InterestQuestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = question.get_ask_display()
        self.fields["words"].help_text = _("%(hint)s We use it for: %(criterion)s.") % {
            "hint": ASK_FACTS[Ask(question.ask)].hint,
            "criterion": question.criterion.title.rstrip("."),
        }


class NeedsForm(Form):
    """What helps while people are chosen. Those who choose do not see it."""

    heading_field = "words"
    mark_optional = False
    words = fields.TextField(
        label=_("Is there anything that would help you while we choose?"),
        help_text=_(
            "For example: large print, a call instead of a letter, an interpreter. Leave it empty if there "
            "is nothing. It does not count for or against you."
        ),
        required=False,
        max_length=1000,
        rows=4,
    )

    def __init__(self, *args: Any, groups: list[KeptGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wish_fields(self, groups)


ASK_GROUPS = _("Are you one of these people? We keep places for them, as the page says")
ASK_FEEDBACK = _("I would like to hear how I did, in the answer")


def wish_fields(form: Form, groups: list[KeptGroup], *, of_others: bool = False) -> None:
    """Add what is asked about kept places, where there are any, and about hearing how they did."""
    if groups:
        form.fields["groups"] = fields.CheckboxesField(
            label=_("Are they one of these people? Ask them") if of_others else ASK_GROUPS,
            help_text=_(
                "We ask for this alone. Those who give points do not see it. You need not say, and it never "
                "counts against you. In the public list of codes, without names, your code may have a "
                "greater chance than others."
            ),
            choices=[(str(one.place), one.question) for one in groups],
            required=False,
        )
    form.fields["feedback"] = fields.CheckboxField(
        label=_("They would like to hear how they did") if of_others else ASK_FEEDBACK, required=False
    )


def wishes_of(said: dict[str, Any]) -> dict[str, Any]:
    """Return the answers to `wish_fields` as the actions take them."""
    return {"groups": [int(one) for one in said.get("groups", [])], "feedback": said["feedback"]}


def clean_instead(sent: "File[bytes]") -> files.CleanFile:
    """Return a clean copy of a file, photo or voice note. Raises UploadRejected with what to do instead."""
    if files.ending_of(sent) in SOUNDS:
        raise files.UploadRejected(
            gettext(
                "We cannot take this kind of recording, because we cannot clean it of hidden facts such as "
                "where you were. Save it as MP3 or M4A and send that. Or ring us: we write down what you say."
            )
        )
    return papers.clean_paper(sent)


class InsteadField(PaperField):
    """A file, photo or voice note instead of writing. Gives a `files.CleanFile`."""

    cleaned_by = staticmethod(clean_instead)


class FileForm(Form):
    """A file instead of writing, or beside it."""

    submit_label = _("Send this file")
    file = InsteadField(label=_("Choose a file, a photo or a voice note"))
