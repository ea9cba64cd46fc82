"""What a role description says, shared by the templates and by each version of a real one.

Nothing in it is needed to save a draft. What has to be said before people are asked is in
`describing/rules.py`, and the database asks it of versions that were offered.
"""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from projects.roles.models import choices
from projects.roles.models.choices import (
    PREP_WORDS,
    Part,
    PaymentKind,
    Per,
    PrepTime,
    Unit,
    count_words,
)

__all__ = ["PREP_WORDS", "Part", "PaymentKind", "Per", "PrepTime", "Unit", "count_words"]

ONE_A_LINE = _("One on each line.")


def _text(label: Any, **more: Any) -> "models.TextField[str, str]":
    return models.TextField(label, blank=True, **more)


def _line(label: Any, longest: int = 200) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=longest, blank=True)


def _choice(label: Any, answers: type[models.TextChoices]) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=13, choices=answers, blank=True)


def _number(label: Any) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


def _day(label: Any) -> "models.DateField[Any, Any]":
    return models.DateField(label, null=True, blank=True)


def _rows(label: Any) -> "models.JSONField[Any, Any]":
    """Return a part that repeats; `shapes.SHAPES` says what its rows hold."""
    return models.JSONField(label, default=list, blank=True)


ANSWERS: dict[str, type[models.TextChoices]] = {
    "time_amount": choices.Amount,
    "unit": choices.Unit,
    "per": choices.Per,
    "includes_prep": choices.PrepTime,
    "includes_travel": choices.TravelTime,
    "time_of_day": choices.Daytime,
    "places_amount": choices.Amount,
    "mode": choices.Mode,
    "term_kind": choices.TermKind,
    "term_unit": choices.LongUnit,
    "renewal": choices.Renewal,
    "renewal_unit": choices.LongUnit,
    "longest_unit": choices.LongUnit,
    "payment": choices.PaymentKind,
    "prep_paid": choices.Paid,
    "travel_paid": choices.Paid,
    "public_votes": choices.Voting,
    "check_level": choices.CheckLevel,
}


