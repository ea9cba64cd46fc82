"""How rates are said on a page."""

from django import template
from django.utils.translation import gettext as _

from coproduce.foundation.pages.presenters import short_date
from expenses.policies.costs.rules import limit_words
from expenses.policies.models import ExpenseRule, MileageRate, Rate
from expenses.policies.rates import rules as rates
from expenses.policies.states import BookedBy

register = template.Library()
register.filter("paid_for", rates.paid_for)


@register.filter
def dates(rate: Rate | MileageRate) -> str:
    """From when, and until when, a rate is for."""
    if not rate.effective_from:
        return _("undated")
    if rate.effective_to:
        return _("%(start)s to %(end)s") % {
            "start": short_date(rate.effective_from),
            "end": short_date(rate.effective_to),
        }
    return _("since %(start)s") % {"start": short_date(rate.effective_from)}


@register.filter
def title(rate: Rate) -> str:
    """What a rate is for: its name, the role in it, how long the activity is."""
    return ", ".join(part for part in (rate.label, rate.role_tier, rate.limits) if part)


@register.filter
def conditions(rule: ExpenseRule) -> str:
    """What has to be done to have a cost paid, and how much of it is paid."""
    found = [
        (rule.receipt_needed, _("a receipt is needed")),
        (not rule.receipt_needed, _("no receipt is needed")),
        (rule.cap_pence, rule.cap_pence and up_to(rule)),
        (rule.prior_agreement, _("agree it with us first")),
        (rule.booked_by == BookedBy.ORGANISATION, _("we book and pay this for you: ask us")),
        (rule.registration_needed, _("we need the provider's registration number")),
    ]
    return "; ".join(str(words) for wanted, words in found if wanted)


@register.filter
def up_to(rule: ExpenseRule) -> str:
    """How much of a cost is paid, or usually paid."""
    words = _("up to %(limit)s") if rule.pays_no_more else _("usually up to %(limit)s")
    return words % {"limit": limit_words(rule)}


@register.filter
def band(rate: MileageRate) -> str:
    """Which miles a rate is for."""
    return _("%(band)s: %(miles)s miles in %(period)s") % {
        "band": rate.get_band_display(),
        "miles": f"{rate.threshold_miles:,}",
        "period": rate.get_period_display(),
    }


@register.filter
def sources(rates: list[Rate], mileage: list[MileageRate]) -> list[str]:
    """Each source once, in the order of the rows."""
    found = [rate.source for rate in rates or []] + [rate.source for rate in mileage or []]
    return list(dict.fromkeys(found))
