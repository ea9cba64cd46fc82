"""The five steps of a project as a document to keep: for the file, for a board, for a meeting on paper."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coproduce.foundation.documents.description import Document, Facts, Heading, Notes, Paragraph, Part, Table
from coproduce.foundation.pages.presenters import short_date
from projects.checklist.models import SignOff
from projects.checklist.queries import FullStep
from projects.team.models import Project
from projects.team.states import Side


def described(project: Project, steps: Iterable[FullStep], *, for_staff: bool) -> Document:
    """Return the five steps as a document. Paper travels, so no public contributor is named on it."""
    parts: list[Part] = [
        Facts(((_("Project"), project.title), (_("Status"), capfirst(project.get_status_display()))))
    ]
    for full in steps:
        parts += _step(full, for_staff=for_staff)
    return Document(_("The five steps"), project.organisation.name, tuple(parts))


def _step(full: FullStep, *, for_staff: bool) -> list[Part]:
    title = _("%(n)s. %(title)s") % {"n": full.step.number, "title": full.step.title}
    parts: list[Part] = [Heading(title), Paragraph(str(full.step.question))]
    if for_staff:
        parts.append(Facts(((_("Status"), capfirst(full.standing.summary)),)))
        if full.standing.missing:
            parts += [Paragraph(_("What is missing:")), Notes(tuple(map(str, full.standing.missing)))]
    parts.append(Facts(((_("What both sides say"), capfirst(full.row.label)),)))
    if full.views:
        rows = tuple(_view(one) for one in full.views)
        parts.append(Table((_("Who"), _("View"), _("On"), _("In their words")), rows))
    return parts


def _view(one: SignOff) -> tuple[str, str, str, str]:
    who = one.person.name if one.side == Side.PROFESSIONAL else _("A public contributor")
    if not one.counts:
        who = _("%(who)s, who has left the project") % {"who": who}
    answered = _("%(name)s answered on %(day)s: %(words)s")
    answers = [
        answered % {"name": answer.by, "day": short_date(answer.at), "words": answer.words}
        for answer in one.answers.all()
    ]
    words = "\n".join(line for line in [one.words, *answers] if line)
    return (who, capfirst(one.get_view_display()), short_date(one.at), words)
