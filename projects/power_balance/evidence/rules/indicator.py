"""One line of evidence, and the words that several lines share."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from projects.power_balance.thresholds.rules import Limits

SOURCES = {
    "ACE": gettext_lazy("Expenses & payment, Ace Centre user group"),
    "AIS-2025": gettext_lazy("Accessible Information Standard, NHS England, 2025"),
    "ARCW-FACT": gettext_lazy("Factors to consider, NIHR ARC West"),
    "BDF": gettext_lazy("Meetings Matter checklist, Business Disability Forum"),
    "HEALTHTALK": gettext_lazy("healthtalk, University of Oxford"),
    "IAP2-7": gettext_lazy("IAP2 core values, value 7"),
    "IMPERIAL-LETTER": gettext_lazy("Invitation letter, Imperial"),
    "INVOLVE-BN8": gettext_lazy("Briefing note 8, INVOLVE"),
    "INVOLVE-TOR-2012": gettext_lazy("Terms of reference template, INVOLVE, 2012"),
    "LANLINKS": gettext_lazy("Guidelines, Lanarkshire Links"),
    "POHWER": gettext_lazy("Nottingham Co-production Group meetings"),
    "ILIS": gettext_lazy("Co-production toolkit, Independent Living in Scotland"),
    "VOICESCOT": gettext_lazy("National Standards for Community Engagement, Scotland"),
    "WEAHSN-2016": gettext_lazy(
        "Five things to consider before embarking on co-production, West of England AHSN"
    ),
}
FEWEST_PEOPLE = 3
"""With fewer people than this, days and shares would tell whose they are."""


@dataclass(frozen=True)
class Indicator:
    """One line of evidence: what it is about, what was counted, what is practice and who says so.

    `own` says what the organisation goes by instead; `rows` names the rows behind the number, and
    `key` the line itself, so that a page can come back to it.
    """

    key: str
    about: str
    counted: str
    practice: str = ""
    source: str = ""
    look: bool = False
    own: str = ""
    rows: str = ""

    @property
    def counts_team(self) -> bool:
        """Whether the rows behind the number are the people on the team, who have a page of their own."""
        return self.rows == "team"


def at_most_percent(limits: Limits, name: str) -> str:
    """Return the organisation's own share in words, where it has set one."""
    return _("at most %(n)s%%") % {"n": getattr(limits, name)} if name in limits.own else ""


def at_least(limits: Limits, name: str) -> str:
    """Return the organisation's own least number in words, where it has set one."""
    return _("at least %(n)s") % {"n": getattr(limits, name)} if name in limits.own else ""


def at_least_days(limits: Limits, name: str) -> str:
    """Return the organisation's own number of days in words, where it has set one."""
    if name not in limits.own:
        return ""
    n = getattr(limits, name)
    return ngettext("at least %(n)s day", "at least %(n)s days", n) % {"n": n}
