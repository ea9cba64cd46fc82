from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from coproduce.foundation import clock
from coproduce.foundation.database.chains import ChainedConstraint
from coproduce.foundation.database.constraints import AppendOnlyConstraint, TriggerConstraint
from coproduce.foundation.history.models import AppendOnly
from coproduce.foundation.privacy import Privacy
from expenses.payments.ledger.states import Account, EntryKind
from expenses.payments.runs.models import PaymentRun

UNBALANCED = """
COALESCE((SELECT SUM(amount_pence) FROM {payments.JournalLine} WHERE entry_id = <entry>), 1) <> 0
"""


OF_AN_OLD_ENTRY = """
EXISTS (
    SELECT 1 FROM {payments.JournalEntry} entry
    WHERE entry.id = NEW.entry_id AND entry.made_at < CURRENT_TIMESTAMP
)
"""


def balances(name: str, *, entry: str) -> TriggerConstraint:
    """The rule that the lines of an entry come to nothing, asked at the end of the transaction.

    SQLite can put nothing off to the end of a transaction: there the check in `actions` stands alone.
    """
    return TriggerConstraint(
        name=name,
        events=["insert"],
        condition=UNBALANCED.replace("<entry>", entry),
        message="the lines of this journal entry do not come to nothing",
        deferred=True,
    )


class JournalEntry(AppendOnly):
    """One thing that happened to money. What was wrong is put right by another entry, never by a change.

    Written by `actions` alone. `source` and `source_id` name the row it is about: a thing is
    entered once, however often it is tried.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    run = models.ForeignKey(PaymentRun, models.PROTECT, null=True, blank=True, related_name="journal")
    kind = models.CharField(_("what happened"), max_length=8, choices=EntryKind)
    source = models.CharField(max_length=60)
    source_id = models.BigIntegerField()
    on = models.DateField(_("on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    made_at = models.DateTimeField(db_default=Now())  # by the database's clock: no line comes later

    privacy = Privacy(internal="id organisation run kind source source_id on by at made_at")

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id", "kind"], name="entered_once"),
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="entry_kind_known"),
            AppendOnlyConstraint(name="journal_entry_append_only"),
            ChainedConstraint(
                name="journal_entry_chained",
                fields=[
                    *(
                        "id",
                        "organisation",
                        "run",
                        "kind",
                        "source",
                        "source_id",
                        "on",
                        "by",
                        "at",
                        "made_at",
                    ),
                ],
            ),
            balances("journal_entry_balances", entry="NEW.id"),
        ]
        indexes = [models.Index(fields=["organisation", "on", "id"], name="entry_of_a_month")]

    def __str__(self) -> str:
        return f"{self.kind} {self.source} {self.source_id}"


class JournalLine(AppendOnly):
    """One side of an entry: whole pence, debit plus, credit minus. The lines of an entry come to nothing."""

    entry = models.ForeignKey(JournalEntry, models.PROTECT, related_name="lines")
    account = models.CharField(_("account"), max_length=10, choices=Account)
    amount_pence = models.BigIntegerField(_("amount"))

    privacy = Privacy(internal="id entry account amount_pence")

    class Meta:
        verbose_name = _("journal line")
        verbose_name_plural = _("journal lines")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(account__in=Account.values), name="journal_account_known"),
            models.CheckConstraint(condition=~Q(amount_pence=0), name="journal_line_is_not_nothing"),
            AppendOnlyConstraint(name="journal_line_append_only"),
            ChainedConstraint(name="journal_line_chained", fields=["id", "entry", "account", "amount_pence"]),
            balances("journal_line_balances", entry="NEW.entry_id"),
            # CURRENT_TIMESTAMP is when the transaction began: an entry from before it is closed.
            TriggerConstraint(
                name="journal_line_comes_with_its_entry",
                events=["insert"],
                condition=OF_AN_OLD_ENTRY,
                message="no line is added to an entry of before",
                deferred=True,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.amount_pence}"