def answers_known() -> list[models.CheckConstraint]:
    """Return the rule for each question with set answers, that it holds one of them or none yet."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{name}__in": ["", *answers.values]}), name=f"%(class)s_{name}_known"
        )
        for name, answers in ANSWERS.items()
    ]


class RoleWords(models.Model):
    """The words and the structured facts of a role. Lists hold one item on each line."""

    # What it is for, and the work
    about = _text(_("What the project or group is about"))
    purpose = _text(_("What the role is for"))
    benefits = _text(_("What you get out of it"))
    activities = _text(_("What you would do, and how"), help_text=ONE_A_LINE)
    not_asked = _text(_("What we do not ask of you"), help_text=ONE_A_LINE)
    their_duties = _text(_("What we ask of you"), help_text=ONE_A_LINE)
    our_duties = _text(_("What we do for you"), help_text=ONE_A_LINE)
    their_promises = _rows(_("What you promise us"))  # `duty_kinds` says what a duty holds
    our_promises = _rows(_("What we promise you"))
    # Who it is for
    suits = _text(_("Who the role suits"))
    essential = _text(_("What you need"), help_text=ONE_A_LINE)
    desirable = _text(_("What would help"), help_text=ONE_A_LINE)
    cannot_apply = _text(_("Who cannot take this role"), help_text=ONE_A_LINE)
    places_amount = _choice(_("How sure is the number of people?"), choices.Amount)
    places = _number(_("How many people we are looking for"))
    places_most = _number(_("How many people, at most"))
    places_note = _text(_("More about the places"))
    # Where and how
    mode = _choice(_("How people take part"), choices.Mode)
    venues = _rows(_("Places of work"))
    equipment = _text(_("What you need to take part online"))
    residence = _line(_("Where you need to live, work or be registered"), 300)
    residence_why = _line(_("Why it matters where you live or work"), 300)
    where_note = _text(_("More about where and how"))
    # Time
    time_amount = _choice(_("How sure is the time?"), choices.Amount)
    quantity_min = models.DecimalField(
        _("How much time"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    quantity_max = models.DecimalField(
        _("How much time, at most"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    unit = _choice(_("Counted in"), choices.Unit)
    per = _choice(_("How often"), choices.Per)
    commitments = _rows(_("Meetings and other parts of the work"))
    includes_prep = _choice(_("Does this include reading and preparing?"), choices.PrepTime)
    includes_travel = _choice(_("Does this include travelling?"), choices.TravelTime)
    time_of_day = _choice(_("When it takes place"), choices.Daytime)
    notice = _line(_("How early you know the dates"))
    flexible = models.BooleanField(_("The times can be changed to suit people"), default=False)
    time_note = _text(_("More about the time"))
    # How long
    starts_on = _day(_("The role starts"))
    starts_note = _line(_("The start in your own words"))
    ends_on = _day(_("The role ends"))
    term_kind = _choice(_("How firm is the length?"), choices.TermKind)
    term_least = _number(_("How long"))
    term_most = _number(_("How long, at most"))
    term_unit = _choice(_("Length counted in"), choices.LongUnit)
    renewal = _choice(_("Can it go on for longer?"), choices.Renewal)
    renewal_times = _number(_("How many times it can be renewed"))
    renewal_length = _number(_("For how long each time"))
    renewal_unit = _choice(_("Each time counted in"), choices.LongUnit)
    longest = _number(_("The longest it can be in all"))
    longest_unit = _choice(_("The longest counted in"), choices.LongUnit)
    review_on = _day(_("We look at the role together on"))
    review_note = _line(_("When and how we look at it again"), 300)
    term_note = _text(_("More about how long it lasts"))
    # Pay
    payment = _choice(_("Payment"), choices.PaymentKind)
    pay_rates = _rows(_("Rates of pay"))
    fee_reason = _text(_("Why the fee is not the one of the policy"))
    prep_paid = _choice(_("Is reading and preparing paid?"), choices.Paid)
    travel_paid = _choice(_("Is travelling time paid?"), choices.Paid)
    pay_way = _line(_("How it is paid"))
    pay_when = _line(_("When it is paid"))
    pay_conditions = _text(_("Conditions on payment"))
    payment_note = _text(_("More about payment"))
    expenses = _text(_("Which expenses we pay"))
    # Support and people
    induction = _text(_("How we welcome you"))
    training = _text(_("Training"))
    supervision = _text(_("Who guides your work, and how often you talk"))
    mentor = _text(_("Mentor or buddy"))
    support = _text(_("What support there is"))
    access = _text(_("Access and adjustments"))
    contact_details = _line(_("How to reach the named contact"))
    backup_contact = _line(_("Who to ask when they are away"))
    accountable_to = _line(_("Who you work with most closely"))
    we_answer_to = _text(_("How you can hold us to what we say"))
    concerns_to = _line(_("Who you can go to if something is wrong"))
    # The group
    group_name = _line(_("The group or team you would join"))
    seats = _rows(_("Who is in the group"))
    chaired_by = _line(_("Who chairs"))
    public_votes = _choice(_("May public members vote?"), choices.Voting)
    other_public = _line(_("Other public members"))
    group_note = _text(_("More about the group"))
    # Rules
    confidentiality = _text(_("What you keep private"))
    interests = _text(_("Interests you tell us about"))
    check_level = _choice(_("Criminal record check"), choices.CheckLevel)
    checks = _text(_("Other checks, and who arranges them"))
    conduct = _text(_("How we treat each other"))
    # Choosing
    how_to_apply = _text(_("How to apply"))
    ask_first = _line(_("Who to talk to before you apply"))
    other_formats = _line(_("Other ways and formats"))
    closes_on = _day(_("The last day to apply"))
    closes_time = models.TimeField(_("The time it closes"), null=True, blank=True)
    closes_note = _line(_("The closing in your own words"))
    chosen_how = _text(_("How people are chosen"))
    chosen_by = _line(_("Who chooses"))
    choosing_steps = _rows(_("Steps of choosing"))
    hear_by = _line(_("When everyone hears from us"))
    hear_how = _text(_("What feedback people get"))
    # Afterwards
    input_use = _text(_("What happens with what you say"))
    at_end = _text(_("What happens at the end of the role"))
    more = _text(_("Anything else"))
    to_agree = models.JSONField(_("Still to be agreed"), default=list, blank=True)

    privacy = Privacy(
        internal="id about purpose benefits activities not_asked their_duties our_duties suits essential"
        " desirable cannot_apply places_amount places places_most places_note mode venues equipment residence"
        " residence_why where_note time_amount quantity_min quantity_max unit per commitments includes_prep"
        " includes_travel time_of_day notice flexible time_note starts_on starts_note ends_on term_kind"
        " term_least term_most term_unit renewal renewal_times renewal_length renewal_unit longest"
        " longest_unit review_on review_note term_note payment pay_rates fee_reason prep_paid travel_paid"
        " pay_way pay_when pay_conditions payment_note expenses induction training supervision mentor"
        " support access contact_details backup_contact accountable_to we_answer_to concerns_to group_name"
        " seats chaired_by public_votes other_public group_note confidentiality interests check_level checks"
        " conduct their_promises our_promises how_to_apply ask_first other_formats closes_on closes_time"
        " closes_note chosen_how chosen_by"
        " choosing_steps hear_by hear_how input_use at_end more to_agree"
    )

    class Meta:
        abstract = True
        constraints = [
            *answers_known(),
            models.CheckConstraint(
                condition=(Q(quantity_min=None) | Q(quantity_min__gt=0))
                & (Q(quantity_max=None) | Q(quantity_min=None) | Q(quantity_max__gte=F("quantity_min"))),
                name="%(class)s_time_in_order",
            ),
        ]

    @property
    def closes_at(self) -> dt.datetime | None:
        """The moment until which people can apply; the end of the day where no time is said."""
        if self.closes_on is None or self.closes_time is None:
            return clock.end_of_day(self.closes_on) if self.closes_on else None
        return dt.datetime.combine(self.closes_on, self.closes_time, tzinfo=clock.UK)

    @classmethod
    def label_of(cls, name: str) -> str:
        """Return the question of a field, in the language of the reader."""
        column: Any = cls._meta.get_field(name)
        return str(column.verbose_name)
