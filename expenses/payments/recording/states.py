from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types
from expenses.payments.questions.states import Answer

PAYMENT = "payment: came"
event_types.register({PAYMENT: _("Whether a payment arrived")})

WORDS = {
    Answer.CAME: _("The payment for claim %(ref)s arrived."),
    Answer.NOT_YET: _(
        "The payment for claim %(ref)s has not arrived yet. We will look into it and answer you."
    ),
    Answer.WRONG: _("The payment for claim %(ref)s is wrong: %(words)s We will look into it and answer you."),
}
