"""What a public member told us they think of a step, recorded for them."""

from typing import Any

from django.db import transaction

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from projects.checklist import actions as checklist
from projects.checklist.recording.states import VIEW, WORDS
from projects.checklist.states import View
from projects.team.models import Project
from projects.team.states import Side


@transaction.atomic
def record_view(
    project: Project, *, step: int, person: Person, view: str, words: str = "", said: dict[str, Any], by: User
) -> OnBehalf:
    """Record what a public member thinks of a step. Raises TransitionRefused."""

    def in_words() -> str:
        facts = {"step": step, "project": project.title, "view": View(view).label, "words": words}
        return str(WORDS % facts).strip()

    return on_behalf.record(
        person=person,
        organisation_id=project.organisation_id,
        **said,
        by=by,
        what=VIEW,
        words=in_words,
        act=lambda: checklist.sign(
            project, step=step, side=Side.PUBLIC, person=person, view=View(view), words=words, by=by
        ),
    )
