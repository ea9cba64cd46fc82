"""Decisions: written down, with public members, and with a reason where they went another way."""

from django.utils.translation import gettext as _

from projects.power_balance.evidence.rules.indicator import SOURCES, Indicator, at_most_percent
from projects.power_balance.thresholds.rules import Limits


def lines(counted: dict[str, int], limits: Limits) -> list[Indicator]:
    """Return what the register of decisions tells (indicator 16)."""
    source = str(SOURCES["VOICESCOT"])
    if not counted["all"]:
        none, practice = _("None has been recorded yet."), _("All recorded")
        return [Indicator("decisions", _("Decisions"), none, practice, source, look=True)]
    return [
        Indicator(
            "without",
            _("Decisions made without public members"),
            _("%(without)s of %(all)s.") % counted,
            _("None"),
            str(SOURCES["IAP2-7"]),
            look=limits.too_many("without_percent", counted["without"], counted["all"]),
            own=at_most_percent(limits, "without_percent"),
            rows="without" if counted["without"] else "",
        ),
        Indicator(
            "against",
            _("Decisions that were different from what public members wanted"),
            _("%(against)s of %(all)s, each with a reason.") % counted,
            _("All have a reason"),
            source,
            rows="against" if counted["against"] else "",
        ),
    ]
