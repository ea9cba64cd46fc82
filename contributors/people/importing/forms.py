"""Forms about a file: sending it, saying what its columns hold, answering and mending its rows."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from contributors.accounts.models import Organisation
from contributors.people.importing.models import ImportRow, PeopleImport
from contributors.people.importing.rules import kinds
from contributors.people.importing.states import Choice
from contributors.people.models import Person
from coproduce.foundation import fields
from coproduce.foundation.documents.tables import MOST_BYTES, UnreadableTable, cell_name, read_table
from coproduce.foundation.notifications.models import Channel
from coproduce.foundation.pages.forms import Form


class UploadForm(Form):
    """A file of rows. Its table is in `cleaned_data["table"]`."""

    submit_label = _("Read the file")

    organisation = fields.SelectField(label=_("Organisation"))
    kind = fields.RadioField(label=_("What is in the file?"))
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "An .xlsx or .csv file of up to 20 MB and 100,000 rows. The first row must be the headings. "
            "Nobody is added yet."
        ),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty. Choose it again.")},
    )

    def __init__(
        self, *args: Any, organisations: list[Organisation], offered: Sequence[kinds.RowKind], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if len(organisations) == 1:
            del self.fields["organisation"]
        else:
            choices = [(one.ref, one.name) for one in organisations]
            self.field("organisation", forms.ChoiceField).choices = choices
        if len(offered) == 1:
            del self.fields["kind"]
        else:
            choices = [(one.key, str(one.title)) for one in offered]
            self.field("kind", forms.ChoiceField).choices = choices

    def clean(self) -> dict[str, Any]:
        super().clean()
        sent = self.cleaned_data.get("file")
        if sent and not self.errors:
            try:
                self.cleaned_data["table"] = read_table(sent.read(MOST_BYTES + 1), sent.name or "")
            except UnreadableTable as refusal:
                self.add_error("file", str(refusal))
        return self.cleaned_data


class ColumnsForm(Form):
    """What each column holds, where the details come from and how people agreed."""

    submit_label = _("Check the rows")

    source = fields.LineField(
        label=_("Where do you have these details from?"),
        max_length=200,
        help_text=_("For example: our sign-up sheet of 2025. Each person can read this."),
    )
    consent = fields.LineField(
        label=_("How did people agree that you keep their details?"),
        max_length=200,
        help_text=_(
            "For example: they ticked “keep in touch”. A column of the file counts first, where it has one."
        ),
    )

    def __init__(
        self, *args: Any, imported: PeopleImport, samples: dict[int, list[str]], **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"source": imported.source, "consent": imported.consent})
        super().__init__(*args, **kwargs)
        kind = kinds.get(imported.kind)
        if not kind.makes_people:
            del self.fields["consent"]
        offered = [("", _("Do not read it")), *((one.key, one.title) for one in kind.columns)]
        self.places = {f"column_{place}": str(place) for place, name in enumerate(imported.head) if name}
        for name, place in self.places.items():
            examples = " · ".join(samples.get(int(place), []))
            self.fields[name] = fields.SelectField(
                label=_("Column %(letter)s: %(heading)s")
                % {"letter": get_column_letter(int(place) + 1), "heading": imported.head[int(place)]},
                choices=offered,
                required=False,
                help_text=_("It holds: %(examples)s") % {"examples": examples} if examples else "",
                initial=imported.mapping.get(place, ""),
            )
        self.order_fields([*self.places, "source", "consent"])

    mark_optional = False

    @property
    def mapping(self) -> dict[str, str]:
        """What each column that is read holds."""
        data = self.cleaned_data
        return {place: data[name] for name, place in self.places.items() if data.get(name)}


class RowForm(Form):
    """The cells of one row, and whom it is where that is asked."""

    mark_optional = False
    submit_label = _("Save this row")
    other_buttons = (("leave_out", _("Leave this row out")),)

    choice = fields.RadioField(label=_("Who is this?"), required=False)

    def __init__(self, *args: Any, row: ImportRow, candidates: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = kinds.get(row.imported.kind)
        if candidates:
            answers = [(one.ref, _who(one)) for one in candidates]
            if kind.makes_people:
                answers.append((Choice.NEW.value, str(Choice.NEW.label)))
            self.field("choice", forms.ChoiceField).choices = answers
            self.fields["choice"].initial = row.choice
        else:
            del self.fields["choice"]
        self.places: dict[str, int] = {}
        for place, means in sorted(row.imported.mapping.items(), key=lambda one: int(one[0])):
            at, name = int(place), f"cell_{place}"
            self.places[name] = at
            label = f"{cell_name(at, row.number)}: {kind.column(means).title}"
            text = row.cells[at] if at < len(row.cells) else ""
            self.fields[name] = fields.TextField(label=label, required=False, max_length=2000, rows=1)
            self.fields[name].initial = text

    @property
    def cells(self) -> dict[int, str]:
        """What stands in each cell now."""
        return {at: self.cleaned_data.get(name) or "" for name, at in self.places.items()}


def _who(person: Person) -> str:
    """Return somebody's name, and how an organisation that wrote their name and mailbox down knows them."""
    return f"{person.name} ({person.email or Channel(person.channel).label})"


class AnswerAllForm(Form):
    """One answer for every question that is open."""

    submit_label = _("Give this answer to all of them")
    choice = fields.RadioField(label=_("Answer all questions at once"))

    def __init__(self, *args: Any, makes_people: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = (
            (Choice.NEW, _("They are all new people"))
            if makes_people
            else (Choice.ONE, _("Each is the person here with the same name, where there is only one"))
        )
        choices = [first, (Choice.OUT, _("Leave all these rows out"))]
        self.field("choice", forms.ChoiceField).choices = choices


class TellForm(Form):
    """Who is told: all, or some. `people` are those who were not told yet."""

    submit_label = _("Send it to those I ticked")
    other_buttons = (("everyone", _("Send it to everyone")),)
    mark_optional = False

    people = fields.CheckboxesField(label=_("Who is told?"), required=False)

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("people", forms.MultipleChoiceField).choices = [(one.ref, one.name) for one in people]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if "everyone" not in self.data:
            self.need("people", _("Tick who is told, or send it to everyone."))
        return self.cleaned_data
