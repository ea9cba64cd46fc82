"""Writing and sending a claim. Deciding is in `deciding.py`, paying in `settling.py`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.uploads import CleanFile
from expenses.claims import notifications, promises, rules
from expenses.claims.chosen import unwanted_fees
from expenses.claims.flags import attendance, keep_marks
from expenses.claims.models import Claim, ClaimLine, Receipt
from expenses.claims.people import first_to_look, looks_after
from expenses.claims.pricing import Entry, entry_of, price
from expenses.policies.models import ExpenseRule, Policy
from expenses.policies.rules import NoRate
from projects.meetings.models import Meeting
from projects.team.models import Project


@transaction.atomic
def start_claim(
    *,
    person: Person,
    organisation: Organisation,
    by: User,
    project: Project | None = None,
    meeting: Meeting | None = None,
    about: str = "",
) -> Claim:
    """Start a claim. Staff may type it for somebody; with an account, that person checks and sends it.

    A supporter whom the person chose types it as themselves too, and may send it.
    """
    assisted = person.account_id != by.pk
    claim = Claim.objects.create(
        person=person,
        organisation=organisation,
        project=meeting.project if meeting else project,
        meeting=meeting,
        about=about,
        typed_by=by if assisted else None,
    )
    history.record(claim, "started", by=by)
    if assisted and person.account_id and by.is_staff_member:
        promise_to(claim, promises.SEND, clock.today() + dt.timedelta(days=rules.ANSWER_WITHIN_DAYS), by=by)
    return claim


def promise_to(
    claim: Claim, kind: Any, day: dt.date, *, by: User | None, owner: Person | None = None
) -> None:
    """Promise something about a claim by the end of a day, between `owner` and the person.

    Without an owner it is whoever looks after the claim.
    """
    promise.make(
        kind,
        subject=claim,
        due_at=clock.end_of_day(day),
        owner=owner or looks_after(claim),
        by=by,
        organisation_id=claim.organisation_id,
        project_id=claim.project_id,
        person=claim.person,
        label=claim.title,
    )


def _open_to_change(claim: Claim) -> Claim:
    fresh = transitions.lock(claim)
    if not fresh.can_be_changed:
        raise transitions.TransitionRefused(transitions.refusal(fresh, "send"))
    return fresh


@transaction.atomic
def add_line(claim: Claim, *, entry: Entry, by: User, part: str = "") -> ClaimLine:
    """Add one line, priced. Raises workflow.Refused when the claim was sent, NoRate when nothing fits."""
    fresh = _open_to_change(claim)
    line = ClaimLine.objects.create(claim=fresh, part=part, **_fields(fresh, entry, None))
    history.record(fresh, "line added", by=by, detail={"line": line.ref, "pence": line.amount_pence})
    return line


@transaction.atomic
def change_line(line: ClaimLine, *, entry: Entry, by: User) -> ClaimLine:
    """Change one line and price it again. Raises as add_line."""
    claim = _open_to_change(line.claim)
    fresh = transitions.lock(line)
    for name, value in _fields(claim, entry, fresh).items():
        setattr(fresh, name, value)
    fresh.save()
    history.record(claim, "line changed", by=by, detail={"line": fresh.ref, "pence": fresh.amount_pence})
    return fresh


@transaction.atomic
def answer_page(claim: Claim, *, page: int, answers: Mapping[str, Entry | None], by: User) -> None:
    """Keep what one short page asked: one line for each part, none where the answer was no.

    What was answered before is changed, so going back and on again adds nothing twice. All or
    nothing. Raises as add_line.
    """
    fresh = _open_to_change(claim)
    standing = {line.part: line for line in fresh.lines.exclude(part="").select_related("rate", "claim")}
    for part, entry in answers.items():
        line = standing.get(part)
        if entry and line is None:
            add_line(fresh, entry=entry, by=by, part=part)
        elif entry and line and not _says_the_same(line, entry):
            change_line(line, entry=replace(entry, description=entry.description or line.description), by=by)
        elif line and entry is None:
            remove_line(line, by=by)
    Claim.objects.filter(pk=fresh.pk, reached__lt=page).update(reached=page)


def _says_the_same(line: ClaimLine, entry: Entry) -> bool:
    """Say whether an answer was given before; what the policy works out and what was added is left out."""
    before = entry_of(line)
    if entry.amount_pence is None:
        before = replace(before, amount_pence=None)
    return before == replace(entry, description=entry.description or line.description)


@transaction.atomic
def change_occasion(
    claim: Claim,
    *,
    organisation: Organisation,
    by: User,
    project: Project | None = None,
    meeting: Meeting | None = None,
    about: str = "",
) -> Claim:
    """Say anew what a claim is for. Raises workflow.Refused when another organisation would pay its lines."""
    fresh = _open_to_change(claim)
    if fresh.organisation_id != organisation.pk and fresh.lines.exists():
        words = _("%(name)s has rates of its own. Start another claim for that.")
        raise transitions.TransitionRefused(words % {"name": organisation.name})
    fresh.organisation, fresh.meeting, fresh.about = organisation, meeting, about
    fresh.project = meeting.project if meeting else project
    fresh.save()
    history.record(fresh, "said anew what it is for", by=by)
    return fresh


def _fields(claim: Claim, entry: Entry, line: ClaimLine | None) -> dict[str, Any]:
    typed = {
        name: getattr(entry, name)
        for name in Entry.__dataclass_fields__
        if name not in ("offer", "amount_pence")
    }
    return typed | price(claim, entry, line)


@transaction.atomic
def remove_line(line: ClaimLine, *, by: User) -> None:
    """Take a line and its receipts off a claim that is still being written. Raises workflow.Refused."""
    claim = _open_to_change(line.claim)
    history.record(claim, "line removed", by=by, detail={"line": line.ref, "pence": line.amount_pence})
    line.delete()


@transaction.atomic
def attach_receipt(line: ClaimLine, *, clean: CleanFile, by: User) -> Receipt:
    """Keep a receipt for a line; the same file twice is kept once. Raises workflow.Refused."""
    claim = _open_to_change(line.claim)
    already = line.receipts.filter(sha256=clean.sha256).first()
    if already:
        return already
    receipt = Receipt.of(clean, line=line, added_by=by)
    receipt.save()
    history.record(claim, "receipt added", by=by, detail={"line": line.ref})
    return receipt


def expense_rules(claim: Claim) -> list[ExpenseRule]:
    """Return what the policy of today says about costs; empty without one."""
    policy = Policy.objects.in_force(claim.organisation_id, clock.today())
    return list(policy.expense_rules.all()) if policy else []


def missing(claim: Claim) -> list[rules.Missing]:
    """Return what still stands between a claim and being sent."""
    lines = list(claim.lines.all())
    with_receipt = set(Receipt.objects.filter(line__claim=claim).values_list("line_id", flat=True))
    found = rules.missing(claim, lines, with_receipt, expense_rules(claim))
    return found + unwanted_fees(claim, lines)


@transaction.atomic
def send(claim: Claim, *, by: User) -> Claim:
    """Send a claim: priced afresh, the day of payment promised, the person told.

    Raises workflow.Refused when it was sent before or something is missing.
    """
    transitions.lock(claim.person)  # two claims at once must not both ride below one mileage threshold
    fresh = _open_to_change(claim)
    lacking = missing(fresh)
    if lacking:
        raise transitions.TransitionRefused(" ".join(one.words for one in lacking))
    _price_again(fresh)
    pay_by = pay_by_day(fresh.organisation_id)
    now, looks = clock.now(), first_to_look(fresh)
    held: dict[str, Any] = {"with_person": looks, "with_since": looks and now, "stood_in_at": None}
    sent = transitions.transition(fresh, "send", by=by, sent_at=now, pay_by=pay_by, question="", **held)
    promise.keep(promises.SEND, subject=sent, by=by)
    promise.keep(promises.ANSWER, subject=sent, by=by)
    promise_to(sent, promises.PAY, pay_by, by=by)
    _ask_the_project(sent, by=by)
    keep_marks(sent)
    tell(sent, notifications.RECEIVED)
    return sent


def pay_by_day(organisation_id: int) -> dt.date:
    """Return the day by which a claim sent today is paid, by the policy of today."""
    policy = Policy.objects.in_force(organisation_id, clock.today())
    days = policy.pay_within_days if policy else rules.DEFAULT_PAY_WITHIN_DAYS
    return clock.today() + dt.timedelta(days=days)


def _ask_the_project(claim: Claim, *, by: User) -> None:
    """Where nothing was noted of a meeting, the project's contact says whether the person took part."""
    lead = claim.project.lead if claim.project else None
    if lead is None or lead.pk == claim.person_id or claim.took_part is not None or attendance(claim):
        return
    day = min(known(claim.pay_by), clock.today() + dt.timedelta(days=rules.LOOK_WITHIN_DAYS))
    promise_to(claim, promises.TOOK_PART, day, by=by, owner=lead)


def _price_again(claim: Claim) -> None:
    """Rates may have changed since a line was typed, also backwards in time."""
    for line in claim.lines.select_related("rate"):
        try:
            fields = price(claim, entry_of(line), line)
        except NoRate as none_left:
            raise transitions.TransitionRefused(f"{rules.name_of(line)}: {none_left}") from none_left
        for name, value in fields.items():
            setattr(line, name, value)
        line.save()


@transaction.atomic
def withdraw(claim: Claim, *, by: User) -> Claim:
    """Take a claim back that nobody has decided on. Raises workflow.Refused."""
    fresh = transitions.transition(claim, "withdraw", by=by)
    for kind in (promises.SEND, promises.ANSWER, promises.PAY, *promises.WHILE_IT_WAITS):
        promise.release(kind, subject=fresh, by=by, why=_("The claim was taken back."))
    return fresh


def tell(claim: Claim, kind: Any) -> None:
    """Write the message about where a claim stands now: one for each time it gets there."""
    enqueue(
        kind,
        to=claim.person,
        subject=claim,
        dedupe_key=f"{kind.key}:{claim.pk}:{claim.status_since.isoformat()}",
        organisation_id=claim.organisation_id,
    )
