from collections.abc import Iterable
from typing import Any

from crispy_forms.utils import render_field
from django import forms
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.documents import reading, word_reading
from coproduce.foundation.pages.forms import Form
from coproduce.foundation.uploads import child, files
from coproduce.foundation.uploads.word_names import WORD_FILE
from projects.roles.importing import rules
from projects.roles.models import ImportedPiece, RoleVersion, text_fields
from projects.roles.recognising.rules import Fact

NOT_PLACED = ("", _("Not placed yet"))


class BringInForm(Form):
    """A role description that is written already: a file, or its text."""

    submit_label = _("Read it, and show me")

    file = fields.PaperField(
        label=_("A Word file (.docx) or plain text (.txt)"),
        required=False,
        help_text=_("Up to 15 MB. We read the words, headings and lists; pictures are left out."),
    )
    text = fields.TextField(
        label=_("Or paste the text here"),
        required=False,
        max_length=100_000,
        rows=12,
        help_text=_("Keep each heading on a line of its own."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if bool(cleaned.get("file")) == bool(cleaned.get("text")):
            self.add_error("file", _("Choose a file, or paste the text: one of the two."))
            return cleaned
        try:
            self.found = rules.pieces_of(self._lines())
        except reading.TooLong:
            self.add_error("file", _("It is too long. Send or paste only the pages about the role."))
        except forms.ValidationError as problem:
            self.add_error("file", problem)
        return cleaned

    @property
    def source(self) -> str:
        """The name of the file, "" for pasted text."""
        file = self.cleaned_data.get("file")
        return file.display_name if file else ""

    def _lines(self) -> list[reading.Line]:
        file = self.cleaned_data.get("file")
        if not file:
            return reading.read_text(self.cleaned_data["text"])
        if file.content_type == files.PLAIN_TEXT:
            return reading.read_text(file.content.decode())
        if file.content_type != WORD_FILE:
            raise forms.ValidationError(
                _("Choose a Word file (.docx) or plain text. You can also paste the text.")
            )
        try:
            with child.turn():
                return word_reading.read_word(file.content)
        except child.Busy as problem:
            raise forms.ValidationError(files.too_busy()) from problem
        except reading.TooLong:
            raise
        except (ValueError, KeyError, AttributeError) as problem:
            raise forms.ValidationError(
                _("We cannot read this Word file. Open it in Word, copy the text, and paste it here.")
            ) from problem


class _Shown:
    """A piece of the document above the question where it belongs."""

    def __init__(self, piece: ImportedPiece, name: str) -> None:
        self.piece, self.name = piece, name

    def render(
        self, form: BaseForm, context: Any, template_pack: str = "nhsuk", **_options: Any
    ) -> SafeString:
        field = render_field(self.name, form, context, template_pack=template_pack)
        return render_to_string(
            "roles/imported_piece.html", {"piece": self.piece, "text": self._text(), "field": field}
        )

    def _text(self) -> str:
        """The words of the piece. A heading that is kept as their first line is shown above them, once."""
        first, _gap, rest = self.piece.text.partition("\n")
        return rest if first == self.piece.heading else self.piece.text


class PlaceForm(Form):
    """Where each piece belongs, and which facts are taken over: none before somebody ticks it."""

    title = fields.LineField(label=_("Title of the role"), max_length=rules.LONGEST_TITLE)

    def __init__(
        self, *args: Any, pieces: Iterable[ImportedPiece], facts: list[Fact], has_role: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pieces, self.facts = list(pieces), facts
        self.submit_label = _("Put these into the draft") if has_role else _("Make a draft of it")
        if has_role:
            del self.fields["title"]
        options = _options()
        shown = []
        for one in self.pieces:
            name = f"piece_{one.pk}"
            self.fields[name] = fields.SelectField(
                label=_("Where does “%(what)s” belong?") % {"what": _short(one)},
                choices=options,
                initial=one.field,
                required=False,
            )
            shown.append(_Shown(one, name))
        if facts:
            self.fields["facts"] = fields.CheckboxesField(
                label=_("Facts we found. Tick those that are right"),
                help_text=_("Only what you tick is filled in. The words stay where they are in any case."),
                choices=[(one.key, f"“{one.words}”: {one.says}") for one in facts],
                required=False,
            )
        first = [] if has_role else ["title"]
        self.layout = [*first, *(["facts"] if facts else []), *shown]
        self.mark_optional = False

    @property
    def places(self) -> dict[int, str]:
        """The chosen field of each piece, by its key."""
        return {one.pk: self.cleaned_data[f"piece_{one.pk}"] for one in self.pieces}

    @property
    def chosen(self) -> list[Fact]:
        """The facts that were ticked."""
        ticked = set(self.cleaned_data.get("facts", []))
        return [one for one in self.facts if one.key in ticked]


def _short(piece: ImportedPiece) -> str:
    return Truncator(piece.heading or piece.text).words(8)


def _options() -> list[Any]:
    """Return the fields of a role by their section, with "not placed yet" first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    columns = rules.places()
    for one in text_fields.FIELDS:
        if one.name in columns:
            label = capfirst(RoleVersion.label_of(one.name))
            groups.setdefault(str(one.section.label), []).append((one.name, label))
    return [NOT_PLACED, *groups.items()]
