from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types
from expenses.payments.questions.states import Answer

PAYMENT = "payment: came"
event_types.register({PAYMENT: _("Whether a payment came")})

WORDS = {
    Answer.CAME: _("The payment for claim %(ref)s came."),
    Answer.NOT_YET: _("The payment for claim %(ref)s has not come yet. We look into it and answer you."),
    Answer.WRONG: _("The payment for claim %(ref)s is wrong: %(words)s We look into it and answer you."),
}
