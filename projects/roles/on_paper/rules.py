"""A role as an agreement to print and sign. Pure: the text goes in, a document comes out."""

from django.utils.translation import gettext as _

from coproduce.foundation.documents.description import Document, Facts, Heading, Paragraph
from projects.roles.documents.rules import parts_of
from projects.roles.models.sealing import RoleText

LINE = "_" * 44


def to_sign(text: RoleText, *, issuer: str, fingerprint: str, help_phone: str) -> Document:
    """Return the whole text of a role with a place to sign for both sides, and how to send it back."""
    number = {"number": text.number}
    return Document(
        _("Agreement: %(role)s, version %(number)s") % {"role": text.title, **number},
        issuer,
        (
            Paragraph(
                _("Read it in your own time. Ask about anything: ring %(phone)s.") % {"phone": help_phone}
            ),
            *parts_of(text),
            Heading(_("If you agree")),
            Paragraph(
                _("Sign here, and send all pages back to us. Keep a copy: ask us for one."
                  " You can stop at any time, and you do not have to say why.")
            ),
            Facts((
                (_("Your name"), LINE),
                (_("You agree to version %(number)s") % number, LINE),
                (_("Day"), LINE),
                (_("For us"), LINE),
                (_("Day"), LINE),
            )),
            Paragraph(_("Fingerprint of this text: %(fingerprint)s") % {"fingerprint": fingerprint[:12]}),
        ),
    )  # fmt: skip
