"""A letter for the Jobcentre about one role: plain facts from the role and its meetings, in two parts.

The first part says what involvement is, the second what this person does and when. NIHR publishes
such a letter in two parts, for a PW1 form or a Universal Credit journal (NIHR-JCP-2021); the words are ours.
Titles of roles, projects and meetings often name an illness, which is nobody's business at the Jobcentre:
the letter says what kind of thing it is, and never its title or its purpose, for anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from coproduce.foundation import clock
from coproduce.foundation.known import known
from coproduce.foundation.money import pounds
from coproduce.foundation.pages.presenters import hours, short_date, uk_date, uk_when
from expenses.payees.recognition.models import RecognitionChoice
from expenses.payees.recognition.states import NO_FEE, Choice
from projects.meetings.models import Meeting
from projects.roles.models import Assignment
from projects.roles.models.wording import PaymentKind


@dataclass(frozen=True)
class LetterPart:
    """A part of a letter: a heading, paragraphs, then rows of (what, what it is)."""

    heading: str
    paragraphs: list[str] = field(default_factory=list)
    rows: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Letter:
    """A letter that any page or file can be made of."""

    title: str
    opening: list[str]
    parts: list[LetterPart]

    def as_text(self) -> str:
        """Return the letter as plain text, for an online journal."""
        blocks = [self.title, *self.opening]
        for part in self.parts:
            rows = "\n".join(f"{what}: {said}" for what, said in part.rows)
            blocks += [part.heading.upper(), *part.paragraphs, *([rows] if rows else [])]
        return "\n\n".join(blocks) + "\n"


def write(assignment: Assignment, choice: RecognitionChoice | None, meetings: Sequence[Meeting]) -> Letter:
    """Return the letter about one person in one role: its text, what they chose, the meetings to come."""
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
            LetterPart(_("Part 1: What involvement is"), _what_it_is(organisation)),
            LetterPart(
                _("Part 2: What %(name)s does") % {"name": person.name}, [], _what_they_do(assignment, choice)
            ),
            LetterPart(_("When"), _no_meetings(meetings), _when(meetings)),
            LetterPart(_("Who to ask"), [_who_to_ask(assignment)]),
        ],
    )


def _what_it_is(organisation: str) -> list[str]:
    return [
        _("%(organisation)s asks people who use services for their views, to make services better.")
        % {"organisation": organisation},
        _("This is involvement. It is not employment."),
        _("The person can say no to any meeting or task. They can stop at any time."),
        _("They are paid back what they spend to take part."),
    ]


def _what_they_do(assignment: Assignment, choice: RecognitionChoice | None) -> list[tuple[str, str]]:
    text = assignment.version.text
    starts = assignment.starts_on or text.day("starts_on")
    ends = assignment.ends_on or text.day("ends_on")
    time = f"{text.time_words}." if text.time_words else ""
    rows = [
        (_("Role"), _("Public contributor")),
        (_("What it is for"), _("Say what it is like to use services, so that they can be made better.")),
        (_("How much time"), " ".join(part for part in (time, text.prep_words) if part)),
        (_("From"), short_date(starts)),
        (_("To"), short_date(ends)),
        (_("Fee"), fee_words(assignment, choice)),
        (_("Costs that are paid back"), text.values.get("expenses", "")),
    ]
    return [(what, said) for what, said in rows if said]


def fee_words(assignment: Assignment, choice: RecognitionChoice | None) -> str:
    """Return what is paid in a role, as the person chose: a fee they turned down is not received."""
    text = assignment.version.text
    if text.values.get("payment") == PaymentKind.EXPENSES_ONLY:
        return _("There is no fee for this role. Costs are paid back.")
    if choice and choice.choice in NO_FEE:
        return _("None. They have turned the fee down and do not receive it.")
    if choice and choice.choice == Choice.LESS:
        return _("No more than %(amount)s for one day, as they asked.") % {
            "amount": pounds(known(choice.most_pence))
        }
    return text.payment_words


def _when(meetings: Sequence[Meeting]) -> list[tuple[str, str]]:
    return [(uk_when(one.starts_at), f"{_('Meeting')}, {hours(one.minutes)}") for one in meetings]


def _no_meetings(meetings: Sequence[Meeting]) -> list[str]:
    return [] if meetings else [_("No meeting has been fixed yet.")]


def _who_to_ask(assignment: Assignment) -> str:
    organisation = assignment.role.project.organisation
    ways = ", ".join(way for way in (organisation.help_phone, organisation.help_email) if way)
    who = f"{known(assignment.version.contact).name}, {organisation.name}"
    return f"{who}: {ways}" if ways else who
