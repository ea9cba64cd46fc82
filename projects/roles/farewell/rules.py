"""A certificate or a reference as a document: only what we know, nothing anybody made up. Pure."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.foundation.documents.description import Document, Facts, Heading, Notes, Paragraph, Part
from coproduce.foundation.pages.presenters import uk_date
from projects.roles.farewell.states import TITLES, LetterKind

PROMISED = dt.timedelta(days=14)
"""How soon a certificate or a reference is there."""
RESULT_WITHIN = dt.timedelta(weeks=12)
"""How soon after the end of a role people hear what came of it. Staff may name another day, and say why."""


def described(facts: dict[str, Any]) -> Document:
    """Return the document that these facts make. Raises KeyError for facts that are not whole."""
    kind = LetterKind(facts["kind"])
    parts: list[Part] = [Paragraph(_opening(facts)), Facts(tuple(_rows(facts)))]
    if kind == LetterKind.RESULT and facts.get("words"):
        parts += [Heading(_("What came of it")), *_paragraphs(facts["words"])]
    if kind == LetterKind.REFERENCE:
        parts += [Heading(_("What the role was for")), Paragraph(facts["purpose"])]
        if facts["activities"]:
            parts += [Heading(_("What people in this role do")), Notes(tuple(facts["activities"]))]
    parts.append(
        Paragraph(_("Thank you, %(name)s, for everything you did with us.") % {"name": facts["name"]})
    )
    if facts.get("signed_by"):
        words = _("Signed off by %(name)s for %(organisation)s on %(day)s.")
        day = uk_date(dt.date.fromisoformat(facts["signed_on"]))
        said = {"name": facts["signed_by"], "organisation": facts["organisation"], "day": day}
        parts.append(Paragraph(words % said))
    title = _("%(kind)s for %(name)s") % {"kind": TITLES[kind], "name": facts["name"]}
    return Document(
        title, facts["organisation"], tuple(parts), mark="" if facts.get("signed_by") else _("Draft")
    )


def _paragraphs(words: str) -> list[Part]:
    return [Paragraph(one.strip()) for one in words.splitlines() if one.strip()]


def _opening(facts: dict[str, Any]) -> str:
    words = (
        _("%(name)s took part in our work as “%(role)s”.")
        if facts["to"]
        else _("%(name)s takes part in our work as “%(role)s”.")
    )
    return words % {"name": facts["name"], "role": facts["role"]}


def _rows(facts: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [(_("Role"), facts["role"]), (_("Project"), facts["project"])]
    for label, name in ((_("From"), "from"), (_("To"), "to")):
        if facts[name]:
            rows.append((label, uk_date(dt.date.fromisoformat(facts[name]))))
    if facts.get("minutes"):
        rows.append((_("Time in meetings"), hours_words(facts["minutes"])))
    return rows


def hours_words(minutes: int) -> str:
    """Return minutes as hours: "12.5 hours"."""
    hours = round(minutes / 60, 1)
    shown = int(hours) if hours == int(hours) else hours
    return ngettext("%(n)s hour", "%(n)s hours", 1 if shown == 1 else 2) % {"n": shown}
