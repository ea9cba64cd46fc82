"""What the pages about policies read, and the usual fees of one."""

import datetime as dt
from typing import Any

from django.db.models import Min, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from contributors.accounts.models import StaffRole, User
from contributors.accounts.roles import roles_with
from contributors.people.models import Person
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.known import known
from coproduce.foundation.pages.presenters import hours
from expenses.policies.models import ExpenseRule, MileageRate, Policy, Rate
from expenses.policies.rates.rules import NoRate, offers, price_offer
from expenses.policies.states import EDITED, Category, PolicyState, Unit, units
from projects.resources.rules import Suggestion
from projects.roles.models.choices import PayUnit
from projects.roles.models.policy_rates import PolicyRate, PolicyRates


def suggest(organisation_id: int, on: dt.date, minutes: int) -> list[Suggestion]:
    """Return (label, whole pence) for one person and one session on a day; none without a policy in force."""
    policy = Policy.objects.in_force(organisation_id, on)
    if policy is None:
        return []
    rates = policy.rates.select_related("policy").filter(
        unit__in=units(lambda one: one.has_amount and one.pays == Category.FEE)
    )
    found = []
    for offer in offers(rates, on):
        try:
            found.append((offer.words, price_offer(offer, minutes).pence))
        except NoRate:
            continue
    return found


def rates_of(organisation_id: int, on: dt.date) -> PolicyRates | None:
    """Return the fees of the policy in force on a day, as a role names them; None without a policy."""
    policy = Policy.objects.in_force(organisation_id, on)
    if policy is None:
        return None
    paid = units(lambda one: one.has_amount and one.pays == Category.FEE)
    on_that_day = (
        Q(effective_from=None) | Q(effective_from__lte=on),
        Q(effective_to=None) | Q(effective_to__gte=on),
    )
    rates = policy.rates.filter(*on_that_day, unit__in=paid).order_by("label", "role_tier", "id")
    following = Policy.objects.filter(
        organisation=organisation_id, status=PolicyState.APPROVED, effective_from__gt=on
    ).aggregate(first=Min("effective_from"))["first"]
    ends = following - dt.timedelta(days=1) if following else None
    said = tuple(_as_a_role_says(rate, known(policy.effective_from), ends) for rate in rates)
    return PolicyRates(policy.name, said, policy.floor_pence_an_hour)


OF_ROLES = {
    Unit.HOUR: PayUnit.HOUR,
    Unit.HALF_DAY: PayUnit.HALF_DAY,
    Unit.DAY: PayUnit.DAY,
    Unit.MEETING: PayUnit.MEETING,
    Unit.TASK: PayUnit.TASK,
    Unit.PART_HOUR_BAND: PayUnit.SESSION,
}


def _as_a_role_says(rate: Rate, begins: dt.date, ends: dt.date | None) -> PolicyRate:
    """Return a rate of a policy that holds from a day to another, or without an end yet."""
    words = rate.limits
    if rate.block_minutes:
        block = _("each %(block)s, or part of it") % {"block": hours(rate.block_minutes)}
        words = ", ".join(part for part in (block, words) if part)
    unit = OF_ROLES.get(Unit(rate.unit), PayUnit.OTHER)
    since = max(begins, rate.effective_from or begins)
    until = min((day for day in (ends, rate.effective_to) if day), default=None)
    return PolicyRate(rate.words, rate.amount_pence, unit, words, since, until)


def has_written(policy: Policy, user: User) -> bool:
    """Say whether somebody made a policy or changed something in it: then another person approves it."""
    wrote = entries_about(policy).filter(verb=EDITED, by=user)
    return policy.made_by_id == user.pk or wrote.exists()


def approvers(policy: Policy, *, by: User) -> list[Person]:
    """Return who may be asked to approve a policy: who looks after policies and wrote nothing in this one."""
    roles = StaffRole.objects.current().filter(
        organisation=policy.organisation_id, role__in=roles_with("edit_policies"), user__is_active=True
    )
    people = Person.objects.filter(account__in=roles.values("user")).exclude(account=by)
    found = people.select_related("account").order_by("name", "id")
    return [one for one in found if not has_written(policy, known(one.account))]


def replaced_by(policy: Policy) -> Policy | None:
    """Return the policy that holds on the first day of a draft: what the draft would replace."""
    if policy.organisation_id is None or policy.effective_from is None:
        return None
    standing = Policy.objects.exclude(pk=policy.pk)
    return standing.in_force(policy.organisation_id, policy.effective_from)


def everything() -> "list[Prefetch[str, QuerySet[Any], str]]":
    """Return what a page about policies reads with them: a constant number of queries."""
    return [
        Prefetch("rates", Rate.objects.order_by("label", "role_tier", "-amount_pence")),
        Prefetch("mileage_rates", MileageRate.objects.order_by("vehicle", "effective_from", "-band")),
        Prefetch("expense_rules", ExpenseRule.objects.order_by("category")),
    ]
