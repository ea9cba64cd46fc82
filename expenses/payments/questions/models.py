from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint
from coproduce.foundation.history.models import AppendOnly
from coproduce.foundation.privacy import Privacy
from expenses.payments.questions.states import Answer
from expenses.payments.runs.models import Payment


class Confirmation(AppendOnly):
    """What the person told us about a payment: it came, not yet, or the amount is wrong."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="confirmations")
    answer = models.CharField(_("answer"), max_length=7, choices=Answer)
    words = models.TextField(_("what is wrong"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id payment answer by at", personal="words")

    class Meta:
        verbose_name = _("confirmation by the payee")
        verbose_name_plural = _("confirmations by payees")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="confirmation_known"),
            AppendOnlyConstraint(name="payment_confirmation_append_only", erasable=["words"]),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()


class Reply(AppendOnly):
    """What finance answered to "not yet" or "the amount is wrong"."""

    confirmation = models.OneToOneField(Confirmation, models.PROTECT, related_name="reply")
    words = models.TextField(_("our answer"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id confirmation by at", personal="words")

    class Meta:
        verbose_name = _("answer about a payment")
        verbose_name_plural = _("answers about payments")
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="reply_has_words"),
            AppendOnlyConstraint(name="payment_reply_append_only", erasable=["words"]),
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"
