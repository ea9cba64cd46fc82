"""How long we keep things: one line for each kind of data, as the privacy page prints them.

A line says why we may have it, how long it is kept, from when that is counted, and what happens then.
`schedule` says which model belongs to which line; `retention` keeps to it every night.

Sources: UK GDPR articles 5(1)(e), 6, 9, 17; Data Protection Act 2018 schedule 1 paragraph 8; Finance and
Accounting Records UK (IRMS wiki): close of the financial year + 6; where no rule names a time, the choice is
ours and docs/decisions/0031 says why.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr

FINANCIAL_YEARS = 6
CONTRACT, TASK, CONSENT, LAW, SAFETY = (
    _("We need it to do what we agreed with you."),
    _("We need it to involve people, which is our public task."),
    _("You chose to tell us. You can take it back."),
    _("The law on accounts says so."),
    _("We need it to keep the service safe."),
)
IRMS, OURS = "IRMS wiki: close of financial year + 6", "docs/decisions/0031"


@dataclass(frozen=True)
class Line:
    """One line of the table. `months` and `days` are added up; `financial` counts from the end of a year.

    `by_task` is the Celery task that keeps it, where that is not the nightly `rights.keep_to_times`.
    """

    what: LazyStr
    basis: LazyStr
    how_long: LazyStr
    counted: LazyStr
    then: LazyStr
    source: str
    months: int = 0
    days: int = 0
    financial: bool = False
    by_task: str = ""


DELETED, EMPTIED = _("It is deleted."), _("The words and names are taken out. What is left names nobody.")

LINES: dict[str, Line] = {
    "contact": Line(
        _("Your name and how to reach you"),
        TASK,
        _("3 years"),
        _("from the day your last role or project ended"),
        _("We tell you, and then erase it all but what the law keeps."),
        OURS,
        months=36,
    ),
    "sign_in": Line(
        _("Your account: password, second step, passkeys"),
        SAFETY,
        _("as long as your name"),
        _("from the day your last role or project ended"),
        DELETED,
        OURS,
        months=36,
    ),
    "imported_rows": Line(
        _("Rows of a file with which an organisation brought people in"),
        TASK,
        _("a day"),
        _("from when they were brought in; the file itself is not kept at all"),
        DELETED,
        "docs/decisions/0049",
        days=1,
        by_task="people.carry_on_imports",
    ),
    "needs": Line(
        _("What helps you take part"),
        CONSENT,
        _("12 months"),
        _("from the day you no longer needed it"),
        DELETED,
        OURS,
        months=12,
    ),
    "equality": Line(
        _("Answers to equality questions"),
        CONSENT,
        _("12 months"),
        _("from the day your last role or project ended"),
        _("They are deleted. If you wish it, at once."),
        "DPA 2018 sch. 1 para. 8; " + OURS,
        months=12,
    ),
    "times": Line(
        _("When you are away"), TASK, _("12 months"), _("from your last day away"), DELETED, OURS, months=12
    ),
    "bank": Line(
        _("Bank details that are no longer used"),
        CONTRACT,
        _("3 months"),
        _("from the day new details replaced them"),
        _("The numbers are deleted. That they were changed, and when, stays with the accounts."),
        IRMS,
        months=3,
    ),
    "money": Line(
        _("Claims, receipts and payments"),
        LAW,
        _("6 years"),
        _("from the end of the financial year"),
        _("Names, words and receipts are taken out. Sums and days stay for the accounts."),
        IRMS,
        financial=True,
    ),
    "pay_wishes": Line(
        _("How you want to be paid, and limits you set"),
        CONSENT,
        _("as long as your name"),
        _("from the day your last role or project ended"),
        DELETED,
        OURS,
        months=36,
    ),
    "project": Line(
        _("What you said and did on a project: roles, meetings, views"),
        TASK,
        _("6 years"),
        _("from the day the project closed"),
        EMPTIED,
        OURS,
        months=72,
    ),
    "reasons": Line(
        _("Why you could not come"), CONSENT, _("12 months"), _("from the day you said it"), DELETED, OURS,
        months=12,
    ),
    "ratings": Line(
        _("How equal a project feels to you"),
        CONSENT,
        _("until the review closes"),
        _("and no longer"),
        DELETED,
        "docs/decisions/0008",
        by_task="when the review closes",
    ),
    "concerns": Line(
        _("What you told someone outside the project"),
        CONSENT,
        _("a year"),
        _("from the day it was dealt with"),
        DELETED,
        "docs/decisions/0011",
        by_task="power_balance.forget_concerns",
    ),
    "interest": Line(
        _("What you sent to put yourself forward for a role"),
        TASK,
        _("6 months"),
        _("from the answer. If you take it back: at once."),
        _("It is deleted. We only count that there was one."),
        "charity retention schedule: 6 months for unsuccessful applicants; docs/decisions/0048",
        by_task="selection.forget_expressions",
    ),
    "recorded": Line(
        _("What staff wrote down when you rang or wrote"),
        TASK,
        _("6 years"),
        _("from the day it was written down"),
        EMPTIED,
        OURS,
        months=72,
    ),
    "notes": Line(
        _("Notes of staff about you"), TASK, _("2 years"), _("from the day they were written"), DELETED, OURS,
        months=24,
    ),
    "messages": Line(
        _("Messages to you: the address, the text, the codes"),
        TASK,
        _("12 months"),
        _("from the day they were written"),
        EMPTIED,
        OURS,
        months=12,
    ),
    "promises": Line(
        _("What you and we promised each other"),
        CONTRACT,
        _("6 years"),
        _("from the day it was promised"),
        EMPTIED,
        OURS,
        months=72,
    ),
    "history": Line(
        _("Who did what, and why"),
        SAFETY,
        _("7 years"),
        _("from the day it was done"),
        _("The reasons are taken out. That it was done stays."),
        OURS,
        months=84,
    ),
    "looks": Line(
        _("What administrators looked at"), SAFETY, _("2 years"), _("from the day they looked"), DELETED,
        "docs/decisions/0027", by_task="history.forget_looks",
    ),
    "sessions": Line(
        _("Where you are signed in"), SAFETY, _("until it ends"),
        _("after 12 hours, or 90 days without use on your own device"),
        DELETED, OURS, by_task="accounts.forget_sessions",
    ),
    "seen_devices": Line(
        _("That an account was used on the same device as another"), SAFETY, _("2 years"),
        _("from the day it was seen"), DELETED, OURS, months=24,
    ),
    "kept_forms": Line(
        _("What you typed when you were signed out"), SAFETY, _("an hour"), _("from when you typed it"),
        DELETED, "docs/decisions/0022", by_task="kept_forms.tidy",
    ),
    "form_tokens": Line(
        _("Marks that stop a form counting twice"), SAFETY, _("a day"), _("from when it was sent"), DELETED,
        OURS, by_task="idempotency.tidy",
    ),
    "removed": Line(
        _("What you just removed, to put it back"), SAFETY, _("10 minutes"), _("from when it was removed"),
        DELETED, OURS, by_task="undo.tidy",
    ),
    "new_mailbox": Line(
        _("A new email that waited for your yes"), SAFETY, _("3 months"), _("from the day it was asked for"),
        DELETED, "docs/decisions/0028", months=3,
    ),
    "news": Line(
        _("Your wish to hear of new opportunities, and the email for it"), CONSENT, _("a month"),
        _("from the day you ended it, or a week after we asked and heard nothing"), DELETED, OURS, months=1,
    ),
    "admin_log": Line(
        _("What administrators changed, by name of the row"), SAFETY, _("2 years"),
        _("from the day it was done"),
        DELETED, OURS, months=24,
    ),
    "files": Line(
        _("Files that belong to nothing any more"), TASK, _("a day"), _("from the day they were sent"),
        DELETED, OURS, days=1,
    ),
    "audits": Line(
        _("Reports that check our own records. They name nobody."), SAFETY, _("60 days"),
        _("from the day they were made"), DELETED, OURS, by_task="audit.keep",
    ),
    "attempts": Line(
        _("How often someone tried to sign in, by account and network"), SAFETY, _("a day"),
        _("from the last try"), DELETED, OURS, days=1,
    ),
    "logs": Line(
        _("Logs of the machines. They name nobody."), SAFETY, _("90 days"),
        _("from the day they were written"),
        _("Whoever runs the machines deletes them."), OURS, by_task="the operator (docs/operations.md)",
    ),
    "rights": Line(
        _("That you asked to be erased, and what we answered"), LAW, _("6 years"), _("from the answer"),
        EMPTIED, OURS, months=72,
    ),
    "held_apart": Line(
        _("Names on payments of people who were erased, locked away apart"),
        LAW, _("6 years"), _("from the end of the financial year of the last payment"), DELETED, IRMS,
        financial=True,
    ),
    "staff": Line(
        _("Staff of organisations: which role they had, and when"), TASK, _("as long as the organisation"),
        _("from the day it stops using this service"), DELETED, OURS, by_task="the operator",
    ),
    "ours": Line(
        _("What organisations write about themselves and their projects. It names no contributor."), TASK,
        _("as long as the organisation"), _("from the day it stops using this service"), DELETED, OURS,
        by_task="the operator",
    ),
}  # fmt: skip
"""The table, in the order of the page."""


def cutoff(line: Line, today: dt.date) -> dt.date:
    """Return the day before which a row of this line has had its time. `today` is a day in UK time."""
    if line.financial:
        year = today.year if (today.month, today.day) >= (4, 1) else today.year - 1
        return dt.date(year - FINANCIAL_YEARS, 4, 1)
    months = today.year * 12 + today.month - 1 - line.months
    year, month = divmod(months, 12)
    last = (dt.date(year + month // 11, (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(today.day, last)) - dt.timedelta(days=line.days)
