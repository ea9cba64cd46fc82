"""The two pages every public service owes its readers: about accessibility, and about their data."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works, what does not yet, and whom to tell (docs/accessibility.md says how we know)."""
    return render(request, "statements/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, who sees it and how to stop it (docs/privacy.md says how)."""
    return render(request, "statements/privacy.html")
