from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.transitions import Transition


class BudgetCategory(TextChoices):
    """Budget lines seen in real guidance.

    Sources: Budgeting for involvement, dementiatree.co.uk (fees to digital access, staff time);
    NIHR RDS North West, example fund applications (postage); NHS England toolkit for lay members
    (adverts); NIHR Cambridge BRC (costed lead); police community engagement guide (contingency);
    NIHR community engagement toolkit (partner organisations).
    """

    FEES = "fees", _("fees for people's time")
    EXPENSES = "expenses", _("travel and other expenses")
    SUPPORT = "support", _("carers and support people")
    TRAINING = "training", _("training and induction, public and staff")
    FORMATS = "formats", _("formats, interpreters and translation")
    VENUE = "venue", _("rooms and food")
    ACCESS = "access", _("access adjustments")
    DIGITAL = "digital", _("data, devices and help to get online")
    POSTAGE = "postage", _("postage and invitations")
    STAFF_TIME = "staff_time", _("staff time for planning and longer meetings")
    ADVERTS = "adverts", _("adverts to find people")
    LEAD = "lead", _("a named involvement lead, with administration time")
    CONTINGENCY = "contingency", _("contingency")
    PARTNERS = "partners", _("payment to partner organisations")
    OVERHEADS = "overheads", _("overheads of the organisation")


class CostGroup(TextChoices):
    """Headings commonly quoted from the involvement cost calculator of INVOLVE and NIHR.

    Its own list of lines was not retrieved: the headings are unverified, and which category stands
    under which is ours.
    """

    PAYMENTS = "payments", _("payments and rewards")
    EXPENSES = "expenses", _("expenses")
    ACTIVITY = "activity", _("involvement activity")
    STAFFING = "staffing", _("staffing")
    OTHER = "other", _("other costs")


GROUPS = {
    BudgetCategory.FEES: CostGroup.PAYMENTS,
    BudgetCategory.EXPENSES: CostGroup.EXPENSES,
    BudgetCategory.SUPPORT: CostGroup.EXPENSES,
    BudgetCategory.TRAINING: CostGroup.ACTIVITY,
    BudgetCategory.FORMATS: CostGroup.ACTIVITY,
    BudgetCategory.VENUE: CostGroup.ACTIVITY,
    BudgetCategory.ACCESS: CostGroup.ACTIVITY,
    BudgetCategory.DIGITAL: CostGroup.ACTIVITY,
    BudgetCategory.POSTAGE: CostGroup.ACTIVITY,
    BudgetCategory.ADVERTS: CostGroup.ACTIVITY,
    BudgetCategory.STAFF_TIME: CostGroup.STAFFING,
    BudgetCategory.LEAD: CostGroup.STAFFING,
    BudgetCategory.CONTINGENCY: CostGroup.OTHER,
    BudgetCategory.PARTNERS: CostGroup.OTHER,
    BudgetCategory.OVERHEADS: CostGroup.OTHER,
}


class Outside(TextChoices):
    """What becomes of a budget line for something that its funder does not pay for."""

    REFUSE = "refuse", _("do not save it")
    WARN = "warn", _("save it, and say so")


class PlanPart(TextChoices):
    """The parts of the plan that cost money and can be tried in a copy."""

    LINE = "budget", _("budget line")
    ACTIVITY = "activities", _("activity")
    COST = "costs", _("planned cost")


class ActivityState(TextChoices):
    PLANNED = "planned", _("planned")
    DROPPED = "dropped", _("dropped")


ACTIVITY_TRANSITIONS = {
    "drop": Transition((ActivityState.PLANNED,), ActivityState.DROPPED),
    "pick up": Transition((ActivityState.DROPPED,), ActivityState.PLANNED),
}
