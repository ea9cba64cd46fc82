"""The link in the mail to a new mailbox. Opening it changes nothing; the button does."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contributors.people.new_mailbox import actions

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # what a link of ours looks like; nothing is told of any that does


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """Take the yes of whoever reads the mailbox. The page names nobody, and says one thing for every no."""
    if not TOKEN.fullmatch(token):
        raise Http404
    said_yes, counts = request.method == "POST", False
    if said_yes:
        try:
            actions.prove(token)
        except actions.NotTheirs:
            pass
        else:
            counts = True
    return render(request, "people/prove_mailbox.html", {"said_yes": said_yes, "counts": counts})
