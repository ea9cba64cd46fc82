"""Results of payments, line by line: paid, or came back. One transaction; all of it or nothing."""

import datetime as dt
from collections import defaultdict

from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation.known import known
from coproduce.foundation.transitions import TransitionRefused
from expenses.payments import actions, replies, rules
from expenses.payments.models import PaymentRun
from expenses.payments.reports.models import ReportLine
from expenses.payments.reports.states import Said
from expenses.payments.states import RunState


def record_results(lines: list[ReportLine], *, rest_paid: bool, by: User) -> None:
    """Record runs as paid that were waiting for it, then what came back. Raises Refused, with names."""
    waiting: dict[PaymentRun, list[ReportLine]] = defaultdict(list)
    for line in lines:
        run = known(line.payment).run
        if run.status == RunState.EXPORTED:
            waiting[run].append(line)
    for run in sorted(waiting, key=lambda run: run.pk):
        if not rest_paid:
            _check_all_there(run, waiting[run])
        actions.record_paid(run, paid_on=_day(waiting[run]), by=by)
    for line in lines:
        if line.said == Said.BOUNCED:
            why = line.why or _("The bank gave no reason.")
            replies.record_bounced(known(line.payment), why=why, on=line.on, by=by)


def _check_all_there(run: PaymentRun, lines: list[ReportLine]) -> None:
    missing = run.payments.live().exclude(pk__in={line.payment_id for line in lines}).order_by("pk")
    names = list(missing.values_list("payee_name", flat=True)[: rules.NAMED])
    if names:
        raise TransitionRefused(
            _("The file says nothing about %(who)s in %(run)s. Nothing was changed.")
            % {"who": ", ".join(names), "run": run}
        )


def _day(lines: list[ReportLine]) -> dt.date:
    """Return the day the money left: the last day of what was paid, or else of what came back."""
    paid = [known(line.on) for line in lines if line.said == Said.PAID]
    return max(paid or [known(line.on) for line in lines])
