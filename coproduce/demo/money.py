"""The network's policy, and claims at every stage."""

import datetime as dt
from dataclasses import replace

from django.db.models import F

from contributors.people.models import Person
from coproduce.demo.cast import Cast
from coproduce.demo.story import ago, receipt
from coproduce.foundation import clock
from coproduce.foundation.known import known
from expenses.claims.deciding import actions as deciding
from expenses.claims.lines.actions import add_line, attach_receipt
from expenses.claims.models import Claim, ClaimSettings
from expenses.claims.occasions.actions import start_claim
from expenses.claims.pricing.queries import offers_on
from expenses.claims.pricing.rules import Entry
from expenses.claims.writing import actions as writing
from expenses.payees import actions as payees
from expenses.payees.determinations import actions as determinations
from expenses.payees.recognition.models import IndependentAdviser
from expenses.payees.rules import ClearDetails
from expenses.payments.files import actions as files
from expenses.payments.questions import actions as questions
from expenses.payments.results import actions as reports
from expenses.payments.results import reading
from expenses.payments.results.queries import reading_rules_of
from expenses.payments.runs import actions as payments
from expenses.payments.runs.models import Payment
from expenses.policies import actions as policies
from expenses.policies.models import Policy
from projects.team.models import Project

BANK = {  # account numbers of nobody: the sort codes are not in use
    "meg": ClearDetails("Mrs M Hughes", "000101", "11111111"),
    "yusuf": ClearDetails("Y Ahmed", "000202", "22222222"),
    "sam": ClearDetails("S Okafor", "000303", "33333333"),
}


def agree_a_policy(cast: Cast) -> Policy:
    """Copy a published example, compare it, and let a second person put it in force."""
    example = Policy.objects.examples().filter(rates__unit="hour").earliest("id")
    miles = Policy.objects.examples().filter(name__startswith="HMRC").order_by("id").first()
    starts = dt.date(2026, 1, 1)
    policy = policies.adopt(
        example, organisation=cast.network, effective_from=starts, by=cast.user("priya"), mileage_from=miles
    )
    policies.confirm_checked(policy, by=cast.user("priya"))
    return policies.approve(policy, by=cast.user("alex"))


def pay_more_since(cast: Cast, days: int) -> None:
    """Put a pound more an hour in force, also for days that have passed: some were paid the old rate."""
    ours, source = (
        Policy.objects.get(organisation=cast.network),
        "A decision of this network, made up for the demo",
    )
    with ago(1):
        first_day = clock.today() - dt.timedelta(days=days)
        raised = policies.adopt(
            ours, organisation=cast.network, effective_from=first_day, by=cast.user("priya")
        )
        Policy.objects.filter(pk=raised.pk).update(name="What this network pays", source=source)
        raised.rates.filter(unit="hour").update(amount_pence=F("amount_pence") + 100, source=source)
        policies.confirm_checked(raised, by=cast.user("priya"))
        policies.approve(raised, by=cast.user("alex"))


def name_who_sees_to_late_claims(cast: Cast) -> None:
    ClaimSettings.objects.create(organisation=cast.network, escalate_to=cast.user("priya").person)


def name_an_adviser(cast: Cast) -> None:
    """Enter where people get advice on money that is not the network's own: made up, like everybody here."""
    IndependentAdviser.objects.create(
        organisation=cast.network,
        name="Avon Money Help (made up for this demo)",
        phone="0117 496 0456",
        words="It is free. Say that you are asked to take part in health research.",
    )


def keep_a_determination(cast: Cast, project: Project, day: dt.date) -> None:
    """Write down what the payer determined for the role, with the paper it rests on."""
    determinations.record(
        project.roles.get(),
        words="Paid gross. No tax is taken off in this role.",
        decided_on=day,
        decided_by="Human resources of the network (made up)",
        pay_route="accounts_payable",
        evidence=receipt("Status determination", "see letter"),
        by=cast.user("priya"),
    )


def give_bank_details(cast: Cast) -> None:
    for name, details in BANK.items():
        payees.save_details(cast.public[name], clear=details, by=cast.user(name))


def fee(claim: Claim, day: dt.date, minutes: int) -> Entry:
    """Return an entry for time, at the first fee of the policy of that day."""
    offer = next(iter(offers_on(claim.organisation_id, "fee", day)))
    return Entry("fee", day, offer=offer, minutes=minutes)


