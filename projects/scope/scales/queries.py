from projects.scope.data.levels import FIRST
from projects.scope.models import ChosenScale, Scale


def scale_of(organisation_id: int) -> Scale:
    """Return the scale an organisation decides on: the one it chose, or the first of the software."""
    chosen = ChosenScale.objects.filter(organisation=organisation_id).select_related("scale").first()
    return chosen.scale if chosen else Scale.objects.get(organisation=None, name=FIRST)
