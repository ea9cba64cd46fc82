"""Reads of expressions: by code, by who may see names, and what is in one."""

import json
from typing import Any

from django.db.models import Min

from coproduce.foundation.encryption import decrypt
from coproduce.foundation.refs import is_code
from projects.selection.interest import rules
from projects.selection.interest.models import Expression, ExpressionAnswer, InterestQuestion
from projects.selection.interest.states import ENDED, ExpressionState
from projects.selection.opportunities.models import Opportunity


def with_code(code: str) -> Expression | None:
    """Return the expression a code opens; None for a wrong one, and for what is gone."""
    known = is_code(code)
    hashed = rules.hash_of(code)  # worked out in either case, so that both take as long
    return Expression.objects.filter(code_hash=hashed).first() if known else None


def opened(row: Expression, field: str) -> str:
    """Return what a sealed field says, or an empty string. Raises encryption.CannotOpen."""
    sealed = getattr(row, field)
    return decrypt(sealed, bound_to=row.bound_to(field)) if sealed else ""


def contact_of(row: Expression) -> dict[str, str]:
    """Return the name and how to reach them: of a draft what was typed, later what the person has now."""
    if row.person:
        return {name: str(getattr(row.person, name)) for name in rules.NOWHERE}
    said = opened(row, "sealed_contact")
    return rules.NOWHERE | (json.loads(said) if said else {})


def questions_of(opportunity: Opportunity) -> list[InterestQuestion]:
    """Return what an opportunity asks, in order."""
    return list(opportunity.questions.select_related("criterion"))


def answers_of(row: Expression) -> list[tuple[InterestQuestion, str]]:
    """Return every question with the words to it, or without any. Raises encryption.CannotOpen."""
    said = {one.question_id: words_of(one) for one in row.answers.select_related("expression")}
    return [(one, said.get(one.pk, "")) for one in questions_of(row.opportunity)]


def words_of(answer: ExpressionAnswer) -> str:
    """Return the words to one question. Raises encryption.CannotOpen."""
    return decrypt(
        answer.sealed_words, bound_to=f"selection.Answer:{answer.expression.ref}:{answer.question_id}"
    )


def missing_words(row: Expression) -> bool:
    """Say whether a question has no words yet: then a file has to stand for them."""
    return any(not words for _question, words in answers_of(row))


def missing(row: Expression) -> list[str]:
    """Return what to do before it can be sent, as sentences."""
    unanswered = [question for question, words in answers_of(row) if not words]
    return rules.missing(contact_of(row), unanswered, row.files.count())


def as_text(row: Expression) -> str:
    """Return all that was written down, as plain text, for the person to check. Raises CannotOpen."""
    contact = contact_of(row)
    lines = [contact["name"], contact["email"], contact["phone"], contact["address"]]
    parts = ["\n".join(line for line in lines if line)]
    parts += [f"{question}\n{words}" for question, words in answers_of(row) if words]
    parts.append(opened(row, "sealed_needs"))
    return "\n\n".join(part for part in parts if part)


def same_mailbox(row: Expression) -> list[Expression]:
    """Return other expressions in the same opportunity whose person has the same mailbox."""
    if row.person is None or not row.person.email:
        return []
    there = Expression.objects.waiting().filter(
        opportunity=row.opportunity_id, person__email=row.person.email
    )
    return list(there.exclude(pk=row.pk).select_related("person").order_by("id"))


def counts(opportunity: Opportunity) -> dict[str, Any]:
    """Return how many came in, wait (and since when), are answered, and were withdrawn or joined."""
    rows = opportunity.expressions.exclude(status=ExpressionState.DRAFT)
    waiting = rows.filter(status=ExpressionState.SENT)
    return {
        "came": rows.count(),
        "waiting": waiting.count(),
        "since": waiting.aggregate(first=Min("sent_at"))["first"],
        "answered": rows.filter(status=ExpressionState.ANSWERED).count(),
        "ended": rows.filter(status__in=ENDED).count(),
    }
