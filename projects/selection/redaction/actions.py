"""The only writers of what scorers read."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.encryption import encrypt
from coproduce.foundation.history import actions as history
from coproduce.foundation.transitions import TransitionRefused, lock
from projects.selection.criteria.queries import has_begun
from projects.selection.interest.models import Expression, ExpressionAnswer, ExpressionFile
from projects.selection.panel.queries import gives_points
from projects.selection.redaction import queries
from projects.selection.redaction.models import FileRedaction, Redaction
from projects.selection.redaction.states import Shown


@transaction.atomic
def redact(
    row: Expression,
    *,
    answers: Mapping[ExpressionAnswer, str],
    files: Mapping[ExpressionFile, tuple[str, str]],
    seen: str,
    by: User,
) -> None:
    """Keep what scorers read of one: {answer: words}, {file: (what they get, typed words)}.

    `seen` is the mark of what was read (queries.mark_of).
    Raises TransitionRefused once scoring has begun, for whoever scores here, and for what changed meanwhile.
    """
    lock(row.opportunity)
    fresh = lock(row)
    if not fresh.waits or has_begun(fresh.opportunity):
        raise TransitionRefused(_("This can no longer be changed. Nothing was changed."))
    if gives_points(by, fresh.opportunity):
        raise TransitionRefused(_("You score here, so somebody else takes out the names."))
    if seen != queries.mark_of(fresh):
        raise TransitionRefused(_("What they sent has changed since you opened the page. Read it again."))
    now = clock.now()
    for answer, words in answers.items():
        made = Redaction(answer=answer)
        made.answer.expression = fresh
        sealed = encrypt(words, bound_to=Redaction.encrypted.bound_to(made, "sealed_words"))
        said = {"sealed_words": sealed, "done_by": by, "done_at": now}
        Redaction.objects.update_or_create(answer=answer, defaults=said)
    for file, (shown, words) in files.items():
        typed = words if shown == Shown.WORDS else ""
        bound_to = FileRedaction.encrypted.bound_to(FileRedaction(file=file), "sealed_words")
        sealed = encrypt(typed, bound_to=bound_to) if typed else ""
        kept = {"shown": shown, "sealed_words": sealed, "done_by": by, "done_at": now}
        FileRedaction.objects.update_or_create(file=file, defaults=kept)
    history.record(fresh, "redacted", by=by)
