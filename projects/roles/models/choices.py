"""The answers that the questions of a role description offer."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class Amount(models.TextChoices):
    """How sure a number is."""

    EXACTLY = "exactly", _("Exactly")
    AT_LEAST = "at_least", _("At least")
    UP_TO = "up_to", _("Up to")
    ABOUT = "about", _("About")
    BETWEEN = "between", _("Between two numbers")
    TO_BE_AGREED = "to_be_agreed", _("To be agreed")


class Unit(models.TextChoices):
    HOUR = "hour", _("hours")
    HALF_DAY = "half_day", _("half days")
    DAY = "day", _("days")
    MEETING = "meeting", _("meetings")
    SESSION = "session", _("sessions")
    REVIEW = "review", _("documents to read or review")


class Per(models.TextChoices):
    DAY = "day", _("a day")
    WEEK = "week", _("a week")
    MONTH = "month", _("a month")
    QUARTER = "quarter", _("every three months")
    YEAR = "year", _("a year")
    TERM = "term", _("in each term of the role")
    MEETING = "meeting", _("for each meeting")
    TOTAL = "total", _("in total")


class PrepTime(models.TextChoices):
    """Whether a kind of time is in the hours that are named, or comes on top of them."""

    YES = "yes", _("Yes, reading and preparing is part of this time")
    NO = "no", _("No, reading and preparing comes on top")
    UNKNOWN = "unknown", _("We do not know yet")


class TravelTime(models.TextChoices):
    YES = "yes", _("Yes, travelling is part of this time")
    NO = "no", _("No, travelling comes on top")
    NONE = "none", _("There is no travelling")
    UNKNOWN = "unknown", _("We do not know yet")


class Paid(models.TextChoices):
    YES = "yes", _("Yes, it is paid as well")
    COVERED = "covered", _("It is covered by the fee")
    NO = "no", _("No, it is not paid")
    UNKNOWN = "unknown", _("We do not know yet")


class PaymentKind(models.TextChoices):
    FEE = "fee", _("We pay a fee")
    EXPENSES_ONLY = "expenses_only", _("No fee, expenses only")
    NOTHING = "nothing", _("No fee and no expenses")
    TO_BE_AGREED = "to_be_agreed", _("To be agreed")


class PayUnit(models.TextChoices):
    """What an amount is paid for."""

    HOUR = "hour", _("each hour")
    HALF_DAY = "half_day", _("each half day")
    DAY = "day", _("each day")
    MEETING = "meeting", _("each meeting")
    SESSION = "session", _("each session")
    TASK = "task", _("each piece of work")
    WEEK = "week", _("each week")
    MONTH = "month", _("each month")
    YEAR = "year", _("each year")
    TERM = "term", _("the whole role")
    OTHER = "other", _("something else, in your own words")


class Mode(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("Some in person, some online")
    CHOICE = "choice", _("In person or online: you choose")
    REMOTE = "remote", _("From home, by post, phone or email")
    UNKNOWN = "unknown", _("To be agreed")


class Daytime(models.TextChoices):
    WORKDAY = "workday", _("On weekdays, in working hours")
    EVENING = "evening", _("On weekday evenings")
    WEEKEND = "weekend", _("At weekends")
    MIXED = "mixed", _("At different times")
    OWN_TIME = "own_time", _("When it suits you")
    UNKNOWN = "unknown", _("To be agreed")


class TermKind(models.TextChoices):
    """How firm the length of a role is."""

    FIXED = "fixed", _("Fixed")
    AT_LEAST = "at_least", _("At least")
    UP_TO = "up_to", _("Up to")
    USUALLY = "usually", _("Usually")
    ONGOING = "ongoing", _("No set end")
    TO_BE_AGREED = "to_be_agreed", _("To be agreed")


class LongUnit(models.TextChoices):
    WEEK = "week", _("weeks")
    MONTH = "month", _("months")
    YEAR = "year", _("years")


class Renewal(models.TextChoices):
    YES = "yes", _("Yes, if both sides agree")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("To be agreed")


class Voting(models.TextChoices):
    ALL = "all", _("Yes, with the same vote as everyone else")
    SOME = "some", _("Yes, some of the public members")
    NO = "no", _("No")
    NO_VOTES = "no_votes", _("The group takes no votes; it talks until it agrees")
    UNKNOWN = "unknown", _("To be agreed")


class YesNo(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("To be agreed")


class CheckLevel(models.TextChoices):
    """Checks of the Disclosure and Barring Service in England and Wales, by their names."""

    NONE = "none", _("No criminal record check")
    BASIC = "basic", _("DBS check: basic")
    STANDARD = "standard", _("DBS check: standard")
    ENHANCED = "enhanced", _("DBS check: enhanced")
    BARRED = "barred", _("DBS check: enhanced, with the barred lists")
    OTHER = "other", _("Another check")
    UNKNOWN = "unknown", _("To be agreed")


class Part(models.TextChoices):
    """The parts of a description that somebody may want to change."""

    PURPOSE = "purpose", _("What the role is for")
    ACTIVITIES = "activities", _("What you would do, and how")
    THEIR_DUTIES = "their_duties", _("What we ask of you")
    OUR_DUTIES = "our_duties", _("What we do for you")
    TIME = "time", _("How much time it takes")
    PAYMENT = "payment", _("Payment and expenses")
    SUPPORT = "support", _("Support and your contact")
    OTHER = "other", _("Something else")


PREP_WORDS = {
    PrepTime.YES: _("This includes reading and preparing."),
    PrepTime.NO: _("Reading and preparing is extra time."),
    PrepTime.UNKNOWN: _("We do not know yet how much there is to read. Ask us before you decide."),
}
TRAVEL_WORDS = {
    TravelTime.YES: _("This includes travelling."),
    TravelTime.NO: _("Travelling is extra time."),
    TravelTime.NONE: _("There is no travelling."),
    TravelTime.UNKNOWN: _("Whether travelling is part of it is still to be agreed."),
}


def count_words(unit: str, number: Any) -> str:
    """Return "1 half day", "3 meetings", "1.5 hours". `number` is an int or a Decimal."""
    many = 1 if number == 1 else max(int(number), 2)
    words = {
        Unit.HOUR: ngettext("%(n)s hour", "%(n)s hours", many),
        Unit.HALF_DAY: ngettext("%(n)s half day", "%(n)s half days", many),
        Unit.DAY: ngettext("%(n)s day", "%(n)s days", many),
        Unit.MEETING: ngettext("%(n)s meeting", "%(n)s meetings", many),
        Unit.SESSION: ngettext("%(n)s session", "%(n)s sessions", many),
        Unit.REVIEW: ngettext("%(n)s document to read", "%(n)s documents to read", many),
    }
    return words[Unit(unit)] % {"n": number}


def long_words(unit: str, number: int) -> str:
    """Return "1 month", "2 years"."""
    words = {
        LongUnit.WEEK: ngettext("%(n)s week", "%(n)s weeks", number),
        LongUnit.MONTH: ngettext("%(n)s month", "%(n)s months", number),
        LongUnit.YEAR: ngettext("%(n)s year", "%(n)s years", number),
    }
    return words[LongUnit(unit)] % {"n": number}
