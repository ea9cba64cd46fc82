"""What a claim can be for: a meeting, a project, or something else."""

from dataclasses import dataclass

from coproduce.foundation.known import known
from expenses.claims.models import Claim
from projects.meetings.models import Meeting
from projects.team.models import Project


@dataclass(frozen=True)
class Occasion:
    """One thing a claim can be for."""

    key: str
    words: str
    meeting: Meeting | None = None
    project: Project | None = None

    @property
    def of_project(self) -> Project:
        """The project it is for, by itself or through its meeting."""
        return self.project or known(self.meeting).project


def key_of_claim(claim: Claim) -> str:
    """Return the key of the occasion a claim is for; empty for something else."""
    if claim.meeting:
        return f"m-{claim.meeting.ref}"
    return f"p-{claim.project.ref}" if claim.project else ""
