from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types
from coproduce.foundation.transitions import Transition


class LetterKind(TextChoices):
    CERTIFICATE = "certificate", _("A certificate that says I took part")
    REFERENCE = "reference", _("A reference letter that says what the role was")
    RESULT = "result", _("What came of it")


MAY_WISH = (LetterKind.CERTIFICATE, LetterKind.REFERENCE)
"""What people ask for. The result is owed to everybody whose role has ended, unasked."""


class ToldHow(TextChoices):
    """How somebody hears the result."""

    SEND = "send", _("Send it to them now, in the way they like to hear from us")
    PHONE = "phone", _("I have told them by phone")
    IN_PERSON = "in_person", _("I have told them in person")
    POST = "post", _("I have sent it by post")


TITLES = {
    LetterKind.CERTIFICATE: _("Certificate"),
    LetterKind.REFERENCE: _("Reference letter"),
    LetterKind.RESULT: _("What came of it"),
}


class LetterState(TextChoices):
    ASKED = "asked", _("asked for")
    SIGNED = "signed", _("ready")
    WITHDRAWN = "withdrawn", _("no longer wanted")


RESULT_STANDING = {
    LetterState.ASKED: _("not told yet"),
    LetterState.SIGNED: _("told"),
    LetterState.WITHDRAWN: _("they do not need to hear it"),
}
LETTER_TRANSITIONS = {
    "sign": Transition((LetterState.ASKED,), LetterState.SIGNED),
    "withdraw": Transition((LetterState.ASKED,), LetterState.WITHDRAWN),
}
event_types.register(
    {
        "role letter: ask": _("Asking for a certificate or a reference"),
        "asked for a certificate or a reference": _("asked for a certificate or a reference"),
        "told what came of it": _("told someone what came of their role"),
        "wish ended": _("ended a wish of someone who left"),
        "keeps in touch": _("wants to keep in touch"),
        "no longer keeps in touch": _("no longer wants to keep in touch"),
    }
)
