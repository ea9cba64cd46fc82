"""The demo's postbox: what would have been sent, for everybody to look at. Routed in the demo only."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coproduce.foundation.notifications.models import DemoMail
from coproduce.foundation.pages import paging


@login_not_required
@require_safe
def postbox(request: HttpRequest) -> HttpResponse:
    """List every mail the demo took, newest first, with its words."""
    page = paging.page(DemoMail.objects.all(), request, key="-at", size=20)
    return render(request, "notifications/postbox.html", {"page": page})
