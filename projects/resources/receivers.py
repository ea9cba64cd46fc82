"""What step 2 answers when another app asks."""

import datetime as dt
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.http import urlencode

from contributors.accounts.models import User
from coproduce.foundation.pages.presenters import short_date
from projects.resources.timeline.queries import Window, preview_of_project
from projects.team.models import Project
from projects.team.signals import dates_changing


@receiver(dates_changing, dispatch_uid="resources.dates_changing")
def show_what_moves(
    *, project: Project, starts_on: dt.date, ends_on: dt.date, by: User, **_kwargs: Any
) -> str:
    """Send whoever changes the dates of a project to see what they move, where anything does."""
    if not preview_of_project(project, Window(starts_on, ends_on), by).has_effects:
        return ""
    typed = {"starts_on": short_date(starts_on), "ends_on": short_date(ends_on)}
    return f"{reverse('resources:new_dates_of_project', args=[project.ref])}?{urlencode(typed)}"
