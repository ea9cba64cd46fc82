"""Filing an agreement that was signed on paper, with the version that was signed."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation.history import actions as history
from coproduce.foundation.transitions import TransitionRefused
from coproduce.foundation.uploads.files import CleanFile
from projects.roles.models import Agreement, Assignment, RoleVersion, SignedPaper
from projects.roles.recording.actions import record_answer
from projects.roles.recording.states import Answer


@transaction.atomic
def file_signed(
    assignment: Assignment, *, number: int, file: CleanFile, said: dict[str, Any], by: User
) -> SignedPaper:
    """File the scan of a signed agreement; the paper is their yes, unless they had said it before.

    `number` is that of the version on the paper, `said["said_on"]` the day they signed. Raises
    TransitionRefused for a version that is not the one offered now and was never agreed to.
    """
    version = RoleVersion.objects.filter(role=assignment.role_id, number=number).first()
    if version is None:
        raise TransitionRefused(_("There is no version %(number)s of this role.") % {"number": number})
    agreed = Agreement.objects.filter(version=version, person=assignment.person_id).exists()
    if not agreed and version != assignment.version:
        raise TransitionRefused(
            _("They signed version %(number)s, which is not the one offered now. Print the new one for them.")
            % {"number": number}
        )
    if not agreed:
        record_answer(assignment, answer_given=Answer.AGREE, text=version.content_hash, said=said, by=by)
    paper = SignedPaper.of(
        file, assignment=assignment, version=version, signed_on=said["said_on"], filed_by=by
    )
    paper.save()
    history.record(assignment, "signed paper filed", by=by, detail={"version": number})
    return paper
