"""Choosing: the only writer. Rooms above listen, so that money follows a choice at once."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from contributors.models import Person
from coproduce.foundation import clock, workflow
from expenses.payees.recognition.activities import current_choice
from expenses.payees.recognition.models import RecognitionChoice
from expenses.payees.recognition.states import Choice
from projects.models import Assignment, Meeting

_followers: list[Callable[[Person], Any]] = []


def follow(follower: Callable[[Person], Any]) -> Callable[[Person], Any]:
    """Call `follower` with the person, in the same transaction, whenever somebody chose."""
    _followers.append(follower)
    return follower


def tell_followers(person: Person) -> None:
    """Let the rooms above see to what a new choice changes for this person."""
    for follower in _followers:
        follower(person)


@transaction.atomic
def choose(
    person: Person,
    *,
    choice: str,
    charity: str = "",
    most_pence: int | None = None,
    meeting: Meeting | None = None,
    assignment: Assignment | None = None,
) -> RecognitionChoice | None:
    """Keep how somebody wants their time recognised. Without a choice, the usual one counts again.

    Nothing is written to the history and nobody is told: what they choose is theirs.
    """
    workflow.lock(person)
    standing = current_choice(person, meeting=meeting, assignment=assignment)
    wanted = {
        "choice": choice,
        "charity": charity if choice == Choice.DONATE else "",
        "most_pence": most_pence if choice == Choice.LESS else None,
    }
    if standing and all(getattr(standing, name) == value for name, value in wanted.items()):
        return standing
    if standing:
        standing.replaced_at = clock.now()
        standing.save(update_fields=["replaced_at"])
    made = None
    if choice:
        made = RecognitionChoice.objects.create(
            person=person, meeting=meeting, assignment=assignment, **wanted
        )
    tell_followers(person)
    return made
