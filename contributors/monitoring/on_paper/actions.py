"""Keeping and deleting the answers of a form. No history, no log line, no person."""

from contributors.accounts.models import Organisation
from contributors.monitoring.on_paper.rules import that_apply, token_of
from contributors.monitoring.rules import ASKED
from contributors.monitoring.store import actions as store
from contributors.monitoring.store.queries import quarter_of
from coproduce.foundation import clock


def keep(organisation: Organisation, *, code: str, answers: dict[str, str]) -> None:
    """Keep what stands on a form in place of what was typed from it before. May run twice."""
    token, quarter = token_of(code), quarter_of(clock.today())
    given = that_apply(answers)
    for key in ASKED:
        store.put_mine(
            token,
            unit=organisation.ref,
            question=key,
            answer=given.get(key, ""),
            own_words="",
            quarter=quarter,
        )


def forget(*, code: str) -> None:
    """Delete the answers of a form, as whoever holds its code asks. May run twice."""
    store.delete_mine(token_of(code))
