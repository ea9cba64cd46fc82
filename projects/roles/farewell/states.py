from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types
from coproduce.foundation.transitions import Transition


class LetterKind(TextChoices):
    CERTIFICATE = "certificate", _("A certificate that says I took part")
    REFERENCE = "reference", _("A reference letter that says what the role was")


TITLES = {LetterKind.CERTIFICATE: _("Certificate"), LetterKind.REFERENCE: _("Reference letter")}


class LetterState(TextChoices):
    ASKED = "asked", _("asked for")
    SIGNED = "signed", _("ready")
    WITHDRAWN = "withdrawn", _("no longer wanted")


LETTER_TRANSITIONS = {
    "sign": Transition((LetterState.ASKED,), LetterState.SIGNED),
    "withdraw": Transition((LetterState.ASKED,), LetterState.WITHDRAWN),
}
event_types.register(
    {
        "role letter: ask": _("Asking for a certificate or a reference"),
        "asked for a certificate or a reference": _("asked for a certificate or a reference"),
        "keeps in touch": _("wants to keep in touch"),
        "no longer keeps in touch": _("no longer wants to keep in touch"),
    }
)
