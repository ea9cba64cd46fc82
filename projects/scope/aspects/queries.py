from collections.abc import Sequence

from django.db.models import Count, QuerySet

from projects.scope.aspects import rules
from projects.scope.aspects.rules import LevelsPicture
from projects.scope.models import AspectVersion, PieceAspect, PieceOfWork, Scale


def history_of(piece: PieceOfWork) -> QuerySet[AspectVersion]:
    """Return every change of the aspects of a piece, to be paged."""
    rows = AspectVersion.objects.filter(row__piece=piece)
    return rows.select_related("row", "planned__scale", "achieved__scale")


def pictures(groups: Sequence[list[PieceAspect]]) -> list[LevelsPicture | None]:
    """Return planned against achieved as a picture for each group of aspects. One query for all of them."""
    levels = [level for rows in groups for row in rows for level in (row.planned, row.achieved) if level]
    scales = Scale.objects.filter(pk__in={level.scale_id for level in levels}).annotate(n=Count("levels"))
    sizes = dict(scales.order_by().values_list("pk", "n"))
    return [rules.draw(rows, sizes) for rows in groups]
