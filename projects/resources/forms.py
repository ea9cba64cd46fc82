import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Form, ModelForm
from projects.resources.models import Milestone, PlannedActivity, ResourceRow, StaffAllocation
from projects.resources.queries import usual_fees
from projects.team.dates.rules import outside
from projects.team.models import Project
from projects.team.queries import staff_of

MANY = 10_000
USUAL_MINUTES = 120
"""The length of a session for which the names of rates are read."""


class WhenField(fields.LineField):
    """A date, or only a month. Gives (date, whether only the month is known)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example, 27 3 2027. Or only the month: March 2027"))
        super().__init__(max_length=40, width=20, empty_value=None, **kwargs)

    def tidy(self, text: str) -> tuple[dt.date, bool] | None:
        text = super().tidy(text)
        if not text:
            return None
        parts = [part for part in re.split(r"[\s/.,\-]+", text) if part]
        if len(parts) == 2:
            if re.fullmatch("[0-9]{4}", parts[0]):  # 2027-03
                parts.reverse()
            return fields.parse_date(" ".join(["1", *parts])), True
        return fields.parse_date(text), False

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, tuple):
            return value
        day, month_only = value
        return date_format(day, "F Y") if month_only else f"{day.day} {date_format(day, 'F Y')}"


class CountField(fields.LineField):
    """A whole number from 1, or from another `least`."""

    def __init__(self, *, most: int = MANY, least: int = 1, **kwargs: Any) -> None:
        self.most, self.least = most, least
        super().__init__(max_length=12, width=4, empty_value=None, **kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def tidy(self, text: str) -> int | None:
        text = super().tidy(text)
        if not text:
            return None
        if not re.fullmatch("[0-9]{1,6}", text) or not self.least <= int(text) <= self.most:
            raise ValidationError(
                _("Enter a whole number from %(least)s to %(most)s."),
                code="invalid",
                params={"least": self.least, "most": f"{self.most:,}"},
            )
        return int(text)


class ResourceForm(ModelForm):
    """A form for one row of a project's resources. `initial_of` turns a row into what the form shows."""

    submit_label = _("Save")

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in cls._meta.fields or ()}

    def values(self) -> dict[str, Any]:
        """Return what the action writes."""
        return self.cleaned_data

    def of_project(self, name: str, rows: QuerySet[Any], empty: Any) -> None:
        """Let a field choose among rows of the project, or none."""
        field = self.field(name, forms.ModelChoiceField)
        field.queryset, field.empty_label = rows, empty

    def inside(self, day: dt.date, *, month_only: bool = False) -> None:
        """Raise ValidationError for a new day on which the project does not run."""
        if self.initial and (day, month_only) == self.first_date():
            return  # it stood there before: what else is typed may be saved
        if words := outside(self.project, day, month_only=month_only):
            raise ValidationError(words, code="outside")

    def first_date(self) -> tuple[dt.date, bool] | None:
        """Return the date as it stands now, and whether only the month is known."""
        return None


