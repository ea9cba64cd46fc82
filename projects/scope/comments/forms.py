from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from contributors.people.on_behalf.forms import OnBehalfForm
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.scope.comments.rules import answers_to
from projects.scope.models import InfluenceStatement, ScopeComment
from projects.scope.states import CommentKind, CommentState

TOLD_KINDS = [
    (CommentKind.COMMENT, _("To say what they think")),
    (CommentKind.PROPOSAL, _("To propose a change")),
]


class SayForm(Form):
    """What somebody thinks, or would change."""

    submit_label = _("Send it")

    kind = fields.RadioField(
        label=_("What would you like to do?"),
        choices=CommentKind.choices,
        hints={
            CommentKind.COMMENT: _("Tell us what you think, or ask."),
            CommentKind.PROPOSAL: _("Tell us what you would change, and how."),
        },
    )
    words = fields.TextField(
        label=_("What would you like to say?"),
        max_length=2000,
        rows=5,
        help_text=_("Only the staff on the project read this."),
        error_messages={"required": _("Enter what you would like to say.")},
    )


class AnswerForm(Form):
    """Our answer to what somebody said."""

    submit_label = _("Send the answer")

    how = fields.RadioField(label=_("What will you do?"), choices=())
    answer = fields.TextField(
        label=_("Your answer"),
        max_length=2000,
        rows=6,
        help_text=_("The person reads this. Thank them. Say what you will do, and why."),
        error_messages={"required": _("Write your answer. The person will read it.")},
    )

    def __init__(self, *args: Any, comment: ScopeComment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = answers_to(comment.kind)
        if len(possible) == 1:
            del self.fields["how"]
        else:
            self.field("how", forms.ChoiceField).choices = [
                (one.value, capfirst(one.label)) for one in possible
            ]
        self.only = possible[0]

    @property
    def words(self) -> str:
        return self.cleaned_data["answer"]

    @property
    def becomes(self) -> CommentState:
        return CommentState(self.cleaned_data.get("how") or self.only)


class CorrectCommentForm(OnBehalfForm):
    """What somebody says we wrote down wrongly, in the words that are right."""

    kind = fields.RadioField(label=_("What did they want?"), choices=TOLD_KINDS)
    words = fields.TextField(
        label=_("What is right?"), max_length=2000, rows=5, help_text=_("In their own words.")
    )
    submit_label = _("Record the correction")


class TakeBackForm(OnBehalfForm):
    """How and when somebody told us that they take it back."""

    submit_label = _("Take it back for them")
    submit_kind = "warning"


class RecordCommentForm(OnBehalfForm, SayForm):
    """What somebody told us about the scope. `people` read it; `statements` are those that hold."""

    person = fields.SelectField(label=_("Who told you?"), choices=())
    statement = fields.SelectField(label=_("What is it about?"), choices=(), required=False)
    kind = fields.RadioField(label=_("What did they want?"), choices=TOLD_KINDS)
    words = fields.TextField(
        label=_("What did they say?"), max_length=2000, rows=5, help_text=_("In their own words.")
    )
    submit_label = OnBehalfForm.submit_label
    field_order = ["person", "statement", "kind", "words"]

    def __init__(
        self,
        *args: Any,
        people: Iterable[Person],
        statements: Iterable[InfluenceStatement],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.ref: person for person in people}
        self.statements = {row.ref: row for row in statements}
        names = [(ref, person.name) for ref, person in self.people.items()]
        self.field("person", forms.ChoiceField).choices = [("", _("Choose one")), *names]
        self.field("statement", forms.ChoiceField).choices = [
            ("", _("The project as a whole")),
            *((ref, str(row)) for ref, row in self.statements.items()),
        ]

    def clean_person(self) -> Person:
        return self.people[self.cleaned_data["person"]]

    def clean_statement(self) -> InfluenceStatement | None:
        return self.statements.get(self.cleaned_data["statement"])
