"""What a claim lacks, and what it most likely holds, so that the person says yes instead of typing."""

import datetime as dt
from dataclasses import replace

from django.utils.translation import gettext as _

from contributors.availability.models import Circumstances
from coproduce.foundation import clock
from coproduce.foundation.pages.presenters import hours
from expenses.claims.lines.queries import usual_day
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.pricing.queries import price
from expenses.claims.pricing.rules import entry_of
from expenses.claims.writing.rules import SameJourney, TimeGiven
from expenses.policies.models import Policy
from expenses.policies.rates.rules import NoRate
from expenses.policies.states import Category
from projects.meetings.models import Attendance


def time_given(claim: Claim) -> TimeGiven:
    """Return what was noted of a claim's meeting, else how long it was planned for."""
    meeting = claim.meeting
    if meeting is None:
        return TimeGiven(usual_day(claim))
    day = clock.uk(meeting.starts_at).date()
    online_only = meeting.is_online and not meeting.place
    noted = Attendance.objects.filter(meeting=meeting, person=claim.person_id).first()
    if noted and not noted.came:
        words = _(
            "Our record says you were not there. If that is wrong, claim anyway. Someone will check it."
        )
        return TimeGiven(day, None, words)
    if noted:
        words = _("Our record says you were there for %(time)s. Change it if that is wrong.")
        return TimeGiven(day, noted.minutes, words % {"time": hours(noted.minutes)}, online_only)
    words = _("The meeting was planned for %(time)s. Change it if you were there for less or more.")
    return TimeGiven(day, meeting.minutes, words % {"time": hours(meeting.minutes)}, online_only)


def pays_the_way(claim: Claim, day: dt.date | None) -> bool:
    """Say whether the policy of a day pays for the time on the way there and back."""
    policy = Policy.objects.in_force(claim.organisation_id, day or clock.today())
    return bool(policy and policy.pays_travel_time)


def minutes_on_the_way(claim: Claim) -> int | None:
    """Return how long this person travels to meetings and back, as they told us, for a meeting with a place.

    That is private: propose it to nobody but the person.
    """
    told = Circumstances.objects.filter(person=claim.person_id, joins_online=False).first()
    if claim.meeting is None or not claim.meeting.place or told is None:
        return None
    return told.before + told.after or None


def as_last_time(claim: Claim) -> SameJourney | None:
    """Return this person's last journey to the same place, priced for this claim. None without one.

    The same place is that of the meeting; where nothing is said of a place, that of the project.
    """
    last = _last_line(claim)
    if last is None:
        return None
    day = usual_day(claim) or clock.today()
    entry = replace(entry_of(last), activity_date=day)
    try:
        priced = price(claim, entry, choice=None)  # no choice bears on miles
    except NoRate:
        return None
    return SameJourney(entry, priced.amount_pence, priced.explanation)


def _last_line(claim: Claim) -> ClaimLine | None:
    """The newest journey by own vehicle of the person's sent claims for the same place."""
    rows = (
        ClaimLine.objects.counted()
        .filter(claim__person=claim.person_id, claim__organisation=claim.organisation_id)
        .filter(category=Category.MILEAGE)
        .exclude(claim=claim.pk)
        .select_related("rate")
        .order_by("-activity_date", "-id")
    )
    place = claim.meeting.place if claim.meeting else ""
    if place:
        return rows.filter(claim__meeting__place__iexact=place).first()
    return rows.filter(claim__project=claim.project_id).first() if claim.project_id else None
