import datetime as dt
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

CENSUS_DAY = dt.date(2021, 3, 21)


class Characteristic(TextChoices):
    """What the Census figures tell apart. Not gender identity: its figures are uncertain (GAF-GI-2024)."""

    AGE = "age_band", _("age")
    DISABILITY = "disability", _("disability")
    ETHNIC_GROUP = "ethnic_group_5", _("ethnic group, 5 groups")
    ETHNIC_GROUP_DETAIL = "ethnic_group_19", _("ethnic group, 19 groups")
    RELIGION = "religion", _("religion")
    SEX = "sex", _("sex")
    ORIENTATION = "sexual_orientation_16plus", _("sexual orientation")
    CARE = "unpaid_care_5plus", _("unpaid care")


# Who was counted, and what to keep in mind: said beside the figures.
BASES = {
    Characteristic.AGE: _("Of all residents. Only ages we could check, so they do not add up to 100%."),
    Characteristic.DISABILITY: _("Of all residents, with children. Not adjusted for age."),
    Characteristic.ETHNIC_GROUP: _("Of all residents, with children."),
    Characteristic.ETHNIC_GROUP_DETAIL: _("Of all residents, with children."),
    Characteristic.RELIGION: _("Of all residents, with children. The question was voluntary."),
    Characteristic.SEX: _("Of all residents, with children."),
    Characteristic.ORIENTATION: _("Of residents aged 16 and over. The question was voluntary."),
    Characteristic.CARE: _("Of residents aged 5 and over."),
}


class ReleaseOutcome(TextChoices):
    """What a release shows. Decided once, never worked out again."""

    FIGURES = "figures", _("figures")
    MOST = "most", _("most answered")
    TOO_FEW = "too_few", _("too few people to show anything")


@dataclass(frozen=True)
class OutcomeFacts:
    """What a page may show of a release. `says_most`: the number of answers itself is left out."""

    shows_figures: bool = False
    says_most: bool = False


OUTCOME_FACTS = {
    ReleaseOutcome.FIGURES: OutcomeFacts(shows_figures=True),
    ReleaseOutcome.MOST: OutcomeFacts(shows_figures=True, says_most=True),
    ReleaseOutcome.TOO_FEW: OutcomeFacts(),
}
