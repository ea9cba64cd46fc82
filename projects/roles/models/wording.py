"""What a role description says, shared by the templates and by each version of a real one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from coproduce.foundation.privacy import Privacy

ONE_A_LINE = _("One on each line.")


class Unit(models.TextChoices):
    HOUR = "hour", _("hours")
    HALF_DAY = "half_day", _("half days")
    DAY = "day", _("days")
    MEETING = "meeting", _("meetings")


class Per(models.TextChoices):
    WEEK = "week", _("a week")
    MONTH = "month", _("a month")
    QUARTER = "quarter", _("every three months")
    YEAR = "year", _("a year")
    TOTAL = "total", _("in total")


class PrepTime(models.TextChoices):
    YES = "yes", _("Yes, reading and preparing is part of this time")
    NO = "no", _("No, reading and preparing comes on top")
    UNKNOWN = "unknown", _("We do not know yet")


class PaymentKind(models.TextChoices):
    FEE = "fee", _("We pay a fee")
    EXPENSES_ONLY = "expenses_only", _("No fee, expenses only")


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


def count_words(unit: str, number: int) -> str:
    """Return "1 half day", "3 meetings"."""
    words = {
        Unit.HOUR: ngettext("%(n)s hour", "%(n)s hours", number),
        Unit.HALF_DAY: ngettext("%(n)s half day", "%(n)s half days", number),
        Unit.DAY: ngettext("%(n)s day", "%(n)s days", number),
        Unit.MEETING: ngettext("%(n)s meeting", "%(n)s meetings", number),
    }
    return words[Unit(unit)] % {"n": number}


class RoleWords(models.Model):
    """The words and the structured time of a role. Lists hold one item on each line."""

    purpose = models.TextField(_("What the role is for"))
    activities = models.TextField(_("What you would do, and how"), help_text=ONE_A_LINE)
    their_duties = models.TextField(_("What we ask of you"), help_text=ONE_A_LINE)
    our_duties = models.TextField(_("What we do for you"), help_text=ONE_A_LINE)
    quantity_min = models.PositiveSmallIntegerField(_("How much time, at least"))
    quantity_max = models.PositiveSmallIntegerField(_("How much time, at most"), null=True, blank=True)
    unit = models.CharField(_("Counted in"), max_length=8, choices=Unit)
    per = models.CharField(_("How often"), max_length=7, choices=Per)
    includes_prep = models.CharField(
        _("Does this include reading and preparing?"),
        max_length=7,
        choices=PrepTime,
        default=PrepTime.UNKNOWN,
    )
    flexible = models.BooleanField(_("The times can be changed to suit people"), default=False)
    time_note = models.TextField(_("More about the time"), blank=True)
    support = models.TextField(_("What support there is"))
    essential = models.TextField(_("What you need"), help_text=ONE_A_LINE, blank=True)
    desirable = models.TextField(_("What would help"), help_text=ONE_A_LINE, blank=True)
    cannot_apply = models.TextField(_("Who cannot take this role"), help_text=ONE_A_LINE, blank=True)

    privacy = Privacy(
        internal="id purpose activities their_duties our_duties quantity_min quantity_max unit per"
        " includes_prep flexible time_note support essential desirable cannot_apply"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity_min__gt=0)
                & (Q(quantity_max=None) | Q(quantity_max__gte=F("quantity_min"))),
                name="%(class)s_time_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(their_duties="") & ~Q(our_duties=""), name="%(class)s_has_both_lists"
            ),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="%(class)s_unit_known"),
            models.CheckConstraint(condition=Q(per__in=Per.values), name="%(class)s_period_known"),
        ]


class RoleTemplate(RoleWords):
    """A starting point that administrators look after. Using one copies it."""

    title = models.CharField(_("title"), max_length=120, unique=True)
    in_use = models.BooleanField(_("offered to staff"), default=True)

    privacy = RoleWords.privacy + Privacy(internal="title in_use")

    class Meta(RoleWords.Meta):
        verbose_name = _("role template")
        verbose_name_plural = _("role templates")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
