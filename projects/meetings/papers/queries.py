from dataclasses import dataclass

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.states import Format
from coproduce.foundation import permissions
from projects.meetings.papers.models import OTHER_FORMATS, Paper, PaperCopy, PaperVersion
from projects.meetings.planning.models import Meeting


@dataclass(frozen=True)
class FormatsOfPaper:
    """A paper, and its other formats: (words, the file or None while there is none)."""

    paper: Paper
    formats: list[tuple[str, PaperVersion | None]]


def get_paper_copy(user: User, ref: str) -> PaperCopy:
    """Return somebody's copy of papers, for those who send them. Raises Http404, or PermissionDenied."""
    seen = PaperCopy.objects.visible_to_staff(user)
    found = permissions.get_visible_or_404(seen.select_related("meeting__project", "message"), ref)
    permissions.allow(user, "edit_project", found.organisation_id)
    return found


def get_paper(user: User, ref: str) -> Paper:
    """Return a paper of a meeting the user may change. Raises Http404, or PermissionDenied."""
    seen = Paper.objects.filter(meeting__in=Meeting.objects.visible_to_staff(user))
    found = permissions.get_visible_or_404(seen.select_related("meeting__project"), ref)
    permissions.allow(user, "edit_project", found.meeting.organisation_id)
    return found


def get_version(user: User, ref: str, *, change: bool = False) -> PaperVersion:
    """Return a format of a paper for staff. Raises Http404, or PermissionDenied."""
    seen = PaperVersion.objects.visible_to_staff(user).select_related("paper__meeting__project")
    found = permissions.get_visible_or_404(seen, ref)
    if change:
        permissions.allow(user, "edit_project", found.paper.meeting.organisation_id)
    return found


def papers_of(meeting: Meeting, *, sent: bool = False) -> list[Paper]:
    """Return the papers of a meeting with their other formats. Two queries."""
    rows = meeting.papers.exclude(sent_at=None) if sent else meeting.papers.all()
    return list(rows.prefetch_related("versions"))


def for_staff(papers: list[Paper], *, every: bool) -> list[FormatsOfPaper]:
    """Return each paper with its formats; for those who send them (`every`) also what is not there yet."""
    if not every:
        return [
            FormatsOfPaper(paper, _by_format(paper, [one.format for one in paper.versions.all()]))
            for paper in papers
        ]
    return [
        FormatsOfPaper(paper, _by_format(paper, [value for value, _words in OTHER_FORMATS]))
        for paper in papers
    ]


def for_person(papers: list[Paper], person: Person) -> list[FormatsOfPaper]:
    """Return each paper with its formats as files; first the one a person asked for, there or not."""
    found = []
    for paper in papers:
        there = [version.format for version in paper.versions.all() if version.format != person.format]
        own = [person.format] if person.format != Format.STANDARD else []
        found.append(FormatsOfPaper(paper, _by_format(paper, [*own, *there])))
    return found


def _by_format(paper: Paper, formats: list[str]) -> list[tuple[str, PaperVersion | None]]:
    there = {version.format: version for version in paper.versions.all()}
    return [(str(Format(value).label), there.get(value)) for value in formats]


def copies_of(meeting: Meeting, person: Person | None = None) -> list[PaperCopy]:
    """Return how papers reach each person, or one person; what was sent last first."""
    rows = meeting.paper_copies.select_related("person", "message")
    if person:
        rows = rows.filter(person=person)
    return list(rows.order_by("-sent_at", "id"))
