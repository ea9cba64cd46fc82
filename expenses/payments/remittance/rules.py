"""What we paid somebody, as a document they can keep: one description for page, PDF and Word file."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from coproduce.foundation.documents.description import (
    Document,
    Facts,
    Heading,
    Notes,
    Paragraph,
    Part,
    Table,
)
from coproduce.foundation.known import known
from coproduce.foundation.money import pounds
from coproduce.foundation.pages.presenters import short_date
from expenses.claims.models import ClaimLine
from expenses.payments.runs.models import Payment, PaymentLine
from expenses.payments.states import Result


def remittance(
    payment: Payment, facts: dict[str, Any], lines: Iterable[PaymentLine], *, for_payee: bool
) -> Document:
    """Return what one payment was, and how each amount in it was worked out.

    Only the payee reads how their account ends, as on their own page (`for_payee`). Needs a payment
    that left the bank, with run, organisation, claim and bank details loaded; `facts` as mail tells them.
    """
    return Document(
        title=_("What we paid you"),
        issuer=payment.run.organisation.name,
        parts=(
            Paragraph(_happened(payment, facts)),
            Facts(tuple(_how(payment, facts, for_payee=for_payee))),
            Heading(_("Time, costs and allowances")),
            Table((_("What"), _("Amount")), _parts(facts), numeric=(1,)),
            Paragraph(
                _(
                    "We show these separately. Payment for your time can count as income. Costs we pay back "
                    "do not."
                )
            ),
            Heading(_("What it is for")),
            Table((_("What"), _("How we worked it out"), _("Amount")), _lines(lines), numeric=(2,)),
            *_questions(payment),
        ),
    )


def _happened(payment: Payment, facts: dict[str, Any]) -> str:
    if payment.result == Result.BOUNCED:
        words = _("We paid you %(amount)s on %(paid_on)s, but it came back to us. We will pay again.")
    else:
        words = _("We paid you %(amount)s on %(paid_on)s.")
    return words % facts


def _how(payment: Payment, facts: dict[str, Any], *, for_payee: bool) -> list[tuple[str, str]]:
    rows = [(_("To"), payment.payee_name), (_("Claim"), f"{payment.claim.title}, {payment.claim.ref}")]
    if not facts["by_bank"]:
        ways = [facts["method"], payment.charity]
        return [*rows, (_("How we paid"), ", ".join(way for way in ways if way))]
    rows += [
        (_("How we paid"), facts["method"]),
        (_("On your bank statement it shows as"), facts["statement_name"]),
        (_("Reference"), facts["reference"]),
    ]
    if for_payee:
        rows.append((_("Account"), _("ending %(tail)s") % {"tail": known(payment.bank_details).tail}))
    return rows


def _parts(facts: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    rows = [
        (_("Payment for your time"), facts["fee_amount"]),
        (_("Your costs"), facts["expense_amount"]),
        (_("Allowances"), facts["allowance_amount"]),
        (_("Total"), facts["amount"]),
        (_("Already given to you, so not paid again"), facts["before_amount"]),
    ]
    return tuple(row for row in rows if row[1])


def _lines(lines: Iterable[PaymentLine]) -> tuple[tuple[str, ...], ...]:
    """Return each claim line in the payment: what and when, the sentence that explains it, the amount."""
    return tuple((_what(one.claim_line), _why(one.claim_line), pounds(one.amount_pence)) for one in lines)


def _why(line: ClaimLine) -> str:
    if not line.covered_pence:
        return line.explanation
    facts = {"all": pounds(line.amount_pence), "before": pounds(line.covered_pence)}
    return f"{line.explanation} {_('It was %(all)s. We gave you %(before)s of it before.') % facts}"


def _what(line: ClaimLine) -> str:
    about = [line.get_category_display(), line.description]
    if line.from_place and line.to_place:
        about.append(_("%(start)s to %(end)s") % {"start": line.from_place, "end": line.to_place})
    return ", ".join([one for one in about if one] + [short_date(line.activity_date)])


def _questions(payment: Payment) -> list[Part]:
    """Return how to ask when something is wrong: by page, by phone, by email, whatever there is."""
    organisation = payment.run.organisation
    page = reverse("my_payments:detail", args=[payment.claim.ref])
    phone = organisation.help_phone or settings.HELP_PHONE
    email = organisation.help_email or settings.HELP_EMAIL
    ways = [
        (phone, _("Call us: %(way)s")),
        (email, _("Write to us: %(way)s")),
        (settings.SITE_URL + page, _("Or tell us on the page of this payment: %(way)s")),
    ]
    lines = tuple(words % {"way": way} for way, words in ways if way)
    about = _("Ask us. Tell us the number of the claim: %(ref)s.")
    return [
        Heading(_("If something is wrong")),
        Paragraph(about % {"ref": payment.claim.ref}),
        Notes(lines),
    ]
