"""What was noted about me, as far as it was written for me to read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from contributors.people.models import PersonNote
from coproduce.foundation import permissions
from coproduce.foundation.pages.paging import page
from coproduce.foundation.pages.requests import PersonRequest


@require_safe
@permissions.contributor_required
def overview(request: PersonRequest) -> HttpResponse:
    """Every note that I may read, newest first."""
    mine = PersonNote.objects.visible_to_member(request.person).select_related("organisation")
    context = {
        "page": page(mine, request, key="-id"),
        "back_url": reverse("my_details:overview"),
    }
    return render(request, "people/notes/my_notes.html", context)
