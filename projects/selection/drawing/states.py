"""Ways to choose among all who meet what is needed, and what everyone reads about each."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types
from coproduce.foundation.lazy import LazyStr


class Method(TextChoices):
    RANKING = "ranking", _("by points: who has most comes first")
    DRAW = "draw", _("by a draw: everyone has the same chance")
    KEPT = "kept", _("by a draw, with places kept for groups")


@dataclass(frozen=True)
class MethodFacts:
    """What everyone reads of a way to choose."""

    said: LazyStr


METHOD_FACTS = {
    Method.RANKING: MethodFacts(
        _("Among everyone who meets what we need, the places go to those with the most points. If some have "
          "the same, we draw between them.")
    ),
    Method.DRAW: MethodFacts(
        _("Everyone who meets what we need goes into a draw. Everyone in it has the same chance.")
    ),
    Method.KEPT: MethodFacts(
        _("Everyone who meets what we need goes into a draw. Some places are kept for groups that this work "
          "is about. The chances of everyone are as even as that allows.")
    ),
}  # fmt: skip

event_types.register(
    {
        "choosing rule": _("wrote down how people are chosen in the end"),
        "draw listed": _("published the list of codes of a draw"),
        "drawn": _("drew from the published list"),
    }
)
