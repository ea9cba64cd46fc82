from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types

BANK, ROUTE, CHOICE = "payment: bank", "payment: route", "payment: choice"
LIMIT = "payment: limit"
"""What was recorded about money, as history and written copies name it."""

event_types.register(
    {
        BANK: _("Your bank details"),
        ROUTE: _("How you are paid"),
        CHOICE: _("How your time is recognised"),
        LIMIT: _("Your limit"),
        "way to be paid recorded": _("wrote down how they want to be paid"),
        "way to be paid checked": _("checked how they want to be paid"),
    }
)

BANK_WORDS = _(
    "A bank account in your name. We will use it after a second person has checked it with you, and not "
    "before %(day)s. We never put its number in a letter."
)
ROUTE_WORDS = _(
    "You would like to be paid like this: %(route)s. We will do so after a second person has checked it "
    "with you, and not before %(day)s."
)
TALK_FIRST = _("You would like to talk before any payment is made. We will not pay anything until then.")
CHOICE_WORDS = _("How your time is recognised from now on: %(choice)s.")
LIMIT_WORDS = _(
    "The most you want to earn here in a %(per)s. We never put the sum in a letter, and nobody here can read "
    "it. Our pages warn you, and nobody else, before our fees go over it."
)
NO_LIMIT = _("You have no limit any more on what you want to earn here.")
