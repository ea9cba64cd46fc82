"""The only writers of expressions. `by` is a member of staff, or None for the person, who has no account."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contributors.accounts.models import User, normal_email
from contributors.people.models import Person
from coproduce.foundation import clock, refs
from coproduce.foundation.encryption import encrypt
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.notifications.models import Channel
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.pages import languages
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused, lock, transition
from coproduce.foundation.uploads.files import CleanFile
from projects.selection import signals
from projects.selection.criteria.models import Criterion
from projects.selection.criteria.queries import has_begun
from projects.selection.forgetting import actions as forgetting
from projects.selection.interest import notifications, promises, queries, rules
from projects.selection.interest.models import Expression, ExpressionFile, InterestQuestion
from projects.selection.interest.states import CameBy
from projects.selection.opportunities.models import Opportunity


@transaction.atomic
def begin(
    opportunity: Opportunity,
    *,
    for_somebody: bool = False,
    by: User | None = None,
    came_by: str = CameBy.ONLINE,
    late_why: str = "",
) -> Expression:
    """Begin an expression of interest, with a new code. Raises TransitionRefused once it has closed.

    Staff may take a late one, with a reason.
    """
    if not opportunity.is_taking() and not (by and late_why.strip()):
        raise TransitionRefused(_("This has closed. You can no longer put yourself forward here."))
    _check_not_begun(opportunity)
    code = refs.new_code()
    row = Expression(opportunity=opportunity, code_hash=rules.hash_of(code), for_somebody=for_somebody)
    row.came_by, row.typed_by, row.late_why = came_by, by, late_why.strip()
    row.sealed_code = encrypt(code, bound_to=row.bound_to("sealed_code"))
    row.save(force_insert=True)
    return row


@transaction.atomic
def save_contact(row: Expression, *, contact: Mapping[str, str], helper: str = "", by: User | None) -> None:
    """Keep who they are and how to reach them. Once sent, they are reached there from now on."""
    fresh = _changeable(row, by)
    said = {name: contact.get(name, "") for name in rules.NOWHERE}
    said["email"] = normal_email(said["email"])
    if fresh.person:
        Person.objects.filter(pk=fresh.person.pk).update(**said)
    else:
        fresh.sealed_contact = encrypt(json.dumps(said), bound_to=fresh.bound_to("sealed_contact"))
    fresh.sealed_helper = encrypt(helper, bound_to=fresh.bound_to("sealed_helper")) if helper else ""
    fresh.save(update_fields=["sealed_contact", "sealed_helper"])


@transaction.atomic
def save_answer(row: Expression, *, question: InterestQuestion, words: str, by: User | None) -> None:
    """Keep the words to one question; empty words take them out. Raises TransitionRefused."""
    fresh = words_changeable(row, by)
    if not words:
        if not fresh.is_draft and not fresh.files.exists():
            raise TransitionRefused(_("Write an answer, or send a file first. Nothing was changed."))
        fresh.answers.filter(question=question).delete()
        return
    sealed = encrypt(words, bound_to=f"selection.Answer:{fresh.ref}:{question.pk}")
    fresh.answers.filter(question=question).delete()  # with what scorers would have read instead
    fresh.answers.create(question=question, sealed_words=sealed)


@transaction.atomic
def save_needs(row: Expression, *, words: str, by: User | None) -> None:
    """Keep what helps them while people are chosen, apart from the answers."""
    fresh = _changeable(row, by)
    fresh.sealed_needs = encrypt(words, bound_to=fresh.bound_to("sealed_needs")) if words else ""
    fresh.save(update_fields=["sealed_needs"])


@transaction.atomic
def add_file(row: Expression, *, clean: CleanFile, by: User | None) -> ExpressionFile:
    """Keep a cleaned file. The same file twice is one. Raises TransitionRefused for more than a few."""
    fresh = words_changeable(row, by)
    if same := fresh.files.filter(sha256=clean.sha256).first():
        return same
    if fresh.files.count() >= rules.MOST_FILES:
        words = _("You can send up to %(n)s files. Remove one first.")
        raise TransitionRefused(words % {"n": rules.MOST_FILES})
    made = ExpressionFile.of(clean, expression=fresh)
    made.save()
    return made


@transaction.atomic
def remove_file(row: Expression, *, ref: str, by: User | None) -> None:
    """Delete one of its files at once. One that is gone already is no error."""
    fresh = words_changeable(row, by)
    there = fresh.files.filter(ref=ref)
    if not fresh.is_draft and fresh.files.exclude(ref=ref).count() == 0 and queries.missing_words(fresh):
        raise TransitionRefused(_("Answer the questions first, or send another file. Nothing was changed."))
    forgetting.delete_files(there)


@transaction.atomic
def send(row: Expression, *, by: User | None) -> Expression:
    """Send it: from now on somebody owes an answer, and the person hears at once that it came in.

    A second time changes nothing. Raises TransitionRefused for one that is not complete, or too late.
    """
    fresh = lock(row)
    if fresh.waits:
        return fresh
    _check_changeable(fresh, by)
    _check_not_begun(fresh.opportunity)
    if left := queries.missing(fresh):
        raise TransitionRefused(" ".join(left))
    opportunity = fresh.opportunity
    code = queries.opened(fresh, "sealed_code")
    person = Person.objects.create(
        **queries.contact_of(fresh), language=languages.spoken(get_language()), discreet=True
    )
    hear_by = known(opportunity.hear_by)
    gone = {"sealed_code": "", "sealed_contact": ""}
    delete_on = rules.deleted_on(hear_by)
    sent = transition(
        fresh, "send", by=by, person=person, sent_at=clock.now(), delete_on=delete_on, **gone
    )  # fmt: skip
    promise.make(
        promises.ANSWER,
        subject=sent,
        due_at=clock.end_of_day(hear_by),
        owner=opportunity.project.lead,
        by=by,
        organisation_id=opportunity.organisation_id,
        project_id=opportunity.project_id,
        person=person,
        label=opportunity.title,
    )
    _say_it_came_in(sent, code)
    if sent.late_why:
        signals.names_are_in.send(Opportunity, opportunity=opportunity, by=by)
    return sent


def _say_it_came_in(sent: Expression, code: str) -> None:
    """Write the first message. Their code goes by mail alone: letters and calls pass through other hands."""
    person = known(sent.person)
    enqueue(
        notifications.CAME_IN,
        to=person,
        subject=sent,
        dedupe_key=f"selection/came_in:{sent.pk}",
        params={"again": bool(queries.same_mailbox(sent))},
        secret=code if person.channel == Channel.EMAIL else "",
        organisation_id=sent.opportunity.organisation_id,
    )


@transaction.atomic
def take(
    opportunity: Opportunity,
    *,
    contact: Mapping[str, str],
    answers: Mapping[InterestQuestion, str],
    needs: str,
    helper: str,
    came_by: str,
    late_why: str,
    by: User,
    files: tuple[CleanFile, ...] = (),
) -> Expression:
    """Take one that came by phone or post, as staff: whole, or not at all. They get a copy to check.

    Raises TransitionRefused for one that is late without a reason.
    """
    if opportunity.is_taking():
        late_why = ""
    row = begin(opportunity, for_somebody=bool(helper), by=by, came_by=came_by, late_why=late_why)
    save_contact(row, contact=contact, helper=helper, by=by)
    for question, words in answers.items():
        save_answer(row, question=question, words=words, by=by)
    save_needs(row, words=needs, by=by)
    for clean in files:
        add_file(row, clean=clean, by=by)
    return send(row, by=by)


@transaction.atomic
def change(
    row: Expression,
    *,
    contact: Mapping[str, str],
    answers: Mapping[InterestQuestion, str],
    needs: str | None,
    helper: str,
    by: User,
) -> None:
    """Correct one as staff, for who rang or wrote. They get a copy of how it stands now.

    `needs` is None where whoever writes may not see them: they stay. Raises TransitionRefused.
    """
    save_contact(row, contact=contact, helper=helper, by=by)
    said = {question.pk: words for question, words in queries.answers_of(row)}
    for question, words in answers.items():
        if words != said.get(question.pk, ""):
            save_answer(row, question=question, words=words, by=by)
    if needs is not None:
        save_needs(row, words=needs, by=by)
    fresh = lock(row)
    history.record(fresh, "corrected", by=by)
    enqueue(
        notifications.CORRECTED,
        to=known(fresh.person),
        subject=fresh,
        dedupe_key=f"selection/corrected:{fresh.pk}:{clock.now().isoformat()}",
        organisation_id=fresh.opportunity.organisation_id,
    )


@transaction.atomic
def set_questions(opportunity: Opportunity, *, criteria: Mapping[str, Criterion | None], by: User) -> None:
    """Say what is asked, each with what it counts for: {question: criterion}; one for nothing is not asked.

    Raises TransitionRefused for too many, and once somebody has begun.
    """
    fresh = lock(opportunity)
    if Expression.objects.filter(opportunity=fresh).exists():
        raise TransitionRefused(_("Someone has begun, so the questions stay as they are."))
    wanted = [(ask, criterion) for ask, criterion in criteria.items() if criterion]
    if len(wanted) > rules.MOST_QUESTIONS:
        words = _("Ask up to %(n)s questions. Each one costs people time.")
        raise TransitionRefused(words % {"n": rules.MOST_QUESTIONS})
    if any(criterion.opportunity_id != fresh.pk for _ask, criterion in wanted):
        raise TransitionRefused(_("Choose from what counts here. Nothing was changed."))
    fresh.questions.all().delete()
    for place, (ask, criterion) in enumerate(wanted, 1):
        InterestQuestion.objects.create(opportunity=fresh, ask=ask, criterion=criterion, place=place)
    history.record(fresh, "questions", by=by, detail={"asked": [ask for ask, _criterion in wanted]})


@transaction.atomic
def withdraw(row: Expression, *, by: User | None) -> None:
    """Take it back. All of it is deleted at once; that there was one is counted.

    Raises TransitionRefused once it was answered. One that was not sent is gone without a trace.
    """
    fresh = lock(row)
    if fresh.is_draft:
        forgetting.delete_files(fresh.files.all())
        fresh.delete()
        return
    forgetting.end(fresh, "withdraw", by=by, why=_("It was taken back."))


@transaction.atomic
def join(row: Expression, *, newer: Expression, by: User) -> None:
    """Say that two are from one person: the newer one counts, the older one is deleted.

    Raises TransitionRefused when they are not of one opportunity and one mailbox.
    """
    if newer.pk not in {one.pk for one in queries.same_mailbox(lock(row))} or newer.pk < row.pk:
        raise TransitionRefused(_("These two cannot be joined. Nothing was changed."))
    _check_not_begun(row.opportunity)
    forgetting.end(row, "join", by=by, why=_("A newer one from the same person counts."))


def _changeable(row: Expression, by: User | None) -> Expression:
    fresh = lock(row)
    _check_changeable(fresh, by)
    return fresh


def words_changeable(row: Expression, by: User | None) -> Expression:
    """Return one locked, where what counts can be changed now. Raises TransitionRefused."""
    fresh = _changeable(row, by)
    _check_not_begun(fresh.opportunity)
    return fresh


def _check_not_begun(opportunity: Opportunity) -> None:
    if has_begun(opportunity) or hasattr(opportunity, "draw"):
        raise TransitionRefused(_("Choosing has begun: who takes part and what they sent stays as it is."))


def _check_changeable(fresh: Any, by: User | None) -> None:
    if not rules.may_change(fresh.status, taking=fresh.opportunity.is_taking(), by_staff=by is not None):
        raise TransitionRefused(_("This can no longer be changed. Nothing was changed."))