def send_claim(
    cast: Cast, name: str, project: Project, about: str, day: dt.date, *, miles: int = 0, fare: int = 0
) -> Claim:
    """Let somebody claim two hours, and miles (in tenths) or a fare (in pence) with its receipt."""
    by = cast.user(name)
    person: Person = cast.public[name]
    claim = start_claim(person=person, organisation=cast.network, by=by, project=project, about=about)
    add_line(claim, entry=fee(claim, day, 120), by=by)
    if miles:
        there = Entry("mileage", day, miles_tenths=miles, vehicle="car", from_place="Keynsham")
        way = replace(there, to_place="Bristol", return_journey=True)
        add_line(claim, entry=way, by=by)
    if fare:
        line = add_line(
            claim,
            entry=Entry("public_transport", day, amount_pence=fare, from_place="Weston", to_place="Bristol"),
            by=by,
        )
        attach_receipt(line, clean=receipt("Great Western", f"£{fare / 100:.2f}"), by=by)
    return writing.send(claim, by=by)


def agree_on_bank_files(cast: Cast) -> None:
    """Let one finance person say how the bank wants its files, and another check it."""
    account = {"sort_code": "000404", "account_number": "44444444"}
    suggested = files.suggest(
        organisation=cast.network,
        format="bacs18",
        service_user_number="000000",
        account_name="SEVERN NETWORK",
        account=account,
        by=cast.user("ruth"),
    )
    files.check(suggested, agreed=True, why="Compared with the bank's letter.", by=cast.user("dev"))


def pay(cast: Cast, paid_on: dt.date) -> list[Payment]:
    """Pay everything that is approved: one person makes the run, another releases it."""
    maker, releaser = cast.user("ruth"), cast.user("dev")
    run = payments.make_run(organisation=cast.network, by=maker)
    payments.lock_run(run, by=maker)
    payments.release_run(run, by=releaser)
    payments.export_run(run, by=maker)
    run = payments.record_paid(run, paid_on=paid_on, by=maker)
    return list(run.payments.order_by("id"))


def find_on_a_statement(cast: Cast, paid: list[Payment], day: dt.date) -> None:
    """Read the bank statement: all was found, but for a payment of which nobody knows."""
    lines = [f"{one.reference},-{one.amount_pence / 100:.2f},{day}" for one in paid]
    lines += ["RENT,-800.00," + str(day), f"CLAIM 2222222222,-12.00,{day}"]
    content = "\r\n".join(["Reference,Amount,Date", *lines]).encode()
    rules = reading_rules_of(cast.network, "statement")
    report = reports.keep(
        reading.read(content, "statement.csv", rules),
        organisation=cast.network,
        kind="statement",
        by=cast.user("ruth"),
    )
    reports.record(report, by=cast.user("ruth"))


def claims_at_every_stage(cast: Cast, project: Project) -> None:
    """One claim paid and arrived, one waiting too long, one with a question, one on its way."""
    with ago(80):
        agree_a_policy(cast)
        name_who_sees_to_late_claims(cast)
        name_an_adviser(cast)
    with ago(62):
        give_bank_details(cast)
        agree_on_bank_files(cast)
    with ago(61) as day:
        keep_a_determination(cast, project, day)
    with ago(60) as day:
        first = send_claim(cast, "meg", project, "First meeting", day - dt.timedelta(days=1), miles=274)
        second = send_claim(cast, "sam", project, "First meeting", day - dt.timedelta(days=1), fare=980)
    with ago(55):
        deciding.approve_all(first, by=cast.user("grace"))
        deciding.approve_all(second, by=cast.user("grace"))
    with ago(48) as day:
        paid = pay(cast, day)
    with ago(44) as day:
        questions.confirm(paid[0], answer="came", by=known(paid[0].person.account))
        find_on_a_statement(cast, paid, day)
    with ago(40) as day:  # still not paid: this one is late
        late = send_claim(cast, "yusuf", project, "Second meeting", day - dt.timedelta(days=1), fare=1240)
    with ago(20):
        deciding.approve_all(late, by=cast.user("grace"))
    with ago(6) as day:
        asked = send_claim(cast, "danuta", project, "Third meeting", day - dt.timedelta(days=2), fare=760)
    with ago(4):
        deciding.return_claim(asked, why="Was the train fare a return ticket?", by=cast.user("grace"))
    with ago(2) as day:
        send_claim(cast, "meg", project, "Third meeting", day - dt.timedelta(days=6), miles=274)
