"""What a payment may have to wait for, and who settles it.

What somebody wants to talk about, or has not decided yet, may hint at benefits: staff read no more than
that it is between the person and the involvement team.
"""

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side, WaitReason

DAYS_TO_SAY_HOW = 7
DAYS_TO_DECIDE = 28
BETWEEN_THEM = _("something to sort out between the person and the involvement team")

SAY_HOW = kinds.register(
    PromiseKind(
        key="payments.say_how",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Tell us how you want to be paid"),
        for_staff=_("Say how they want to be paid: {label}"),
        staff_url="people:detail",
        portal_url="my_bank:overview",
        portal_takes_ref=False,
        outlasts_project=True,
        reminder_expires=THREE_DAYS,
    )
)
DECIDE = kinds.register(
    PromiseKind(
        key="payments.decide",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Tell us what you decided about your fee"),
        for_staff=_("Sort out how their time is recognised: {label}"),
        kept_to="make_payments",
        portal_url="my_recognition:overview",
        portal_takes_ref=False,
        outlasts_project=True,
        reminder_expires=THREE_DAYS,
    )
)
NO_DETAILS = kinds.register_reason(
    WaitReason(
        "payments.no_details",
        _("your bank details, or another way to pay you"),
        _("their bank details, or another way to pay them"),
        portal_url="my_bank:overview",
    )
)
UNDECIDED = kinds.register_reason(
    WaitReason(
        "payments.undecided",
        _("your decision about the fee"),
        BETWEEN_THEM,
        portal_url="my_recognition:overview",
    )
)
TALK_FIRST = kinds.register_reason(
    WaitReason("payments.talk_first", _("the talk with us that you asked for"), BETWEEN_THEM)
)
DETERMINATION = kinds.register_reason(
    WaitReason(
        "payments.determination",
        _("a decision on how your role is taxed: we have asked for it"),
        _("the decision of the payer about the role"),
    )
)
QUESTION = kinds.register_reason(
    WaitReason(
        "payments.question",
        _("your answer to our question"),
        _("an answer to our question"),
        portal_url="my_claims:detail",
        portal_takes_ref=True,
    )
)
CAME_BACK = kinds.register_reason(
    WaitReason(
        "payments.came_back",
        _("us to find out why the money came back, or new bank details"),
        _("someone to find out why the money came back, or new bank details"),
        portal_url="my_bank:overview",
    )
)
