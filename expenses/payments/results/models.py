from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import AppendOnlyConstraint, WrittenOnceConstraint
from coproduce.foundation.facts import FactsOf
from coproduce.foundation.history.models import AppendOnly
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from expenses.payments.files.states import Unit
from expenses.payments.results.states import (
    DIFFERENT,
    FACTS,
    FINDING_FACTS,
    TRANSITIONS,
    Finding,
    Kind,
    MoneyOut,
    ReportState,
    Said,
)
from expenses.payments.runs.models import Payment, PaymentRun


class ReadingRules(models.Model):
    """How an organisation's files from the bank are read: what the columns are called, what words mean."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reading_rules")
    kind = models.CharField(max_length=9, choices=Kind)
    reference = models.CharField(_("column with the reference"), max_length=60, default="Reference")
    amount = models.CharField(_("column with the amount"), max_length=60, default="Amount")
    amount_in = models.CharField(_("column with money in"), max_length=60, blank=True)
    day = models.CharField(_("column with the day"), max_length=60, default="Date")
    said = models.CharField(_("column with the result"), max_length=60, default="Status")
    why = models.CharField(_("column with the reason"), max_length=60, blank=True)
    paid_words = models.CharField(_("words that mean paid"), max_length=200, default="paid")
    bounced_words = models.CharField(
        _("words that mean it came back"), max_length=200, default="bounced, returned, rejected"
    )
    unit = models.CharField(_("amounts in"), max_length=6, choices=Unit, default=Unit.POUNDS)
    money_out = models.CharField(_("money out"), max_length=5, choices=MoneyOut, default=MoneyOut.MINUS)

    privacy = Privacy(
        internal="id organisation kind reference amount amount_in day said why paid_words bounced_words unit"
        " money_out"
    )

    class Meta:
        verbose_name = _("columns of the bank")
        verbose_name_plural = _("columns of the bank")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="reading_rules_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="reading_rules_kind_known"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class BankReportQuerySet(models.QuerySet["BankReport"]):
    def visible_to(self, user: User) -> Self:
        """Files of organisations where the user looks after payments."""
        return self.filter(organisation__in=user.organisation_ids("see_payments"))


class BankReport(models.Model):
    """A file from the bank, as its lines. The file itself, with its account numbers, is not kept."""

    ref = RefField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="bank_reports")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    name = models.CharField(_("file name"), max_length=100)
    sha256 = models.CharField(max_length=64)
    line_count = models.PositiveIntegerField(_("lines"))
    status = models.CharField(_("status"), max_length=9, choices=ReportState, default=ReportState.READ)
    status_since = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True, blank=True)

    objects = BankReportQuerySet.as_manager()
    transitions = TRANSITIONS
    facts = FactsOf(FACTS)

    privacy = Privacy(
        internal="id ref organisation kind sha256 line_count status status_since made_by made_at"
        " recorded_by recorded_at",
        personal="name",
    )

    class Meta:
        verbose_name = _("file from the bank")
        verbose_name_plural = _("files from the bank")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "sha256"],
                condition=~Q(status=ReportState.PUT_ASIDE),
                name="file_from_the_bank_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ReportState.values), name="bank_report_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=ReportState.RECORDED, recorded_by__isnull=False, recorded_at__isnull=False)
                | ~Q(status=ReportState.RECORDED) & Q(recorded_by=None, recorded_at=None),
                name="bank_report_recorded_has_who_and_when",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="bank_report_of_organisation")]

    def __str__(self) -> str:
        return self.name


class ReportLineQuerySet(models.QuerySet["ReportLine"]):
    def visible_to(self, user: User) -> Self:
        """Lines of files the user may see."""
        return self.filter(report__organisation__in=user.organisation_ids("see_payments"))

    def different(self) -> Self:
        """Lines that do not fit and that nobody has explained."""
        return self.filter(finding__in=DIFFERENT, explained_at=None).exclude(
            report__status=ReportState.PUT_ASIDE
        )


class ReportLine(models.Model):
    """One line of a file from the bank: what it says, what we found. Amounts are whole pence."""

    report = models.ForeignKey(BankReport, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField(_("line"))
    reference = models.CharField(_("reference"), max_length=140)
    said = models.CharField(_("result"), max_length=7, choices=Said)
    why = models.CharField(_("reason"), max_length=200, blank=True)
    amount_pence = models.PositiveBigIntegerField(_("amount"))
    on = models.DateField(_("on"), null=True, blank=True)
    finding = models.CharField(_("what we found"), max_length=7, choices=Finding)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, blank=True, related_name="report_lines")
    run = models.ForeignKey(PaymentRun, models.PROTECT, null=True, blank=True, related_name="report_lines")
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    explained_at = models.DateTimeField(null=True, blank=True)
    explained_why = models.TextField(blank=True)

    objects = ReportLineQuerySet.as_manager()
    facts = FactsOf(FINDING_FACTS, "finding")

    privacy = Privacy(
        internal="id report number said amount_pence on finding payment run explained_by explained_at",
        personal="reference why explained_why",
    )

    class Meta:
        verbose_name = _("line of a file from the bank")
        verbose_name_plural = _("lines of files from the bank")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_line_once"),
            models.CheckConstraint(condition=Q(finding__in=Finding.values), name="report_finding_known"),
            models.CheckConstraint(condition=Q(said__in=Said.values), name="report_said_known"),
            models.CheckConstraint(
                condition=Q(explained_by=None, explained_at=None, explained_why="")
                | (Q(explained_by__isnull=False, explained_at__isnull=False) & ~Q(explained_why="")),
                name="difference_explained_has_who_when_and_why",
            ),
            WrittenOnceConstraint(
                name="report_line_written_once",
                except_fields=[
                    "finding",
                    "payment",
                    "run",
                    "explained_by",
                    "explained_at",
                    "explained_why",
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["report", "finding", "id"], name="report_line_by_finding"),
            models.Index(
                fields=["id"],
                condition=Q(finding__in=[*DIFFERENT], explained_at=None),
                name="report_line_different",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.reference}"

    @property
    def is_open(self) -> bool:
        """Whether it does not fit and nobody has explained it."""
        return self.facts.is_different and self.explained_at is None


class Match(AppendOnly):
    """A statement line that is a payment, or a whole run. Each leaves the bank once and comes back once."""

    line = models.OneToOneField(ReportLine, models.PROTECT, related_name="match")
    said = models.CharField(max_length=7, choices=Said)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, blank=True, related_name="matches")
    run = models.ForeignKey(PaymentRun, models.PROTECT, null=True, blank=True, related_name="matches")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id line said payment run by at")

    class Meta:
        verbose_name = _("match with a statement")
        verbose_name_plural = _("matches with statements")
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "said"],
                condition=Q(payment__isnull=False),
                name="payment_on_a_statement_once",
            ),
            models.UniqueConstraint(
                fields=["run", "said"], condition=Q(run__isnull=False), name="run_on_a_statement_once"
            ),
            models.CheckConstraint(
                condition=Q(payment=None, run__isnull=False) | Q(payment__isnull=False, run=None),
                name="match_is_a_payment_or_a_run",
            ),
            AppendOnlyConstraint(name="statement_match_append_only"),
        ]

    def __str__(self) -> str:
        return f"match {self.pk}"


class Reconciled(AppendOnly):
    """A run of which everything was found on statements, to the penny; who recorded the last of it."""

    run = models.OneToOneField(PaymentRun, models.PROTECT, related_name="reconciled")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id run by at")

    class Meta:
        verbose_name = _("reconciled run")
        verbose_name_plural = _("reconciled runs")
        constraints = [AppendOnlyConstraint(name="run_reconciled_append_only")]

    def __str__(self) -> str:
        return f"reconciled {self.pk}"
