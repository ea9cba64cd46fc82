"""How people are chosen in the end, said before anybody applies; the draw, which anyone can run again."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.database.constraints import (
    AppendOnlyConstraint,
    TriggerConstraint,
    WrittenOnceConstraint,
)
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.selection.drawing.states import METHOD_FACTS, Method, MethodFacts
from projects.selection.interest.models import Expression
from projects.selection.opportunities.models import Opportunity

CODE_LENGTH = 8


class ChoosingRule(models.Model):
    """The rule of one opportunity. Once it has opened, not a word of it changes: the database keeps that."""

    opportunity = models.OneToOneField(Opportunity, models.CASCADE, related_name="choosing_rule")
    method = models.CharField(_("How do you choose among them?"), max_length=7, choices=Method)
    reserves = models.PositiveSmallIntegerField(_("How many reserves"), default=0)
    reserve_until = models.DateField(_("Until when someone stays a reserve"), null=True, blank=True)
    seed_from = models.CharField(_("Which public numbers decide the draw"), max_length=200)
    seed_on = models.DateField(_("The day of these numbers"))

    privacy = Privacy(public="method reserves reserve_until seed_from seed_on", internal="id opportunity")

    class Meta:
        verbose_name = _("choosing rule")
        verbose_name_plural = _("choosing rules")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(method__in=Method.values), name="choosing_method_known"),
            models.CheckConstraint(condition=~Q(seed_from=""), name="choosing_rule_says_the_seed"),
            models.CheckConstraint(
                condition=Q(reserves=0) | Q(reserve_until__isnull=False), name="choosing_reserves_have_an_end"
            ),
            TriggerConstraint(
                name="choosing_rule_before_opening",
                events=["insert", "update", "delete"],
                condition="EXISTS (SELECT 1 FROM {selection.Opportunity} o WHERE o.id = {row}.opportunity_id"
                " AND o.opened_at IS NOT NULL)",
                message="how people are chosen stays as everyone read it",
            ),
        ]

    def __str__(self) -> str:
        return self.get_method_display()

    @property
    def facts(self) -> MethodFacts:
        """What pages say of it."""
        return METHOD_FACTS[Method(self.method)]


class KeptGroup(models.Model):
    """A group that places are kept for, and the question by which people say that they are of it."""

    rule = models.ForeignKey(ChoosingRule, models.CASCADE, related_name="groups")
    label = models.CharField(_("group"), max_length=120)
    question = models.CharField(_("question"), max_length=200)
    least = models.PositiveSmallIntegerField(_("places kept"))
    place = models.PositiveSmallIntegerField()

    privacy = Privacy(public="label question least place", internal="id rule")

    class Meta:
        verbose_name = _("group with kept places")
        verbose_name_plural = _("groups with kept places")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "place"], name="kept_group_in_order"),
            models.CheckConstraint(
                condition=~Q(label="") & ~Q(question="") & Q(least__gt=0), name="kept_group_is_whole"
            ),
            TriggerConstraint(
                name="kept_group_before_opening",
                events=["insert", "update", "delete"],
                condition="EXISTS (SELECT 1 FROM {selection.ChoosingRule} r JOIN {selection.Opportunity} o"
                " ON o.id = r.opportunity_id WHERE r.id = {row}.rule_id AND o.opened_at IS NOT NULL)",
                message="for whom places are kept stays as everyone read it",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Draw(models.Model):
    """One draw: the list everyone could read before the seed was known, then the seed and what came out.

    There is one for an opportunity and never another. `document` is what anyone can load and check.
    """

    ref = RefField()
    opportunity = models.OneToOneField(Opportunity, models.PROTECT, related_name="draw")
    document = models.JSONField(_("list"))
    seed_on = models.DateField(_("day of the seed"))
    later_why = models.CharField(_("why another day than everyone was told"), max_length=300, blank=True)
    listed_at = models.DateTimeField(default=clock.now)
    listed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seed = models.CharField(_("seed"), max_length=200, blank=True)
    result = models.JSONField(_("what came out"), null=True, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy = Privacy(
        public="ref document seed_on later_why seed result drawn_at listed_at",
        internal="id opportunity listed_by drawn_by",
    )

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seed="", result=None, drawn_at=None, drawn_by=None)
                | (~Q(seed="") & Q(result__isnull=False, drawn_at__isnull=False, drawn_by__isnull=False)),
                name="draw_is_whole",
            ),
            WrittenOnceConstraint(
                name="draw_list_written_once",
                except_fields=["seed", "result", "drawn_at", "drawn_by"],
                message="the list of a draw stays as it was published",
            ),
            WrittenOnceConstraint(
                name="draw_drawn_once",
                fields=["seed", "result", "drawn_at", "drawn_by"],
                when="OLD.seed <> ''",
                message="a draw is drawn once",
            ),
        ]

    def __str__(self) -> str:
        return f"draw {self.ref}"

    @property
    def is_drawn(self) -> bool:
        """Whether the seed is known and something came out."""
        return bool(self.seed)

    @property
    def published(self) -> dict[str, Any]:
        """What anyone may load: the list, and once it is drawn the seed and what came out."""
        result = self.result or {"chosen": [], "reserve": []}
        return {**self.document, "seed": self.seed, **result}


class Lot(models.Model):
    """Whose a code in the list of a draw is."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="lots")
    expression = models.OneToOneField(Expression, models.PROTECT, related_name="lot")
    code = models.CharField(_("code"), max_length=CODE_LENGTH)

    privacy = Privacy(internal="id draw expression code")

    class Meta:
        verbose_name = _("code in a draw")
        verbose_name_plural = _("codes in draws")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "code"], name="lot_code_once"),
            AppendOnlyConstraint(name="lot_append_only"),
        ]

    def __str__(self) -> str:
        return self.code
