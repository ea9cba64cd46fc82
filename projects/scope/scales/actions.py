"""An organisation chooses the scale it decides on, and brings its own."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from projects.scope.models import ChosenScale, Scale, ScaleLevel
from projects.scope.scales.rules import ReadLevel


@transaction.atomic
def choose(organisation: Organisation, scale: Scale, *, by: User) -> ChosenScale:
    """Decide on this scale from now on. Decisions made before keep theirs. Raises TransitionRefused."""
    fresh = transitions.lock(organisation)
    if not Scale.objects.usable_by(fresh.pk).filter(pk=scale.pk).exists():
        raise transitions.TransitionRefused(_("Choose one of the scales on this page."))
    now = {"scale": scale, "chosen_by": by, "chosen_at": clock.now()}
    row, _new = ChosenScale.objects.update_or_create(organisation=fresh, defaults=now)
    history.record(row, "scale chosen", by=by, detail={"scale": scale.name})
    return row


@transaction.atomic
def add(
    organisation: Organisation, *, name: str, source: str, levels: Sequence[ReadLevel], by: User
) -> Scale:
    """Add an organisation's own scale. Raises TransitionRefused when it has one of that name."""
    fresh = transitions.lock(organisation)
    if Scale.objects.usable_by(fresh.pk).filter(name=name).exists():
        raise transitions.TransitionRefused(_("There is already a scale of this name. Choose another name."))
    scale = Scale.objects.create(organisation=fresh, name=name, source=source, made_by=by)
    ScaleLevel.objects.bulk_create(
        ScaleLevel(
            scale=scale,
            order=order,
            name=level.name,
            stands_for=level.stands_for,
            own_promise=level.promise,
        )
        for order, level in enumerate(levels, 1)
    )
    history.record(scale, "scale added", by=by, detail={"levels": len(levels)})
    return scale
