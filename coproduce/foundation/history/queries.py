from django.db import models

from coproduce.foundation.history.models import HistoryEntry


def entries_about(subject: models.Model) -> models.QuerySet[HistoryEntry]:
    """Return what was done to a row, newest first."""
    return HistoryEntry.objects.filter(
        subject_type=subject._meta.label, subject_id=subject.pk
    ).select_related("by")
