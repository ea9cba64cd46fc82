"""Kinds of things on a timeline, and how long before each its preparations have to begin."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from contributors.people.states import NeedCategory
from coproduce.foundation.lazy import LazyStr


class PlanKind(TextChoices):
    ACTIVITY = "activity", _("activity")
    MEETING = "meeting", _("meeting")
    MILESTONE = "milestone", _("milestone")
    ROLE = "role", _("role")
    MONEY = "money", _("end of money")


class LeadKind(TextChoices):
    """What has to happen some days before something, and (for payment) what takes some days after it."""

    RECRUITING = "recruiting", _("finding people")
    NOTICE = "notice", _("inviting people")
    PAPERS = "papers", _("sending papers")
    INTERPRETER = "interpreter", _("booking interpreters and help with language")
    FORMATS = "formats", _("making papers in other formats")
    SUPPORT = "support", _("booking people who support someone")
    ACCESS = "access", _("arranging other things that help people take part")
    PAYMENT = "payment", _("paying people afterwards")


@dataclass(frozen=True)
class LeadPractice:
    """What is practice elsewhere. `days` is None where no source names a number and we have none either."""

    days: int | None
    words: LazyStr
    source: LazyStr


OURS = _("No source names a number. A week is our own starting value: change it to what you know.")
PRACTICE: Mapping[LeadKind, LeadPractice] = {
    LeadKind.RECRUITING: LeadPractice(
        None,
        _("An advert has to be open for a while, and interviews come after it. No source says how long."),
        _("Setting a group up takes much staff time: Research Involvement and Engagement, 2023"),
    ),
    LeadKind.NOTICE: LeadPractice(
        14,
        _("Invite people at least 14 days ahead."),
        _("Letter of appointment template, Imperial PERC"),
    ),
    LeadKind.PAPERS: LeadPractice(
        7,
        _("Send papers at least 7 days ahead, in the format each person asked for."),
        _("Guidelines, Lanarkshire Links; Scheduling Inclusive Meetings, Oxford NDM"),
    ),
    LeadKind.INTERPRETER: LeadPractice(
        7, OURS, _("“Book interpreters early”: Arranging the event, Ulster University")
    ),
    LeadKind.FORMATS: LeadPractice(
        7, OURS, _("Ask and book early: Meetings Matter checklist, Business Disability Forum")
    ),
    LeadKind.SUPPORT: LeadPractice(
        7, OURS, _("Ask and book early: Meetings Matter checklist, Business Disability Forum")
    ),
    LeadKind.ACCESS: LeadPractice(
        7, OURS, _("Ask and book early: Meetings Matter checklist, Business Disability Forum")
    ),
    LeadKind.PAYMENT: LeadPractice(
        42,
        _("People say it takes 2 to 6 weeks until they are paid. Plan with the longest."),
        _("Payment pages of NIHR and of NHS organisations: from 2 weeks to 6 weeks (NETSCC)"),
    ),
}
"""What counts until an organisation sets its own. Sources: domain/scope-and-resources.md 2c, and the table of
indicators in domain/level-playing-field.md."""

LEAD_OF_NEED: Mapping[str, LeadKind] = {
    NeedCategory.PROFESSIONAL: LeadKind.INTERPRETER,
    NeedCategory.LANGUAGE: LeadKind.INTERPRETER,
    NeedCategory.FORMAT: LeadKind.FORMATS,
    NeedCategory.SUPPORT: LeadKind.SUPPORT,
    NeedCategory.MORE_SUPPORT: LeadKind.SUPPORT,
}


def lead_of_need(category: str) -> LeadKind:
    """Return by which lead time something that helps is booked."""
    return LEAD_OF_NEED.get(category, LeadKind.ACCESS)


MUST_HAVE: Mapping[LeadKind, LazyStr] = {
    LeadKind.RECRUITING: _("Start to find people"),
    LeadKind.NOTICE: _("Invite people"),
    LeadKind.PAPERS: _("Send the papers"),
    LeadKind.INTERPRETER: _("Book interpreters and help with language"),
    LeadKind.FORMATS: _("Make papers in other formats"),
    LeadKind.SUPPORT: _("Book people who support someone"),
    LeadKind.ACCESS: _("Arrange what helps people take part"),
    LeadKind.PAYMENT: _("Everyone is paid"),
}
