"""A letter for the Jobcentre about one role: plain facts from the role and its meetings, in two parts.

The first part says what involvement is, the second what this person does and when. NIHR publishes
such a letter in two parts, for a PW1 form or a Universal Credit journal (NIHR-JCP-2021); the words are ours.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from coproduce.foundation import clock
from coproduce.foundation.known import known
from coproduce.foundation.money import pounds
from coproduce.foundation.pages.presenters import hours, short_date, uk_date, uk_when
from expenses.payees.recognition.activities import current_choice
from expenses.payees.recognition.models import RecognitionChoice
from expenses.payees.recognition.resolving import choice_for
from expenses.payees.recognition.states import NO_FEE, Choice
from projects.meetings.models import Meeting
from projects.roles.models import Assignment
from projects.roles.models.wording import PaymentKind

MEETINGS = 20


@dataclass(frozen=True)
class Part:
    """A part of a letter: a heading, paragraphs, then rows of (what, what it is)."""

    heading: str
    paragraphs: list[str] = field(default_factory=list)
    rows: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Letter:
    """A letter that any page or file can be made of."""

    title: str
    opening: list[str]
    parts: list[Part]

    def as_text(self) -> str:
        """Return the letter as plain text, for an online journal."""
        blocks = [self.title, *self.opening]
        for part in self.parts:
            rows = "\n".join(f"{what}: {said}" for what, said in part.rows)
            blocks += [part.heading.upper(), *part.paragraphs, *([rows] if rows else [])]
        return "\n\n".join(blocks) + "\n"


def letter_for(assignment: Assignment) -> Letter:
    """Return the letter about one person in one role, from what stands in the role and in meetings."""
    person, role = assignment.person, assignment.role
    organisation = role.project.organisation.name
    return Letter(
        title=_("About the involvement of %(name)s") % {"name": person.name},
        opening=[
            uk_date(clock.today()),
            _("To the Jobcentre"),
            _("%(name)s may give you this letter, for a PW1 form or a Universal Credit journal.")
            % {"name": person.name},
        ],
        parts=[
            Part(_("Part 1: What involvement is"), _what_it_is(organisation)),
            Part(_("Part 2: What %(name)s does") % {"name": person.name}, [], _what_they_do(assignment)),
            Part(_("When"), _no_meetings(assignment), _when(assignment)),
            Part(_("Who to ask"), [_who_to_ask(assignment)]),
        ],
    )


def _what_it_is(organisation: str) -> list[str]:
    return [
        _("%(organisation)s asks people who use services what they think, in order to make services better.")
        % {"organisation": organisation},
        _("This is involvement. It is not employment."),
        _("The person can say no to any meeting or task. They can stop at any time."),
        _("What they spend to take part is paid back, at what it cost."),
    ]


def _what_they_do(assignment: Assignment) -> list[tuple[str, str]]:
    text = assignment.version.text
    starts = assignment.starts_on or text.day("starts_on")
    ends = assignment.ends_on or text.day("ends_on")
    rows = [
        (_("Role"), text.title),
        (_("Project"), assignment.role.project.title),
        (_("What it is for"), text.values.get("purpose", "")),
        (_("How much time"), f"{text.time_words}. {text.prep_words}"),
        (_("From"), short_date(starts)),
        (_("To"), short_date(ends)),
        (_("Fee"), fee_words(assignment)),
        (_("Costs that are paid back"), text.values.get("expenses", "")),
    ]
    return [(what, said) for what, said in rows if said]


def fee_words(assignment: Assignment) -> str:
    """Return what is paid in a role, as the person chose: a fee they turned down is not received."""
    text = assignment.version.text
    choice = _choice(assignment)
    if text.values.get("payment") == PaymentKind.EXPENSES_ONLY:
        return _("There is no fee for this role. Costs are paid back.")
    if choice and choice.choice in NO_FEE:
        return _("None. They turned the fee down, and do not receive it.")
    if choice and choice.choice == Choice.LESS:
        return _("At most %(amount)s for one day, as they asked.") % {
            "amount": pounds(known(choice.most_pence))
        }
    return text.payment_words


def _choice(assignment: Assignment) -> RecognitionChoice | None:
    own = current_choice(assignment.person, assignment=assignment)
    return own or choice_for(assignment.person_id, None, None)


def _coming(assignment: Assignment) -> list[Meeting]:
    meetings = Meeting.objects.visible_to_member(assignment.person)
    mine = meetings.filter(project=assignment.role.project_id, status="invited", ends_at__gte=clock.now())
    return list(mine.order_by("starts_at", "id")[:MEETINGS])


def _when(assignment: Assignment) -> list[tuple[str, str]]:
    return [(uk_when(one.starts_at), f"{one.title}, {hours(one.minutes)}") for one in _coming(assignment)]


def _no_meetings(assignment: Assignment) -> list[str]:
    return [] if _coming(assignment) else [_("No meeting is fixed yet.")]


def _who_to_ask(assignment: Assignment) -> str:
    organisation = assignment.role.project.organisation
    ways = ", ".join(way for way in (organisation.help_phone, organisation.help_email) if way)
    who = f"{assignment.version.contact.name}, {organisation.name}"
    return f"{who}: {ways}" if ways else who
