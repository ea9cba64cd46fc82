"""When a concern is answered and how: with a name by mail, without one by a code copied by hand."""

import datetime as dt

from django.utils.translation import gettext as _

from contributors.people.models import Person
from coproduce.foundation import refs
from coproduce.foundation.documents.description import Document, Facts, Heading, Notes, Paragraph
from coproduce.foundation.notifications.models import Channel

ANSWER_WITHIN = dt.timedelta(days=14)


def hash_of(code: str) -> str:
    """Return what is kept of a code: a stolen table of them cannot be tried out."""
    return refs.hash_of_code(code, purpose="concern code")


def told_by_mail(person: Person) -> bool:
    """Say whether a mail tells somebody of the answer. Letters and calls would pass through other hands."""
    return person.channel == Channel.EMAIL


LINE = "_" * 50


def on_paper(*, project: str, issuer: str, reader: str, address: str, kept_days: int) -> Document:
    """Return the form on which somebody without a screen tells what worries them."""
    return Document(
        _("Tell someone outside the project"),
        issuer,
        (
            Paragraph(
                _("Is something not right on “%(project)s”? Write it here. %(reader)s reads it, and nobody"
                  " of the project does.") % {"project": project, "reader": reader}
            ),
            Heading(_("What worries you?")),
            Paragraph("\n".join([LINE] * 12)),
            Heading(_("Do you want to give your name?")),
            Paragraph(
                _("With your name you get an answer within 14 days. Without it nobody can answer you.")
            ),
            Facts(((_("Your name, or leave it empty"), LINE), (_("How to reach you"), LINE))),
            Heading(_("Where to send it")),
            Paragraph(
                _("Put it into an envelope, close it, and write on it “For %(reader)s alone”. Do not give"
                  " it to anyone of the project.") % {"reader": reader}
            ),
            Paragraph(address),
            Notes((
                _("We keep what you write for %(days)s days after it is done.") % {"days": kept_days},
                _("Once it is typed in, the paper is destroyed."),
            )),
        ),
    )  # fmt: skip