class ActivityForm(ResourceForm):
    when = WhenField(label=_("When?"))
    people = CountField(label=_("How many people?"))
    sessions = CountField(label=_("How many sessions?"), initial=1)
    minutes_each = fields.DurationField(
        label=_("How long is each session, with preparation?"), longest=24 * 60
    )
    fee_pence = fields.MoneyField(
        label=_("Fee for one person, each session"), zero_allowed=True, most=10_000_00, initial=0
    )
    expenses_pence = fields.MoneyField(
        label=_("Expenses for one person, each session"), zero_allowed=True, most=10_000_00, initial=0
    )

    field_order = ["title", "when", "people", "sessions", "minutes_each", "fee_rate"]
    field_order += ["fee_pence", "expenses_pence"]

    class Meta:
        model = PlannedActivity
        fields = ["title", "people", "sessions", "minutes_each", "fee_rate", "fee_pence", "expenses_pence"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = usual_fees(self.project.organisation_id, clock.today(), USUAL_MINUTES)
        names = dict.fromkeys([*(words for words, _pence in known), self.initial.get("fee_rate", "")])
        choices = [(name, name) for name in names if name]
        self.fields["fee_rate"] = fields.SelectField(
            label=_("Rate of the payment policy"),
            choices=[("", _("None: use the fee below")), *choices],
            required=False,
            help_text=_("With a rate the fee follows the policy of the day by itself."),
        )
        self.order_fields(self.field_order)

    @classmethod
    def initial_of(cls, row: PlannedActivity) -> dict[str, Any]:
        return super().initial_of(row) | {"when": (row.on, row.month_only)}

    def first_date(self) -> tuple[dt.date, bool] | None:
        return self.initial.get("when")

    def clean_when(self) -> tuple[dt.date, bool]:
        day, month_only = self.cleaned_data["when"]
        self.inside(day, month_only=month_only)
        return day, month_only

    def values(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        found["on"], found["month_only"] = found.pop("when")
        return found


class StaffTimeForm(ResourceForm):
    hours_a_month = CountField(label=_("Hours a month"), most=300)
    months = CountField(label=_("For how many months?"), most=600)
    pence_an_hour = fields.MoneyField(
        label=_("Cost an hour"),
        required=False,
        most=10_000_00,
        help_text=_("Include all on-costs. Leave it empty if you do not know it."),
    )

    first_month = WhenField(
        label=_("From which month?"),
        required=False,
        help_text=_("For example, March 2027. Leave it empty if it begins with the project."),
    )
    leads = forms.BooleanField(label=_("They lead involvement on this project"), required=False)

    class Meta:
        model = StaffAllocation
        fields = ["person", "does", "hours_a_month", "months", "pence_an_hour", "cover", "leads"]
        labels = {
            "person": _("Who?"),
            "does": _("In which role?"),
            "cover": _("Who covers when they are away?"),
        }
        help_texts = {"person": _("Leave it empty if nobody has the role yet.")}

    field_order = [
        *("person", "does", "hours_a_month", "first_month", "months", "pence_an_hour", "cover", "leads"),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("person", forms.ModelChoiceField).queryset = staff_of([self.project.organisation_id])
        self.field("person", forms.ModelChoiceField).empty_label = _("Nobody yet")
        self.field("cover", forms.ModelChoiceField).queryset = staff_of([self.project.organisation_id])
        self.field("cover", forms.ModelChoiceField).empty_label = _("Nobody yet")

    @classmethod
    def initial_of(cls, row: StaffAllocation) -> dict[str, Any]:
        begins = (row.first_month, True) if row.first_month else None
        return super().initial_of(row) | {"first_month": begins, "row": row.pk}

    def clean_first_month(self) -> dt.date | None:
        given = self.cleaned_data["first_month"]
        if given is None:
            return None
        month = given[0].replace(day=1)
        if month != self._month_before() and (words := outside(self.project, month, month_only=True)):
            raise ValidationError(words, code="outside")
        return month

    def _month_before(self) -> dt.date | None:
        before = self.initial.get("first_month")
        return before[0] if before else None

    def clean_leads(self) -> bool:
        leads = self.cleaned_data["leads"]
        others = StaffAllocation.objects.filter(project=self.project, leads=True)
        other = others.exclude(pk=self.initial.get("row")).select_related("person").first() if leads else None
        if other:
            words = _("%(who)s leads involvement already. Change that first.")
            raise ValidationError(words % {"who": other.person.name if other.person else other})
        return leads

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.cleaned_data.get("person") and "person" not in self.errors:
            self.need("does", _("Choose a person, or say which role it is."))
        person = self.cleaned_data.get("person")
        if person and self.cleaned_data.get("cover") == person:
            self.add_error("cover", _("Nobody covers for themselves. Choose someone else."))
        return self.cleaned_data


class MilestoneForm(ResourceForm):
    class Meta:
        model = Milestone
        fields = ["title", "on"]

    def first_date(self) -> tuple[dt.date, bool] | None:
        return (self.initial["on"], False) if "on" in self.initial else None

    def clean_on(self) -> dt.date:
        day = self.cleaned_data["on"]
        self.inside(day)
        return day


class RemoveResourceForm(Form):
    """Nothing to fill in: the page asks whether to remove the row."""

    submit_label = _("Remove it")
    submit_kind = "warning"


@dataclass(frozen=True)
class ResourceKind:
    """One kind of row: its model and form, its headings, and the page it is listed on."""

    model: type[ResourceRow]
    form: type[ResourceForm]
    add: str | Lazy
    change: str | Lazy
    saved: str | Lazy
    page: str

    def rows(self, project: Project) -> QuerySet[Any]:
        """Return the rows of this kind in a project."""
        return self.model.objects.filter(project=project)


RESOURCE_KINDS = {
    "activities": ResourceKind(
        PlannedActivity,
        ActivityForm,
        _("Plan an activity"),
        _("Change an activity"),
        _("The activity is saved."),
        "resources:overview",
    ),
    "staff": ResourceKind(
        StaffAllocation,
        StaffTimeForm,
        _("Add staff time"),
        _("Change staff time"),
        _("The staff time is saved."),
        "resources:overview",
    ),
    "milestones": ResourceKind(
        Milestone,
        MilestoneForm,
        _("Add a milestone"),
        _("Change a milestone"),
        _("The milestone is saved."),
        "resources:timeline",
    ),
}
