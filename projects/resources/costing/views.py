import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from coproduce.foundation import clock, permissions
from coproduce.foundation.money import pounds
from coproduce.foundation.pages.requests import AuthenticatedRequest
from projects.resources.costing import queries
from projects.resources.costing.rules import Forecast, Row, Sheet, View, months_back
from projects.resources.funders.rules import warnings
from projects.team.queries import visible

TITLES: dict[View, Lazy] = {
    View.LINE: gettext_lazy("By budget line"),
    View.GROUP: gettext_lazy("By kind of cost"),
    View.CODE: gettext_lazy("By cost code"),
    View.YEAR: gettext_lazy("By financial year, April to March"),
    View.FUNDER: gettext_lazy("By funder"),
    View.FUNDER_YEAR: gettext_lazy("By each funder’s own year"),
}


@require_safe
@permissions.staff_required
def costing(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The costing summed one way, with a way to all others, and when the money ends at this pace."""
    project = visible(request.user, ref)
    asked = request.GET.get("by", "")
    view = View(asked) if asked in list(View) else View.LINE
    plan = queries.plan_of(project)
    money = queries.money_of(project)
    sees_claims = request.user.can("see_claims", project.organisation_id)
    found = queries.sheet_of(plan, view, money, sees_claims=sees_claims)
    context = {
        "project": project,
        "view": view,
        "title": TITLES[view],
        "views": [(one, words) for one, words in TITLES.items() if one != view],
        "sheet": found,
        "bars": bars(found.total),
        "words": words_of(found),
        "outside": warnings(plan.lines),
        "forecast": forecast_words(
            queries.forecast_of(plan, money), sees_claims=sees_claims, ends_on=project.ends_on
        ),
        "back_url": reverse("resources:overview", args=[ref]),
    }
    return render(request, "resources/costing.html", context)


def bars(total: Row) -> list[dict[str, Any]]:
    """Return the rows of the picture of all money and its table."""
    found = total.amounts
    amounts = [
        (_("Budget"), total.budget),
        (_("Planned"), found.planned),
        (_("Committed"), found.committed),
        (_("Claimed"), found.claimed),
        (_("Approved"), found.approved),
        (_("Paid"), found.paid),
        (_("Left"), max(0, total.left)),
    ]
    return [{"label": label, "value": pence, "text": pounds(pence)} for label, pence in amounts]


def words_of(sheet: Sheet) -> list[str]:
    """Return a sentence for each row whose money is gone or runs low, and for what is owed all the same."""
    found = []
    for row in sheet.rows:
        words = {"row": row.label, "over": pounds(-row.left), "left": pounds(row.left)}
        if row.hidden:
            continue
        if row.is_empty:
            found.append(_("%(row)s: nothing is left. It is %(over)s over.") % words)
        elif row.runs_low:
            found.append(_("%(row)s: only %(left)s is left.") % words)
        if row.left < 0 and row.unpaid > 0:
            debt = {"row": row.label, "owed": pounds(row.unpaid)}
            found.append(
                _("%(row)s: %(owed)s is approved and not paid yet. It is owed and will be paid.") % debt
            )
    return found


def forecast_words(found: Forecast, *, sees_claims: bool = True, ends_on: dt.date | None = None) -> str:
    """Return when the money ends, with the pace it is worked out from, as sentences.

    Of a day after the project's own end (`ends_on`) nobody needs a date: the money lasts. A pace that is
    what one or two people claimed is told only to who may see claims.
    """
    today = clock.today()
    first, last = months_back(today.replace(day=1), found.months), months_back(today.replace(day=1), 1)
    facts = {
        "pace": pounds(found.pace),
        "first": f"{MONTHS[first.month]} {first.year}",
        "last": f"{MONTHS[last.month]} {last.year}",
        "money": pounds(max(0, found.money)),
    }
    if found.money <= 0:
        return _("What is approved and booked has used all of the budget.")
    if found.ends_in is None:
        words = _(
            "Nothing was approved or booked for %(first)s to %(last)s, so we cannot say when the money ends."
        )
        return words % facts
    lasts = ends_on is not None and found.ends_in > ends_on
    ends = ends_on if ends_on and lasts else found.ends_in
    facts["end"] = f"{MONTHS[ends.month]} {ends.year}"
    opening = _opening(hidden=found.few and not sees_claims, lasts=lasts)
    if found.few and not sees_claims:
        words = _("We assume that it goes on like this. The pace is not shown: too few people are behind it.")
        return f"{opening} {words}" % facts
    words = _(
        "From %(first)s to %(last)s, %(pace)s a month was approved or booked, by the day of the activity. "
        "We assume that it goes on like this. %(money)s is left to spend."
    )
    return f"{opening} {words}" % facts


def _opening(*, hidden: bool, lasts: bool) -> str:
    """Return when the money ends, to be filled in. hidden: no pace is told; lasts: the project ends first."""
    if hidden:
        if lasts:
            return _("At the pace of late the money lasts until the project ends in %(end)s.")
        return _("At the pace of late the money ends in %(end)s.")
    if lasts:
        return _("At this pace the money lasts until the project ends in %(end)s, and some is left over.")
    return _("At this pace the money ends in %(end)s.")
