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


class ActivityState(TextChoices):
    TENTATIVE = "tentative", _("tentative")
    COMMITTED = "committed", _("committed")
    DROPPED = "dropped", _("dropped")


ACTIVITY_TRANSITIONS = {
    "commit": Transition((ActivityState.TENTATIVE,), ActivityState.COMMITTED),
    "loosen": Transition((ActivityState.COMMITTED,), ActivityState.TENTATIVE),
    "drop": Transition((ActivityState.TENTATIVE, ActivityState.COMMITTED), ActivityState.DROPPED),
    "pick up": Transition((ActivityState.DROPPED,), ActivityState.TENTATIVE),
}
