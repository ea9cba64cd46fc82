"""What staff fill in about people who put themselves forward."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.fields.files import PaperField
from coproduce.foundation.notifications.models import Channel
from coproduce.foundation.pages.forms import Form, Reveal
from projects.selection.criteria.models import Criterion
from projects.selection.drawing.models import KeptGroup
from projects.selection.interest.forms import WAYS, clean_instead, contact_fields, wish_fields, wishes_of
from projects.selection.interest.models import InterestQuestion
from projects.selection.interest.rules import MOST_QUESTIONS
from projects.selection.interest.states import ASK_FACTS, CHOSEN, Ask, CameBy, Outcome


class PaperSentField(PaperField):
    """A scan of a letter, or what came with it."""

    cleaned_by = staticmethod(clean_instead)


class ChangeForm(Form):
    """All of one expression on a page, for staff who have the person on the phone or their letter at hand."""

    name = fields.PersonNameField(label=_("Their name"), max_length=120)
    channel = fields.RadioField(label=_("How shall we reach them?"), choices=WAYS)
    email = fields.EmailField(label=_("Email address"), required=False)
    phone = fields.PhoneField(label=_("Phone number"), required=False)
    address = fields.TextField(label=_("Postal address"), required=False, max_length=500, rows=4)
    helper = fields.PersonNameField(
        label=_("Who speaks for them, if someone does"), required=False, max_length=120
    )
    needs = fields.TextField(
        label=_("What helps them while you choose"), required=False, max_length=1000, rows=3
    )
    reveals = [
        Reveal("channel", {Channel.EMAIL: ["email"], Channel.PHONE: ["phone"], Channel.POST: ["address"]})
    ]

    def __init__(
        self,
        *args: Any,
        questions: list[InterestQuestion],
        see_needs: bool,
        groups: list[KeptGroup] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for one in questions:
            self.fields[f"q{one.pk}"] = fields.TextField(
                label=one.get_ask_display(), required=False, max_length=3000, rows=4
            )
        if not see_needs:
            del self.fields["needs"]
        wish_fields(self, groups or [], of_others=True)

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        contact_fields(self)
        return found

    @property
    def answers(self) -> dict[InterestQuestion, str]:
        """The words to each question."""
        return {one: self.cleaned_data[f"q{one.pk}"] for one in self.questions}

    @property
    def wishes(self) -> dict[str, Any]:
        """What they say of kept places, None where it is not shown; and whether they want to hear."""
        shown = "groups" in self.fields
        return wishes_of(self.cleaned_data) | ({} if shown else {"groups": None})


class TakeForm(ChangeForm):
    """One that came by phone or post."""

    submit_label = _("Take it")
    came_by = fields.RadioField(
        label=_("How did it come?"),
        choices=[(one.value, capfirst(one.label)) for one in CameBy if one != CameBy.ONLINE],
    )
    late_why = fields.TextField(
        label=_("Why do you take it though it is late?"),
        help_text=_("It is closed. The reason stays with it, for who looks at how people were chosen."),
        max_length=500,
        rows=3,
    )
    file = PaperSentField(label=_("A scan of their letter, if you have one"), required=False)

    def __init__(self, *args: Any, late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["late_why"]
        self.order_fields(["came_by", "late_why"])


class QuestionsForm(Form):
    """What is asked: what counts, chosen beside a question, means that it is asked."""

    submit_label = _("Save")
    mark_optional = False

    def __init__(self, *args: Any, criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.ref: one for one in criteria}
        choices = [("", _("Do not ask it")), *((one.ref, one.title) for one in criteria)]
        for ask in Ask:
            self.fields[ask.value] = fields.SelectField(
                label=ask.label, help_text=ASK_FACTS[ask].hint, required=False, choices=choices
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if sum(1 for ask in Ask if found.get(ask.value)) > MOST_QUESTIONS:
            words = _("Ask up to %(n)s questions. Each one costs people time.")
            self.add_error(None, words % {"n": MOST_QUESTIONS})
        return found

    @property
    def criteria(self) -> dict[str, Criterion | None]:
        """What each question counts for."""
        return {ask.value: self.known.get(self.cleaned_data[ask.value]) for ask in Ask}


class OutcomeForm(Form):
    """What becomes of one. They hear of it when all answers are sent."""

    submit_label = _("Save")
    outcome = fields.RadioField(
        label=_("What comes out?"), choices=[(one.value, capfirst(one.label)) for one in CHOSEN]
    )


class FeedbackForm(Form):
    """How one of them did, in words for them alone."""

    submit_label = _("Save")
    words = fields.TextField(
        label=_("How did they do?"),
        help_text=_("What was good, and what would make it stronger. They read it as you write it."),
        max_length=2000,
        rows=6,
    )


class WordsForm(Form):
    """What everybody with one outcome hears."""

    submit_label = _("Save")
    heading_field = "words"
    words = fields.TextField(label="", max_length=3000, rows=8)

    def __init__(self, *args: Any, outcome: Outcome, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("What do you tell people with “%(outcome)s”?") % {
            "outcome": outcome.label
        }
        self.fields["words"].help_text = _("Name nobody: many people get the same words.")


def first_values(said: dict[str, str], answers: Any, needs: str) -> dict[str, str]:
    """Return what a form about an expression shows at first."""
    return {
        **{name: said[name] for name in ("name", "channel", "email", "phone", "address")},
        "helper": said.get("helper", ""),
        "needs": needs,
        **{f"q{question.pk}": words for question, words in answers},
    }
