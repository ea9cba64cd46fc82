from django.db.models import Count

from projects.scope.aspects import rules
from projects.scope.aspects.rules import LevelsPicture
from projects.scope.models import AspectVersion, PieceAspect, PieceOfWork, Scale


def history_of(piece: PieceOfWork) -> list[AspectVersion]:
    """Return every change of the aspects of a piece, the newest first. One query."""
    rows = AspectVersion.objects.filter(row__piece=piece)
    return list(rows.select_related("row", "planned__scale", "achieved__scale").order_by("-id"))


def picture(rows: list[PieceAspect]) -> LevelsPicture | None:
    """Return planned against achieved of these aspects as a picture. One query."""
    scales = {level.scale_id for row in rows for level in (row.planned, row.achieved) if level}
    sizes = Scale.objects.filter(pk__in=scales).annotate(n=Count("levels")).order_by().values_list("pk", "n")
    return rules.draw(rows, dict(sizes))
