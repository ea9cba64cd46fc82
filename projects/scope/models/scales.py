"""Scales of participation: those that come with the software, and an organisation's own."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.scope.data.promises import PROMISES
from projects.scope.states import Involvement


class ScaleQuerySet(models.QuerySet["Scale"]):
    def usable_by(self, organisation_id: int) -> Self:
        """The scales of the software and those of one organisation."""
        return self.filter(Q(organisation=None) | Q(organisation=organisation_id))


class Scale(models.Model):
    """A scale of participation with its source. Without an organisation it came with the software.

    A scale never changes once it is there: decisions point at its levels. A better one is a new scale.
    """

    ref = RefField()
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="scales"
    )
    name = models.CharField(_("name of the scale"), max_length=120)
    source = models.CharField(_("where it comes from"), max_length=300)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)

    objects = ScaleQuerySet.as_manager()

    privacy = Privacy(internal="id ref organisation name source made_by made_at")

    class Meta:
        verbose_name = _("scale of participation")
        verbose_name_plural = _("scales of participation")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="scale_named_once"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(organisation=None), name="seeded_scale_named_once"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="scale_has_name_and_source"),
        ]

    def __str__(self) -> str:
        return self.name


class ScaleLevel(models.Model):
    """One level of a scale: 1 gives people the least power.

    `stands_for` says what the level comes to, so that no rule has to know the words of any scale.
    """

    scale = models.ForeignKey(Scale, models.CASCADE, related_name="levels")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("level"), max_length=80)
    stands_for = models.CharField(_("what it comes to"), max_length=12, choices=Involvement)
    own_promise = models.TextField(_("promise to the public"), blank=True)

    privacy = Privacy(internal="id scale order name stands_for own_promise")

    class Meta:
        verbose_name = _("level of a scale")
        verbose_name_plural = _("levels of scales")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "order"], name="scale_level_order_once"),
            models.UniqueConstraint(fields=["scale", "name"], name="scale_level_named_once"),
            models.CheckConstraint(
                condition=Q(order__gte=1) & ~Q(name=""), name="scale_level_has_place_and_name"
            ),
            models.CheckConstraint(
                condition=Q(stands_for__in=[one for one in Involvement.values if one != "not_now"]),
                name="scale_level_stands_for_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def promise(self) -> str:
        """What people are promised at this level: the scale's own words, or ours for what it comes to."""
        return self.own_promise or str(PROMISES[self.stands_for])


class ChosenScale(models.Model):
    """The scale an organisation chose for its decisions from now on."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="chosen_scale")
    scale = models.ForeignKey(Scale, models.PROTECT, related_name="+")
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id organisation scale chosen_by chosen_at")

    class Meta:
        verbose_name = _("chosen scale")
        verbose_name_plural = _("chosen scales")

    def __str__(self) -> str:
        return str(self.scale)
