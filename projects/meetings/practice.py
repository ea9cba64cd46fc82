"""What is practice for meetings, who says so, and what an organisation asks for instead."""

from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from projects.meetings.rules import NOTICE, PAPERS_BEFORE

SOURCES = {
    "AIS-2025": _("Accessible Information Standard, DAPB1605 version 4.0"),
    "BDF": _("Meetings Matter checklist, Business Disability Forum"),
    "DONCASTER": _("Co-production guide: meetings and events, Doncaster Council"),
    "ILIS": _("Co-production toolkit, Independent Living in Scotland"),
    "IMPERIAL-LETTER": _("Letter of appointment template, Imperial PERC"),
    "LANLINKS": _("Guidelines, Lanarkshire Links"),
    "OXNDM": _("Scheduling Inclusive Meetings, Oxford NDM"),
    "PISTD-1": _("Standard 1: Inclusive Opportunities, public involvement standards"),
    "POHWER": _("Nottingham Co-production Group meetings, POhWER"),
    "ULSTER": _("Arranging the event, Ulster University"),
    "WEAHSN-2016": _("Five things to consider before embarking on co-production, West of England AHSN"),
}
"""Titles by the names that domain/level-playing-field.md uses."""


@dataclass(frozen=True)
class Practice:
    """The days that count. `own` names those the organisation has set itself."""

    notice_days: int = NOTICE.days
    papers_days: int = PAPERS_BEFORE.days
    own: frozenset[str] = frozenset()


def practice_of(organisation_id: int) -> Practice:
    """Return what counts in an organisation. One query."""
    thresholds = apps.get_model(
        "power_balance", "PowerThresholds"
    )  # own values live in a room above this one
    row = thresholds.objects.filter(organisation=organisation_id).first()
    names = ("notice_days", "papers_days")
    own = {name: value for name in names if (value := getattr(row, name, None)) is not None}
    return Practice(**own, own=frozenset(own))
