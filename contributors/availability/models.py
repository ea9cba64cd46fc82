from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField

DAY = 24 * 60
LONGEST_TRAVEL = 8 * 60


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Unavailable(models.Model):
    """A time each week, on the clock they live by, when a person cannot come.

    Times are minutes after midnight, so that a day can end at 24:00.
    """

    ref = RefField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="unavailable")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    from_minute = models.PositiveSmallIntegerField(_("from"))
    to_minute = models.PositiveSmallIntegerField(_("to"))

    privacy = Privacy(internal="id ref", personal="person weekday from_minute to_minute")

    class Meta:
        ordering = ["weekday", "from_minute"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_minute__gt=F("from_minute"), to_minute__lte=DAY),
                name="unavailable_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(weekday__in=Weekday.values), name="unavailable_weekday_known"),
            models.UniqueConstraint(
                fields=["person", "weekday", "from_minute"], name="unavailable_starts_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {wall_time(self.from_minute)}–{wall_time(self.to_minute)}"

    @property
    def is_whole_day(self) -> bool:
        return (self.from_minute, self.to_minute) == (0, DAY)


def wall_time(minute: int) -> LazyStr:
    """Return minutes after midnight as a clock shows them; the end of the day is "midnight"."""
    return _("midnight") if minute == DAY else f"{minute // 60:02d}:{minute % 60:02d}"


class Away(models.Model):
    """Days, first and last included, when a person cannot come."""

    ref = RefField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="away")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    privacy = Privacy(internal="id ref", personal="person first_day last_day")

    class Meta:
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="away_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"


class Circumstances(models.Model):
    """What else decides when a person can come: the clock they live by, and how long they travel.

    `told_at` is when they last told us when they can come, "any time" too. Without it, and without a row
    that says when they cannot, nobody knows: it is not "any time".

    Private like the reasons that nobody is asked for: they count, and are shown to nobody else.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="circumstances")
    zone = models.CharField(
        _("time zone"), max_length=64, blank=True, help_text=_("Leave empty for UK time.")
    )
    before = models.PositiveSmallIntegerField(_("minutes to get there"), default=0)
    after = models.PositiveSmallIntegerField(_("minutes to get back"), default=0)
    joins_online = models.BooleanField(_("joins online wherever there is a choice"), default=False)
    told_at = models.DateTimeField(_("told us when they can come"), null=True, blank=True)

    privacy = Privacy(internal="id", personal="person zone before after joins_online told_at")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(before__lte=LONGEST_TRAVEL, after__lte=LONGEST_TRAVEL),
                name="circumstances_travel_within_hours",
            )
        ]

    def __str__(self) -> str:
        return f"circumstances of {self.person_id}"
